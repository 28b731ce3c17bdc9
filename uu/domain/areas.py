"""Housing areas and plans: which there are, what they are called, and which can be chosen."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from peewee import JOIN

from uu import clock
from uu.domain import access, audit, forecasts
from uu.domain.errors import InvalidError, NotVisibleError, StaleError, UsedIdError
from uu.models import AreaMembership, District, HousingArea, HousingPlan, StaffUser
from uu.models.database import act, rows
from uu.privacy.names import sort_key
from uu.vocabulary import N_, AuditAct

# The district that stands for outside the division.
NOWHERE = "99"
_MISSING = N_("There is no such page.")
Place = TypeVar("Place", HousingPlan, HousingArea)


@dataclass(frozen=True, slots=True)
class AreaChoice:
    """An open area as one chooses it: its name, its plan today (or empty) and its district."""

    id: UUID
    name: str
    plan: str
    district: str


def choices() -> list[AreaChoice]:
    """The real areas that are open today, in Danish order, with one statement."""
    today = clock.today()
    belongs = (AreaMembership.area == HousingArea.id) & access.on_day(AreaMembership, today)
    select = (
        HousingArea.select(HousingArea.id, HousingArea.name, HousingPlan.name, District.name)
        .join(District)
        .join_from(HousingArea, AreaMembership, JOIN.LEFT_OUTER, on=belongs)
        .join(HousingPlan, JOIN.LEFT_OUTER)
        .where((HousingArea.kind == "area") & (HousingArea.closed_on.is_null() | (HousingArea.closed_on > today)))
    )
    found = [AreaChoice(area, name, plan or "", district) for area, name, plan, district in rows(select)]
    return sorted(found, key=lambda choice: sort_key(choice.name))


@dataclass(frozen=True, slots=True)
class PlanGiven:
    """A housing plan as an administrator writes it."""

    name: str
    note: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class AreaGiven:
    """A housing area as an administrator writes it; closed from a day on, it can no longer be chosen."""

    name: str
    district: str
    association: str = ""
    postcode: str = ""
    closed_on: date | None = None


def districts() -> list[tuple[str, str]]:
    """The districts an area may lie in, by code."""
    found = rows(District.select(District.code, District.name))
    return sorted(((code, name) for code, name in found if code != NOWHERE), key=lambda each: int(each[0]))


def real_area(area: UUID) -> HousingArea:
    """The area; raises :class:`NotVisibleError` for one that does not exist or is no place."""
    found: HousingArea | None = HousingArea.get_or_none((HousingArea.id == area) & (HousingArea.kind == "area"))
    if found is None:
        raise NotVisibleError(_MISSING)
    return found


def plan(plan_id: UUID) -> HousingPlan:
    """The plan; raises :class:`NotVisibleError` for one that does not exist."""
    found: HousingPlan | None = HousingPlan.get_or_none(HousingPlan.id == plan_id)
    if found is None:
        raise NotVisibleError(_MISSING)
    return found


def add_plan(by: StaffUser, plan_id: UUID, given: PlanGiven) -> HousingPlan:
    """A new plan. The same id again is the same plan."""
    with act():
        existing: HousingPlan | None = HousingPlan.get_or_none(HousingPlan.id == plan_id)
        if existing is not None:
            return _the_same(existing, given.name)
        _check_plan(plan_id, given)
        made: HousingPlan = HousingPlan.create(id=plan_id, **asdict(given))
        audit.record(AuditAct.AREA_CHANGED, by, about=("plan", plan_id), detail="new")
    return made


def edit_plan(by: StaffUser, plan_id: UUID, base_version: int, given: PlanGiven) -> None:
    """Write the plan anew; raises :class:`StaleError` when somebody else did since ``base_version``."""
    with act():
        now = plan(plan_id)
        _check_plan(plan_id, given)
        _write(by, ("plan", plan_id), now, base_version, asdict(given))


def add_area(by: StaffUser, area_id: UUID, given: AreaGiven) -> HousingArea:
    """A new area, in no plan yet. The same id again is the same area."""
    with act():
        existing: HousingArea | None = HousingArea.get_or_none(HousingArea.id == area_id)
        if existing is not None:
            return _the_same(existing, given.name)
        _check_area(area_id, given)
        made: HousingArea = HousingArea.create(id=area_id, **asdict(given))
        audit.record(AuditAct.AREA_CHANGED, by, about=("area", area_id), detail="new")
    return made


def edit_area(by: StaffUser, area_id: UUID, base_version: int, given: AreaGiven) -> None:
    """Rename, move within the city, close or reopen; raises :class:`StaleError` as :func:`edit_plan` does."""
    with act():
        now = real_area(area_id)
        _check_area(area_id, given)
        _write(by, ("area", area_id), now, base_version, asdict(given))
        before = now.__data__["district"]
        if given.district != before:
            forecasts.forget("district", given.district, before)


def _the_same(existing: Place, name: str) -> Place:
    if existing.name != name:
        raise UsedIdError
    return existing


def _write(
    by: StaffUser, about: tuple[str, UUID], now: HousingPlan | HousingArea, base_version: int, given: dict[str, Any]
) -> None:
    stored = {name: now.__data__[name] for name in given}
    changed = {name: (stored[name], value) for name, value in given.items() if stored[name] != value}
    if not changed:
        return
    if now.version != base_version:
        raise StaleError(N_("A colleague has changed this in the meantime. Choose what shall hold."), changed)
    type(now).update(**given, version=now.version + 1).where(type(now).id == now.id).execute()
    audit.record(AuditAct.AREA_CHANGED, by, about=about, detail=" ".join(changed))


def _check_plan(plan_id: UUID, given: PlanGiven) -> None:
    _check_name(HousingPlan, plan_id, given.name)
    if given.since and given.until and given.until <= given.since:
        raise InvalidError("until", N_("The plan must end after it begins."))


def _check_area(area_id: UUID, given: AreaGiven) -> None:
    _check_name(HousingArea, area_id, given.name)
    if given.district not in dict(districts()):
        raise InvalidError("district", N_("Choose the district."))
    if given.closed_on and given.closed_on > clock.today():
        raise InvalidError("closed_on", N_("Choose today or an earlier day."))


def _check_name(table: Any, own: UUID, name: str) -> None:
    if not name.strip():
        raise InvalidError("name", N_("Write a name."))
    others = rows(table.select(table.name).where(table.id != own))
    if name.casefold() in {other.casefold() for (other,) in others}:
        raise InvalidError("name", N_("This name is in use already. Choose another."))
