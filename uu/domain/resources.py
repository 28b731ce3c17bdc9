"""The people and the money of the effort, and what one full-time counsellor and one young person reached come to."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
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
_GONE = Place("", "", N_("A place that is no more"), ())
_Adding = Callable[[Iterable[Entry], Period], Fraction]


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
class Sum:
    """What is entered for a place, also by who pays; none where some of the days have nothing.

    A place has something on a day when it is entered for the place itself, or for each of its areas with young people;
    ``lacking`` are the names of the areas that have nothing on some of the days.
    """

    amount: Fraction | None
    by_financier: Mapping[Financier, Fraction] = field(default_factory=dict)
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figures:
    """What a place has in a period, and what comes of it.

    ``full_time`` is the average of the period, ``today`` what is in force today; ``spent`` are the kroner that fall on
    the period.
    """

    done: Done
    full_time: Sum
    today: Sum
    spent: Sum

    @property
    def followed(self) -> int:
        """The young people who are followed today."""
        return self.done.since.total()

    @property
    def people_each(self) -> float | None:
        """Young people followed today for each full-time counsellor of today."""
        return _each(self.followed, self.today.amount)

    @property
    def sessions_each(self) -> float | None:
        """Sessions in the period for each full-time counsellor."""
        return _each(self.done.held, self.full_time.amount)

    @property
    def cost_each(self) -> float | None:
        """Kroner for each young person reached; none where nobody was reached."""
        spent, reached = self.spent.amount, self.done.reached
        return float(spent / reached) if spent is not None and reached else None

    def people_each_without(self, financier: Financier) -> float | None:
        """Young people for each full-time counsellor of today, were it not for those of one financier."""
        today = self.today
        return None if today.amount is None else _each(self.followed, today.amount - today.by_financier[financier])


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
    place, by = division.find(level, wanted), overview.divided_by(level, by)
    read = _Read(_placed(division), activity.everywhere(period, today), division, period, today)
    lines = [Line(each, _figures(each, read)) for each in overview.lines_of(division, place, by)]
    shown = [line for line in lines if not line.figures.done.is_empty or (line.place.level and not line.place.closed)]
    own, here = _figures(place, read), _here(place, read.entered)
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


@dataclass(frozen=True, slots=True)
class _Read:
    """What is entered, what was done, and where, for a period and for today."""

    entered: Sequence[tuple[Entered, Place]]
    done: Mapping[UUID, Done]
    division: Division
    period: Period
    today: date


def _placed(division: Division) -> list[tuple[Entered, Place]]:
    """All of them with their places; one of a place that is gone counts in the city, and speaks for no area."""
    known = {(place.level, place.id): place for level in LEVELS[1:] for place in division.places(level)}
    known["city", ""] = CITY_PLACE
    return [(one, known.get((one.given.level, one.given.place), _GONE)) for one in _all()]


def _here(place: Place, found: Iterable[tuple[Entered, Place]]) -> list[tuple[Entered, Place]]:
    """A place has what is entered for it and for what lies wholly in it."""
    if place.level == "city":
        return list(found)
    return [(one, where) for one, where in found if where.scopes and set(where.scopes) <= set(place.scopes)]


def _figures(place: Place, read: _Read) -> Figures:
    done, today = activity.of(read.done, place.scopes), Period(read.today, read.today)
    return Figures(
        done,
        _sum(place, read, ResourceKind.FULL_TIME, read.period, resources.average),
        _sum(place, read, ResourceKind.FULL_TIME, today, resources.average),
        _sum(place, read, ResourceKind.BUDGET, read.period, resources.spent),
    )


def _sum(place: Place, read: _Read, kind: ResourceKind, period: Period, add: _Adding) -> Sum:
    here = [(one, where) for one, where in _here(place, read.entered) if one.given.kind == kind]
    lacking = tuple(
        name
        for area, name in _with_young_people(place, read)
        if not resources.covers([one.entry for one, where in here if _speaks_for(where, area)], period)
    )
    if lacking or not resources.covers([one.entry for one, _where in here], period):
        return Sum(None, lacking=lacking)
    amounts = {
        financier: add((one.entry for one, _where in here if one.given.financier == financier), period)
        for financier in Financier
    }
    return Sum(sum(amounts.values(), Fraction(0)), amounts)


def _with_young_people(place: Place, read: _Read) -> list[tuple[UUID, str]]:
    """The areas of a place, in Danish order, where somebody is followed or was met."""
    here = [spot for spot in read.division.spots if place.level == "city" or spot.id in place.scopes]
    return [(spot.id, spot.name) for spot in here if not activity.of(read.done, (spot.id,)).is_empty]


def _speaks_for(where: Place, area: UUID) -> bool:
    return where.level == "city" or area in where.scopes


def _each(n: int, full_time: Fraction | None) -> float | None:
    return float(n / full_time) if full_time else None
