"""The people who use the system: invited, changed, locked, and what they are assigned to from day to day."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from peewee import fn

from uu import clock
from uu.domain import access, audit, devices, invitations, signin
from uu.domain.errors import InvalidError, NotVisibleError, StaleError, UsedIdError
from uu.models import FollowUp, HousingArea, HousingPlan, StaffArea, StaffPlan, StaffSession, StaffUser, Youth
from uu.models.database import act, rows
from uu.privacy.names import sort_key
from uu.vocabulary import N_, AuditAct, FollowUpState, Labelled, Role

_USERNAME = re.compile(r"[\w.@-]{3,64}")


class StaffState(Labelled):
    ACTIVE = "active", N_("Active")
    INVITED = "invited", N_("Invited")
    LOCKED = "locked", N_("Locked")


@dataclass(frozen=True, slots=True)
class StaffCard:
    """What an administrator decides of a user. Areas are for counsellors, plans for heads of housing plans."""

    name: str
    role: Role
    areas: frozenset[UUID] = frozenset()
    plans: frozenset[UUID] = frozenset()

    def fitting(self) -> "StaffCard":
        """The card without what the role has no use for; raises :class:`InvalidError` when the role lacks something."""
        if self.role == Role.PLAN_LEADER and not self.plans:
            raise InvalidError("plans", N_("Choose at least one housing plan."))
        areas = self.areas if self.role == Role.COUNSELLOR else frozenset()
        plans = self.plans if self.role == Role.PLAN_LEADER else frozenset()
        return StaffCard(self.name, self.role, areas, plans)


@dataclass(frozen=True, slots=True)
class Listed:
    """A user as the list shows them; ``seen`` is when they last used the system."""

    user: StaffUser
    places: tuple[str, ...]
    seen: datetime | None

    @property
    def state(self) -> StaffState:
        if self.user.locked_at is not None:
            return StaffState.LOCKED
        return StaffState.ACTIVE if self.user.is_active else StaffState.INVITED


def everybody() -> list[Listed]:
    """All users in Danish order, in four statements however many they are."""
    places: dict[UUID, list[str]] = defaultdict(list)
    for table, place in ((StaffArea, HousingArea), (StaffPlan, HousingPlan)):
        assigned = table.select(table.staff, place.name).join(place).where(access.on_day(table, clock.today()))
        for user_id, name in rows(assigned):
            places[user_id].append(name)
    last = StaffSession.select(StaffSession.staff, fn.MAX(StaffSession.last_seen_at)).group_by(StaffSession.staff)
    seen = dict(rows(last))
    users = sorted(StaffUser.select(), key=lambda user: sort_key(user.name))
    return [Listed(user, tuple(sorted(places[user.id], key=sort_key)), seen.get(user.id)) for user in users]


def invite(by: StaffUser | None, user_id: UUID, username: str, card: StaffCard) -> tuple[StaffUser, str]:
    """Make a user and the link with which they choose a password; the same id again gives the same user a new link.

    Raises :class:`InvalidError` for a username that is taken or unusable, and for somebody else's id.
    """
    account, card = signin.username_of(username), card.fitting()
    if not _USERNAME.fullmatch(account):
        raise InvalidError("username", N_("Use 3 to 64 letters, digits, dots, hyphens or @, without spaces."))
    with act():
        existing = _invited_as(user_id, account)
        if existing is not None:
            return existing, invitations.issue(by, existing)
        user = _create(user_id, account, card)
        audit.record(AuditAct.STAFF_INVITED, by, about=("staff", user.id), detail=f"role {card.role}")
        return user, invitations.new_link(user)


def edit_staff(by: StaffUser, user: StaffUser, card: StaffCard, base_version: int) -> StaffUser:
    """Change name, role and assignments from today on.

    Raises :class:`StaleError` when somebody else changed the same in the meantime, :class:`InvalidError` when the
    last administrator would be none any more.
    """
    card = card.fitting()
    with act():
        user = find(user.id)
        present = card_of(user)
        changed = [name for name in ("name", "role", "areas", "plans") if getattr(present, name) != getattr(card, name)]
        if not changed:
            return user
        if user.version != base_version:
            clashes = {name: (getattr(present, name), getattr(card, name)) for name in changed}
            raise StaleError(N_("Somebody else has changed this user in the meantime."), clashes)
        if card.role != Role.ADMIN:
            _keep_an_administrator(user, "role")
        user.name, user.role, user.version = card.name, card.role, user.version + 1
        user.save()
        _assign(user, card)
        if "role" in changed:
            devices.revoke_all(by, user, wiping=True)
        audit.record(AuditAct.STAFF_CHANGED, by, about=("staff", user.id), detail=_told(present, card, changed))
    return user


def lock(by: StaffUser | None, user: StaffUser) -> None:
    """Nobody signs in as this user any more, every device is signed out, and phones in the field wipe themselves.

    Raises :class:`InvalidError` for the last administrator.
    """
    with act():
        user = find(user.id)
        if user.locked_at is not None:
            return
        _keep_an_administrator(user, "")
        _save_lock(user, clock.now())
        signin.end_all_sessions(by, user)
        devices.revoke_all(by, user, wiping=True)
        audit.record(AuditAct.STAFF_LOCKED, by, about=("staff", user.id))


def unlock(by: StaffUser | None, user: StaffUser) -> None:
    """The user may sign in again, with the password and second factor they had."""
    with act():
        user = find(user.id)
        if user.locked_at is None:
            return
        _save_lock(user, None)
        audit.record(AuditAct.STAFF_UNLOCKED, by, about=("staff", user.id))


def reset_second_factor(by: StaffUser, user: StaffUser) -> None:
    """The user sets up a new second factor at the next sign-in; every device is signed out."""
    with act():
        user.totp_sealed, user.totp_last_step = None, 0
        user.save(only=[StaffUser.totp_sealed, StaffUser.totp_last_step])
        signin.end_all_sessions(by, user)
        devices.revoke_all(by, user, wiping=False)
        audit.record(AuditAct.SECOND_FACTOR_RESET, by, about=("staff", user.id))


def find(user_id: UUID) -> StaffUser:
    """The user with this id; raises :class:`NotVisibleError`."""
    user: StaffUser | None = StaffUser.get_or_none(StaffUser.id == user_id)
    if user is None:
        raise NotVisibleError(N_("There is no such page."))
    return user


def card_of(user: StaffUser) -> StaffCard:
    """The user as the administrator's form shows them today."""
    return StaffCard(user.name, user.role, frozenset(access.area_ids(user)), frozenset(access.plan_ids(user)))


