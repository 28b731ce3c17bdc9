"""Who may do what, and which young people each may see. Everything else does not exist for them."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from uu import clock
from uu.domain import audit
from uu.domain.errors import NotVisibleError
from uu.models import AccessGrant, StaffArea, StaffPlan, StaffUser, Youth
from uu.models.database import rows
from uu.vocabulary import N_, AuditAct, Permission, Role

# What a phone or a program may be used for; each opens its own part of the API and nothing else.
_TOKENS = frozenset({Permission.FIELD_USE, Permission.OVERVIEW_READ})
_EVERYBODY = frozenset({Permission.OWN_ACCOUNT})

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.COUNSELLOR: _EVERYBODY
    | {
        Permission.YOUTH_READ,
        Permission.YOUTH_REGISTER,
        Permission.YOUTH_EDIT,
        Permission.YOUTH_REVEAL_CPR,
        Permission.SESSION_RECORD,
        Permission.STATUS_CHANGE,
        Permission.FOLLOWUP_MANAGE,
        Permission.FIELD_USE,
        Permission.QUARANTINE_MANAGE,
    },
    Role.LEADER: _EVERYBODY
    | {
        Permission.YOUTH_READ,
        Permission.GRANT_REQUEST,
        Permission.OVERVIEW_READ,
        Permission.TARGET_EDIT,
        Permission.BUCKET_EDIT,
        Permission.ZONE_MANAGE,
        Permission.RESOURCE_EDIT,
        Permission.FIGURE_IMPORT,
        Permission.REPORT_MAKE,
        Permission.HANDOVER_MANAGE,
        Permission.QUARANTINE_MANAGE,
    },
    Role.PLAN_LEADER: _EVERYBODY | {Permission.RELEASE_READ},
    Role.ADMIN: _EVERYBODY
    | {
        Permission.STAFF_MANAGE,
        Permission.AREA_MANAGE,
        Permission.SETTING_MANAGE,
        Permission.FIGURE_IMPORT,
        Permission.HANDOVER_MANAGE,
        Permission.DEVICE_MANAGE,
    },
    Role.DPO: _EVERYBODY | {Permission.AUDIT_READ},
}


def may(user: StaffUser, permission: Permission) -> bool:
    """Whether the user's role carries the permission."""
    return permission in PERMISSIONS[user.role]


def may_hold_tokens(user: StaffUser) -> bool:
    """Whether a phone or a program may work for the user; what it then reaches is another permission's question."""
    return not _TOKENS.isdisjoint(PERMISSIONS[user.role])


def on_day(table: Any, day: date) -> Any:
    """The condition that a dated assignment is in force on the day; ``until`` is the first day it is not."""
    return (table.since <= day) & (table.until.is_null() | (table.until > day))


def area_ids(user: StaffUser) -> list[UUID]:
    """The areas a counsellor is assigned to today."""
    return [area for (area,) in rows(areas_of(user))]


def areas_of(user: StaffUser) -> Any:
    """The areas a counsellor is assigned to today, as a select to build on."""
    return StaffArea.select(StaffArea.area).where((StaffArea.staff == user.id) & on_day(StaffArea, clock.today()))


def plan_ids(user: StaffUser) -> list[UUID]:
    """The housing plans somebody heads today."""
    assigned = StaffPlan.select(StaffPlan.plan).where((StaffPlan.staff == user.id) & on_day(StaffPlan, clock.today()))
    return [plan for (plan,) in rows(assigned)]


def visible_to(user: StaffUser) -> Any:
    """The condition on :class:`Youth` that holds for exactly the people this user may see.

    A counsellor sees their own people and those of their areas, an address-protected person only as their own. A
    leader sees whom they opened for a stated reason, while that lasts, and never an address-protected person.
    """
    if user.role == Role.COUNSELLOR:
        return (Youth.counsellor == user.id) | (Youth.area.in_(areas_of(user)) & ~Youth.address_protected)
    if user.role == Role.LEADER:
        return ~Youth.address_protected & Youth.id.in_(_granted(user))
    return Youth.id.is_null()


def visible_youths(user: StaffUser) -> Any:
    """The young people this user may see, as a select to build on."""
    return Youth.select().where(visible_to(user))


def visible_youth(user: StaffUser, youth: UUID) -> Youth:
    """One of them; raises :class:`NotVisibleError` for all others, existing or not."""
    found: Youth | None = visible_youths(user).where(Youth.id == youth).first()
    if found is None:
        raise NotVisibleError(N_("There is no such page."))
    return found


def visible_people(user: StaffUser, wanted: Iterable[UUID]) -> list[Youth]:
    """All of these young people, each once, in the order asked; raises :class:`NotVisibleError` if one is not."""
    ids = list(dict.fromkeys(wanted))
    found = {youth.id: youth for youth in visible_youths(user).where(Youth.id.in_(ids))} if ids else {}
    if len(found) < len(ids):
        raise NotVisibleError(N_("There is no such page."))
    return [found[youth] for youth in ids]


def note_refusal(user: StaffUser, page: str, youth: UUID | None) -> None:
    """Log that a page was refused, and about whom it would have been."""
    about_whom = rows(Youth.select(Youth.id).where(Youth.id == youth))
    audit.record(AuditAct.REFUSED, user, youths=[found for (found,) in about_whom], about=("page", page[:40]))


def _granted(user: StaffUser) -> Any:
    return AccessGrant.select(AccessGrant.youth).where(
        (AccessGrant.staff == user.id) & (AccessGrant.expires_at > clock.now())
    )
