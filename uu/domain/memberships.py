"""Which area belongs to which housing plan, from a day to a day."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from uu import clock
from uu.domain import areas, audit, forecasts, freetext
from uu.domain.errors import InvalidError, NotVisibleError, StaleError, UsedIdError
from uu.domain.reference import DAWN
from uu.models import AreaMembership, HousingArea, HousingPlan, StaffUser
from uu.models.database import act, rows
from uu.privacy.names import sort_key
from uu.vocabulary import N_, AuditAct

LONGEST_BASIS = 300
FURTHEST = timedelta(days=366)
_ABOUT = "area"


@dataclass(frozen=True, slots=True)
class Membership:
    """An area's time in a plan; ``until`` is the first day it no longer belongs, ``basis`` how one knows."""

    id: UUID
    area: UUID
    plan: UUID
    plan_name: str
    since: date
    until: date | None
    confirmed: bool
    basis: str

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or self.until > day)


@dataclass(frozen=True, slots=True)
class Move:
    """An area's belonging to a plan, or to none, from a day on."""

    id: UUID
    plan: UUID | None
    since: date
    confirmed: bool = False
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A plan and the areas that belong to it today, in Danish order; areas without a plan have none."""

    plan: HousingPlan | None
    areas: list[tuple[HousingArea, Membership | None]]


def by_plan(day: date | None = None) -> list[Group]:
    """All plans and real areas as they belong together on the day (today), with three statements."""
    day = day or clock.today()
    current = {each.area: each for each in _read() if each.holds_on(day)}
    members: dict[UUID | None, list[tuple[HousingArea, Membership | None]]] = defaultdict(list)
    places = HousingArea.select().where(HousingArea.kind == "area")
    for area in sorted(places, key=lambda each: sort_key(each.name)):
        found = current.get(area.id)
        members[found.plan if found else None].append((area, found))
    plans = sorted(HousingPlan.select(), key=lambda each: sort_key(each.name))
    return [*(Group(plan, members[plan.id]) for plan in plans), Group(None, members[None])]


def of_area(area: UUID) -> list[Membership]:
    """The area's times in plans, the newest first."""
    return sorted((each for each in _read() if each.area == area), key=lambda each: each.since, reverse=True)


def move_area(by: StaffUser, area: UUID, base_version: int, move: Move) -> None:
    """From the day on the area belongs to the plan, or to none; what held before ends that day.

    The same move again changes nothing. Raises :class:`InvalidError` for a day that a later membership has taken
    already, and :class:`StaleError` when somebody changed the area since ``base_version``.
    """
    with act():
        place, known = areas.real_area(area), of_area(area)
        if _already(area, known, move):
            return
        if place.version != base_version:
            raise StaleError(N_("A colleague has changed this in the meantime. Check it, and save again."), {})
        _check(known, move)
        _end_what_held(known, move)
        if move.plan is not None:
            _begin(area, move)
        if move.since <= clock.today():
            forecasts.forget("plan", *(each.plan for each in known), *([move.plan] if move.plan else []))
        HousingArea.update(version=place.version + 1).where(HousingArea.id == area).execute()
        audit.record(AuditAct.AREA_CHANGED, by, about=(_ABOUT, area), detail=f"plan {move.plan} {move.since}")


def confirm(by: StaffUser, area: UUID, membership: UUID) -> None:
    """Mark that a source confirms the membership; again it changes nothing."""
    with act():
        found = next((each for each in of_area(area) if each.id == membership), None)
        if found is None:
            raise NotVisibleError(N_("There is no such page."))
        if found.confirmed:
            return
        AreaMembership.update(confirmed=True).where(AreaMembership.id == membership).execute()
        audit.record(AuditAct.AREA_CHANGED, by, about=(_ABOUT, area), detail=f"confirmed {membership}")


def _read() -> list[Membership]:
    belongs = AreaMembership
    select = belongs.select(
        belongs.id, belongs.area, belongs.plan, HousingPlan.name, belongs.since, belongs.until, belongs.confirmed,
        belongs.basis,
    ).join(HousingPlan)  # fmt: skip
    return [Membership(*row) for row in rows(select)]


def _already(area: UUID, known: list[Membership], move: Move) -> bool:
    """Whether this has been done: the same id, or the area belongs nowhere from that day already."""
    if move.plan is None:
        return not any(each.until is None or each.until > move.since for each in known)
    existing: AreaMembership | None = AreaMembership.get_or_none(AreaMembership.id == move.id)
    if existing is not None and (existing.area_id, existing.plan_id) != (area, move.plan):
        raise UsedIdError
    return existing is not None


def _check(known: list[Membership], move: Move) -> None:
    if move.plan is not None:
        areas.plan(move.plan)
    freetext.require_length("basis", move.basis, LONGEST_BASIS)
    if not DAWN <= move.since <= clock.today() + FURTHEST:
        raise InvalidError("since", N_("Choose a day from 2000 to a year ahead."))
    if any(each.since >= move.since for each in known):
        raise InvalidError("since", N_("The area has begun in a plan on this day or later. Choose a later day."))
    if any(each.plan == move.plan and each.holds_on(move.since) for each in known):
        raise InvalidError("plan", N_("The area belongs to this plan on that day already."))


def _end_what_held(known: list[Membership], move: Move) -> None:
    open_ones = [each.id for each in known if each.until is None or each.until > move.since]
    if open_ones:
        AreaMembership.update(until=move.since).where(AreaMembership.id.in_(open_ones)).execute()


def _begin(area: UUID, move: Move) -> None:
    AreaMembership.create(
        id=move.id, area=area, plan=move.plan, since=move.since, confirmed=move.confirmed, basis=move.basis
    )
