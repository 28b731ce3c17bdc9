"""The people and the money of the effort, and what one full-time counsellor and one young person reached come to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from uu import clock
from uu.domain import activity, audit, overview, places
from uu.domain.activity import Done
from uu.domain.errors import InvalidError, NotVisibleError, StaleError, UsedIdError
from uu.domain.places import CITY_PLACE, Division, Place
from uu.domain.reference import DAWN
from uu.models import Resource, StaffUser
from uu.models.database import act
from uu.models.resources import Financier
from uu.statistics import resources
from uu.statistics.periods import Period, months_ahead
from uu.statistics.resources import Entry
from uu.vocabulary import N_, AuditAct, ResourceKind

# In hundredths: 500 counsellors, a thousand million kroner.
MOST = {ResourceKind.FULL_TIME: 500_00, ResourceKind.BUDGET: 1_000_000_000_00}
FURTHEST_MONTHS = 120
LEVELS = ("city", "plan", "area")


@dataclass(frozen=True, slots=True)
class Given:
    """A resource as a leader enters it; ``amount`` in hundredths, both days included."""

    kind: ResourceKind
    financier: Financier
    level: str
    place: str
    amount: int
    first_on: date
    last_on: date | None


@dataclass(frozen=True, slots=True)
class Entered:
    """One of them as it stands."""

    id: UUID
    version: int
    given: Given

    @property
    def entry(self) -> Entry:
        return Entry(self.given.amount, self.given.first_on, self.given.last_on)


@dataclass(frozen=True, slots=True)
class Figures:
    """What a place has in a period, and what comes of it. Each is none where nothing is entered for some of the days.

    ``full_time`` is the average of the period, ``full_time_today`` what is in force today; ``spent`` are the kroner
    that fall on the period.
    """

    done: Done
    full_time: Fraction | None
    full_time_today: Fraction | None
    spent: Fraction | None

    @property
    def followed(self) -> int:
        """The young people who are followed today."""
        return self.done.since.total()

    @property
    def people_each(self) -> float | None:
        """Young people followed today for each full-time counsellor of today."""
        return _each(self.followed, self.full_time_today)

    @property
    def sessions_each(self) -> float | None:
        """Sessions in the period for each full-time counsellor."""
        return _each(self.done.held, self.full_time)

    @property
    def cost_each(self) -> float | None:
        """Kroner for each young person reached; none where nobody was reached."""
        return float(self.spent / self.done.reached) if self.spent is not None and self.done.reached else None


@dataclass(frozen=True, slots=True)
class Line:
    """A place with its figures."""

    place: Place
    figures: Figures


@dataclass(frozen=True, slots=True)
class Load:
    """Everything the page says of a place and a period; ``entered`` is what counts there, the newest first."""

    place: Place
    above: list[Place]
    by: str
    period: Period
    day: date
    figures: Figures
    lines: list[Line]
    entered: list[tuple[Entered, Place]]


def load(level: str, wanted: str, period: Period, by: str = "") -> Load:
    """The figures of a place and of those below it; raises :class:`NotVisibleError` for one that does not exist."""
    today, division = clock.today(), places.division()
    place, kinds = division.find(level, wanted), overview.below(level)
    by = by if by in kinds else next(iter(kinds), "")
    entered, done = _placed(division), activity.everywhere(period, today)
    lines = [
        Line(each, _figures(each, entered, done, period, today)) for each in overview.lines_of(division, place, by)
    ]
    shown = [line for line in lines if not line.figures.done.is_empty or (line.place.level and not line.place.closed)]
    own = _figures(place, entered, done, period, today)
    here = [(one, where) for one, where in entered if _counts_in(where, place)]
    return Load(place, division.above(place), by, period, today, own, shown, here)


def choices() -> list[Place]:
    """The places for which resources can be entered: the city, the housing plans, the areas."""
    division = places.division()
    return [CITY_PLACE, *division.places("plan"), *division.places("area")]


def entered(resource_id: UUID) -> Entered:
    """One of them; raises :class:`NotVisibleError` for one that does not exist."""
    found: Resource | None = Resource.get_or_none(Resource.id == resource_id)
    if found is None:
        raise NotVisibleError(N_("There is no such page."))
    return Entered(found.id, found.version, _given(found))


def enter(by: StaffUser, resource_id: UUID, given: Given) -> None:
    """Keep a new one. The same id again with the same words changes nothing."""
    with act():
        existing: Resource | None = Resource.get_or_none(Resource.id == resource_id)
        if existing is not None:
            if _given(existing) != given:
                raise UsedIdError
            return
        check(resource_id, given)
        Resource.create(id=resource_id, **asdict(given), set_by=by, set_at=clock.now())
        audit.record(AuditAct.RESOURCE_SET, by, about=("resource", resource_id), detail=_said(given))


def change(by: StaffUser, resource_id: UUID, base_version: int, given: Given) -> None:
    """Write it anew; raises :class:`StaleError` when somebody else did since ``base_version``."""
    with act():
        now = entered(resource_id)
        if now.given == given:
            return
        if now.version != base_version:
            raise StaleError(N_("A colleague has changed this in the meantime. Save again to let yours hold."), {})
        check(resource_id, given)
        written = {"set_by": by, "set_at": clock.now(), "version": Resource.version + 1}
        Resource.update(**asdict(given), **written).where(Resource.id == resource_id).execute()
        audit.record(AuditAct.RESOURCE_SET, by, about=("resource", resource_id), detail=_said(given))


def remove(by: StaffUser, resource_id: UUID) -> None:
    """Take it away, also out of past figures; what it was stays in the log."""
    with act():
        now = entered(resource_id)
        Resource.delete().where(Resource.id == resource_id).execute()
        audit.record(AuditAct.RESOURCE_REMOVED, by, about=("resource", resource_id), detail=_said(now.given))


def check(resource_id: UUID, given: Given) -> None:
    """Raises :class:`InvalidError` on the field that cannot be used."""
    if not 0 < given.amount <= MOST[given.kind]:
        most = MOST[given.kind] // 100
        raise InvalidError("amount", N_("Write a number above 0 and up to %(most)d."), most=most)
    if not DAWN <= given.first_on <= months_ahead(clock.today(), FURTHEST_MONTHS):
        raise InvalidError("first_on", N_("Choose a day from 2000 on, and within the next ten years."))
    if given.last_on is None and given.kind == ResourceKind.BUDGET:
        raise InvalidError("last_on", N_("Choose the last day of the budget: its kroner are spread over its days."))
    if given.last_on is not None and not given.first_on <= given.last_on <= months_ahead(
        given.first_on, FURTHEST_MONTHS
    ):
        raise InvalidError("last_on", N_("Choose the first day or a later one, within ten years of it."))
    if (given.level, given.place) not in {(place.level, place.id) for place in choices()}:
        raise InvalidError("place", N_("Choose one of the options shown."))
    if any(_overlaps(given, one.given) for one in _all() if one.id != resource_id):
        message = N_("There is a number of the same financier for the same place on some of these days already.")
        raise InvalidError("first_on", message)


def _overlaps(one: Given, other: Given) -> bool:
    def of(given: Given) -> tuple[str, ...]:
        return given.kind, given.financier, given.level, given.place

    ends_before = other.last_on is not None and other.last_on < one.first_on
    begins_after = one.last_on is not None and one.last_on < other.first_on
    return of(one) == of(other) and not ends_before and not begins_after


def _all() -> list[Entered]:
    newest = Resource.select().order_by(Resource.first_on.desc(), Resource.set_at.desc(), Resource.id)
    return [Entered(one.id, one.version, _given(one)) for one in newest]


def _given(row: Resource) -> Given:
    return Given(*(getattr(row, name) for name in Given.__slots__))


def _said(given: Given) -> str:
    """What the log keeps of it, which names no person."""
    return f"{given.kind} {given.financier} {given.amount / 100:g} {given.first_on} {given.last_on or ''}".strip()


def _placed(division: Division) -> list[tuple[Entered, Place]]:
    """All of them with their places; one of a place that is gone belongs to the city alone."""
    known = {(place.level, place.id): place for level in LEVELS[1:] for place in division.places(level)}
    known["city", ""] = CITY_PLACE
    return [(one, known.get((one.given.level, one.given.place), CITY_PLACE)) for one in _all()]


def _counts_in(where: Place, place: Place) -> bool:
    """A place has what is entered for it and for what lies wholly in it."""
    return place.level == "city" or (where.level != "city" and set(where.scopes) <= set(place.scopes))


def _figures(
    place: Place, entered_: Sequence[tuple[Entered, Place]], done: Mapping[UUID, Done], period: Period, today: date
) -> Figures:
    here = [one for one, where in entered_ if _counts_in(where, place)]
    full_time = _entries(here, ResourceKind.FULL_TIME)
    return Figures(
        activity.of(done, place.scopes),
        resources.average(full_time, period),
        resources.average(full_time, Period(today, today)),
        resources.spent(_entries(here, ResourceKind.BUDGET), period),
    )


def _entries(found: Iterable[Entered], kind: ResourceKind) -> list[Entry]:
    return [one.entry for one in found if one.given.kind == kind]


def _each(n: int, full_time: Fraction | None) -> float | None:
    return float(n / full_time) if full_time else None
