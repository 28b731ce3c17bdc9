"""How many come into education or work after their first session: read from one row a person, never from events."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate
from typing import Any
from uuid import UUID

from peewee import SQL, fn

from uu import clock
from uu.domain import overview, places, policies
from uu.domain.places import Place
from uu.models import CITY, Journey
from uu.models.database import bare_rows
from uu.statistics.incidence import Followed, Incidence, incidence
from uu.vocabulary import N_, JourneyEnd

MONTHS = 24
HORIZON = 730
PAST = HORIZON + 1
# With fewer than five one person moves the share by more than a fifth, and the figure says who they are.
LEAST = 5
# The curve is drawn every ten days, and written every three months.
DRAWN = range(0, HORIZON + 1, 10)
WRITTEN = {months: HORIZON * months // MONTHS for months in range(3, MONTHS + 1, 3)}
# The last age of each group.
AGES = ((17, N_("Up to 17 years")), (20, N_("18 to 20 years")), (200, N_("21 years and older")))
_ENDS = (JourneyEnd.REACHED.value, JourneyEnd.LEFT.value, JourneyEnd.OPEN.value)
_REACHED, _LEFT, _OPEN = _ENDS


@dataclass(slots=True)
class Group:
    """People by how and after how many days it ended; ``ripe`` are those whose first session is 24 months ago."""

    ends: dict[str, defaultdict[int, int]] = field(default_factory=lambda: {end: defaultdict(int) for end in _ENDS})
    ripe: int = 0

    @property
    def followed(self) -> Followed:
        return Followed(*(Counter(self.ends[end]) for end in _ENDS))

    @property
    def n(self) -> int:
        return sum(self._people(end) for end in _ENDS)

    @property
    def reached(self) -> int:
        """Those who are known to have come into education or work within the 24 months."""
        return self._people(_REACHED)

    @property
    def left(self) -> int:
        """Those who were no longer followed within the 24 months, before anything else."""
        return self._people(_LEFT)

    @property
    def at_24_months(self) -> Incidence | None:
        """The share after 24 months; none while too few began so long ago."""
        return next(iter(incidence(self.followed, [HORIZON])), None) if self.ripe >= LEAST else None

    def _people(self, end: str) -> int:
        return sum(self.ends[end].values())


@dataclass(frozen=True, slots=True)
class Line:
    """A group with its name, and its place where it is one."""

    name: str
    group: Group
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Everything the page says of a place. ``already`` and ``over`` had nothing left to reach when they began.

    ``curve`` and ``months`` reach as far as enough people could have been followed.
    """

    place: Place
    above: list[Place]
    by: str
    day: date
    comparator: int
    whole: Group
    already: int
    over: int
    curve: list[Incidence]
    months: list[tuple[int, Incidence]]
    lines: list[Line]
    ages: list[Line]
    years: list[Line]


@dataclass(frozen=True, slots=True)
class _Groups:
    """The people of a place in every group they belong to, each group by its scope, name or year."""

    whole: Group
    homes: dict[UUID, Group]
    ages: dict[str, Group]
    years: dict[int, Group]


def outcomes(level: str, wanted: str, by: str = "") -> Outcomes:
    """The share who come into education or work, of a place and by what lies below it, by age and by year.

    Raises :class:`NotVisibleError` for a place that does not exist.
    """
    day, division = clock.today(), places.division()
    place, by = division.find(level, wanted), overview.divided_by(level, by)
    below = overview.lines_of(division, place, by)
    found = _rows(place)
    groups = _grouped(found, day)
    reach = _reach(found, day)
    marks = {days: months for months, days in WRITTEN.items() if days <= reach}
    followed, before = groups.whole.followed, _before(place)
    lines = [Line(each.name, _together(groups.homes.get(scope) for scope in each.scopes), each) for each in below]
    return Outcomes(
        place=place, above=division.above(place), by=by, day=day, comparator=policies.value(policies.COMPARATOR),
        whole=groups.whole, already=before[JourneyEnd.ALREADY], over=before[JourneyEnd.OVER],
        curve=incidence(followed, [days for days in DRAWN if days <= reach]),
        months=[(marks[one.day], one) for one in incidence(followed, list(marks))],
        lines=[line for line in lines if line.group.n or _is_open(line.place)],
        ages=[Line(name, group) for name, group in groups.ages.items()],
        years=[Line(str(year), groups.years[year]) for year in sorted(groups.years)],
    )  # fmt: skip


def _is_open(place: Place | None) -> bool:
    return place is not None and bool(place.level) and not place.closed


def _rows(place: Place) -> list[tuple[Any, ...]]:
    """Everybody who had something to reach when they began."""
    journey = Journey
    select = journey.select(journey.scope, journey.started_on, journey.age, journey.outcome, journey.days)
    return bare_rows(select.where(_lived_in(place) & journey.outcome.in_(list(_ENDS))))


def _before(place: Place) -> Counter[str]:
    """How many had nothing to reach when they began, by why."""
    count = Journey.select(Journey.outcome, fn.COUNT(SQL("*"))).where(_lived_in(place)).group_by(Journey.outcome)
    return Counter(dict(bare_rows(count)))


def _lived_in(place: Place) -> Any:
    return SQL("1 = 1") if CITY in place.scopes else Journey.scope.in_(place.scopes)


def _grouped(found: list[tuple[Any, ...]], day: date) -> _Groups:
    """Everybody in their groups, in one pass: with a city's young people each step here is taken 100,000 times."""
    homes = {scope: Group() for scope in {row[0] for row in found}}
    by_age: dict[str, Group] = {name: Group() for _last, name in AGES}
    by_year: dict[int, Group] = {}
    begun = {since: _began(since, day) for since in {row[1] for row in found}}
    years = {since: by_year.setdefault(year, Group()) for since, (year, _elapsed) in begun.items()}
    ages = {age: by_age[_age_group(age)] for age in {row[2] for row in found}}
    for scope, since, age, outcome, days in found:
        elapsed = begun[since][1]
        if days is None or days > HORIZON:
            outcome, days = _OPEN, min(elapsed, PAST)
        for group in (homes[scope], ages[age], years[since]):
            group.ends[outcome][days] += 1
            if elapsed >= HORIZON:
                group.ripe += 1
    return _Groups(_together(by_age.values()), {_id(scope): homes[scope] for scope in homes}, by_age, by_year)


def _together(groups: Iterable[Group | None]) -> Group:
    """All their people as one group."""
    whole = Group()
    for group in groups:
        if group is not None:
            whole.ripe += group.ripe
            for end in _ENDS:
                for days, n in group.ends[end].items():
                    whole.ends[end][days] += n
    return whole


def _reach(found: list[tuple[Any, ...]], day: date) -> int:
    """The furthest day to which enough people could have been followed; before day 0 where there are too few."""
    begun = sorted(Counter(row[1] for row in found).items())
    so_far = accumulate(n for _since, n in begun)
    fifth = next((since for (since, _n), n in zip(begun, so_far, strict=True) if n >= LEAST), None)
    return -1 if fifth is None else min(HORIZON, _began(fifth, day)[1])


def _began(since: Any, day: date) -> tuple[int, int]:
    """The year of a first session and the days since; SQLite spells days as text."""
    first = since if isinstance(since, date) else date.fromisoformat(since)
    return first.year, max(0, (day - first).days)


def _id(scope: Any) -> UUID:
    """SQLite spells ids as text."""
    return scope if isinstance(scope, UUID) else UUID(scope)


def _age_group(age: int) -> str:
    return next(name for last, name in AGES if age <= last)