def plan_choices() -> list[tuple[UUID, str]]:
    """The housing plans in force, in Danish order."""
    today = clock.today()
    in_force = HousingPlan.until.is_null() | (HousingPlan.until > today)
    found = rows(HousingPlan.select(HousingPlan.id, HousingPlan.name).where(in_force))
    return sorted(found, key=lambda plan: sort_key(plan[1]))


def young_people_of(user: StaffUser) -> int:
    """How many young people have this user as their counsellor."""
    return int(Youth.select().where((Youth.counsellor == user.id) & ~Youth.closed).count())


def also_held_by(user: StaffUser) -> tuple[int, int]:
    """What goes along with a caseload: how many closed young people, and follow-ups about others' young people."""
    closed = Youth.select().where((Youth.counsellor == user.id) & Youth.closed).count()
    mine = (FollowUp.assignee == user.id) & (FollowUp.state == FollowUpState.OPEN)
    others = FollowUp.select().join(Youth).where(mine & (Youth.counsellor != user.id)).count()
    return int(closed), int(others)


def caseloads() -> list[tuple[StaffUser, int]]:
    """Whoever has young people, who is locked too, and how many; in Danish order."""
    held = Youth.select(Youth.counsellor, fn.COUNT(Youth.id)).where(~Youth.closed).group_by(Youth.counsellor)
    numbers = dict(rows(held))
    holders = StaffUser.select().where(StaffUser.id.in_(list(numbers)))
    return [(user, numbers[user.id]) for user in sorted(holders, key=lambda user: sort_key(user.name))]


def takers(user: StaffUser) -> list[StaffUser]:
    """The counsellors who can take over the user's young people, in Danish order."""
    return [other for other in active() if other.role == Role.COUNSELLOR and other.id != user.id]


def active() -> list[StaffUser]:
    """Everybody who can sign in, in Danish order."""
    return sorted(StaffUser.select().where(_can_sign_in()), key=lambda user: sort_key(user.name))


def _can_sign_in() -> Any:
    return StaffUser.locked_at.is_null() & StaffUser.password_hash.is_null(is_null=False)


def _invited_as(user_id: UUID, account: str) -> StaffUser | None:
    """Whom this id was given to already; raises :class:`InvalidError` when id or username is somebody else's."""
    existing: StaffUser | None = StaffUser.get_or_none(StaffUser.id == user_id)
    if existing is not None and existing.username != account:
        raise UsedIdError
    if existing is None and StaffUser.select().where(StaffUser.username == account).exists():
        raise InvalidError("username", N_("Somebody has this username already. Choose another."))
    return existing


def _create(user_id: UUID, account: str, card: StaffCard) -> StaffUser:
    user = StaffUser.create(id=user_id, username=account, name=card.name, role=card.role, created_at=clock.now())
    _assign(user, card)
    return user


def _save_lock(user: StaffUser, moment: Any) -> None:
    user.locked_at, user.version = moment, user.version + 1
    user.save(only=[StaffUser.locked_at, StaffUser.version])


def _keep_an_administrator(user: StaffUser, field: str) -> None:
    """Raises when the user is the last administrator who can sign in."""
    others = StaffUser.select().where((StaffUser.role == Role.ADMIN) & (StaffUser.id != user.id) & _can_sign_in())
    if user.role == Role.ADMIN and user.is_active and not others.exists():
        raise InvalidError(field, N_("This is the last administrator. Make somebody else administrator first."))


def _assign(user: StaffUser, card: StaffCard) -> None:
    _assign_from_today(StaffArea, "area", user, set(access.area_ids(user)), card.areas)
    _assign_from_today(StaffPlan, "plan", user, set(access.plan_ids(user)), card.plans)


def _assign_from_today(table: Any, what: str, user: StaffUser, present: set[UUID], wanted: Iterable[UUID]) -> None:
    """End what is no longer wanted and begin what is new; what was stays on record."""
    today = clock.today()
    for over in present - set(wanted):
        mine = (table.staff == user.id) & (getattr(table, what) == over) & access.on_day(table, today)
        table.update(until=today).where(mine).execute()
    for new in set(wanted) - present:
        table.create(id=uuid4(), staff=user, since=today, **{what: new})


def _told(present: StaffCard, card: StaffCard, changed: list[str]) -> str:
    """Which parts changed; the role with its values, because it decides what one may do."""
    return ", ".join(f"role {present.role} → {card.role}" if name == "role" else name for name in changed)
