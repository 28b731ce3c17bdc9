"""What is done: sessions by kind and week, how young people are reached, and how long since. From roll-ups alone."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from peewee import SQL, Case, fn

from uu import clock
from uu.domain import overview, places
from uu.domain.places import Place
from uu.models import CITY, OUTSIDE, PROTECTED, Meeting, SessionTally, Youth
from uu.models.database import bare_rows, rows
from uu.statistics import periods
from uu.statistics.periods import Period
from uu.vocabulary import N_, SessionKind

# How long ago somebody was last met: the last day of each group, the open end, and never.
SINCE = ((7, N_("Up to 7 days")), (30, N_("8 to 30 days")), (60, N_("31 to 60 days")), (90, N_("61 to 90 days")))
LONGER, NEVER = N_("More than 90 days"), N_("Never met")


@dataclass(slots=True)
class Done:
    """What was done in a place in the period.

    ``first`` are the young people who were met for the first time, by how often one had tried before. ``reached`` are
    those met at all. Of those who are followed now, ``since`` says when they were last met, and ``in_vain`` are those
    who were never met although somebody has tried.
    """

    sessions: Counter[str] = field(default_factory=Counter)
    first: Counter[int] = field(default_factory=Counter)
    reached: int = 0
    since: Counter[str] = field(default_factory=Counter)
    in_vain: int = 0

    def add(self, other: "Done") -> None:
        self.sessions.update(other.sessions)
        self.first.update(other.first)
        self.since.update(other.since)
        self.reached += other.reached
        self.in_vain += other.in_vain

    @property
    def held(self) -> int:
        """Times somebody took part in a session; an attempt is none."""
        return self.sessions.total() - self.sessions[SessionKind.ATTEMPT]

    @property
    def attempts(self) -> int:
        return self.sessions[SessionKind.ATTEMPT]

    @property
    def met_first(self) -> int:
        return self.first.total()

    @property
    def at_last(self) -> int:
        """Those met for the first time after at least one attempt in vain."""
        return self.met_first - self.first[0]

    @property
    def median_attempts(self) -> float | None:
        """The median of the attempts before the first contact; none where nobody was met for the first time."""
        tries = sorted(self.first.elements())
        middle = len(tries) // 2
        return (tries[middle] + tries[-middle - 1]) / 2 if tries else None

    @property
    def is_empty(self) -> bool:
        return not (self.sessions.total() or self.reached or self.since.total())


@dataclass(frozen=True, slots=True)
class Line:
    """A place with what was done there."""

    place: Place
    done: Done


@dataclass(frozen=True, slots=True)
class Activity:
    """Everything the page says of a place and a period. ``weeks`` are the sessions by kind from each Monday on."""

    place: Place
    above: list[Place]
    by: str
    period: Period
    day: date
    done: Done
    weeks: list[tuple[date, Counter[str]]]
    lines: list[Line]


def activity(level: str, wanted: str, period: Period, by: str = "") -> Activity:
    """What was done in a place from the first to the last day, with four statements on what is counted.

    Raises :class:`NotVisibleError` for a place that does not exist.
    """
    today, division = clock.today(), places.division()
    place, by = division.find(level, wanted), overview.divided_by(level, by)
    done = everywhere(period, today)
    lines = [Line(each, of(done, each.scopes)) for each in overview.lines_of(division, place, by)]
    shown = [line for line in lines if not line.done.is_empty or (line.place.level and not line.place.closed)]
    own = of(done, place.scopes)
    return Activity(place, division.above(place), by, period, today, own, _weeks(place, period), shown)


def everywhere(period: Period, today: date) -> Mapping[UUID, Done]:
    """What was done in every scope; of the city the sum of all."""
    found: defaultdict[UUID, Done] = defaultdict(Done)
    for scope, kind, n in rows(_sessions(period)):
        found[scope].sessions[kind.value] += n
    for scope, attempts, n, first in rows(_meetings(period)):
        found[scope].reached += n
        found[scope].first[attempts] += first
    for area, outside, protected, in_vain, *since in bare_rows(_followed(today)):
        scope = PROTECTED if protected else OUTSIDE if outside else Youth.area.python_value(area)
        named = zip((*(name for _last, name in SINCE), LONGER, NEVER), since, strict=True)
        found[scope].add(Done(since=Counter(dict(named)), in_vain=in_vain))
    found[CITY] = of(found, list(found))
    return found


def of(done: Mapping[UUID, Done], scopes: Iterable[UUID]) -> Done:
    """What was done in all of these scopes together."""
    total = Done()
    for scope in scopes:
        if scope in done:
            total.add(done[scope])
    return total


def _sessions(period: Period) -> Any:
    """Sessions by scope and kind; the city is the sum of its scopes."""
    held = SessionTally
    select = held.select(held.scope, held.kind, fn.SUM(held.n)).where(held.day.between(*period) & (held.scope != CITY))
    return select.group_by(held.scope, held.kind)


def _meetings(period: Period) -> Any:
    """Young people by where they lived when first met in the period, and how often one had tried; of these, the new."""
    met = Meeting
    first = fn.SUM(Case(None, [(met.previous.is_null(), 1)], 0))
    in_period = met.day.between(*period) & (met.previous.is_null() | (met.previous < period.first))
    select = met.select(met.scope, met.attempts, fn.COUNT(SQL("*")), first).where(in_period)
    return select.group_by(met.scope, met.attempts)


def _followed(today: date) -> Any:
    """Those who are followed now by where they live: tried in vain, and by how long ago they were last met."""
    alike, met = (Youth.area, Youth.lives_outside, Youth.address_protected), Youth.last_contact_on
    groups = []
    after = date.max
    for last, _name in SINCE:
        from_day = today - timedelta(days=last)
        groups.append((met >= from_day) & (met < after))
        after = from_day
    groups += [met < after, met.is_null()]
    in_vain = met.is_null() & (Youth.attempts > 0)
    counted = [fn.SUM(Case(None, [(holds, 1)], 0)) for holds in (in_vain, *groups)]
    return Youth.select(*alike, *counted).where(~Youth.closed).group_by(*alike)


def _weeks(place: Place, period: Period) -> list[tuple[date, Counter[str]]]:
    """The sessions of each week of the period by kind, the earliest first; weeks without any too."""
    held = SessionTally
    of_place = held.day.between(*period) & held.scope.in_(place.scopes)
    weeks: dict[date, Counter[str]] = {}
    monday = periods.week_of(period.first).first
    while monday <= period.last:
        weeks[monday] = Counter()
        monday += timedelta(days=7)
    select = held.select(held.day, held.kind, fn.SUM(held.n)).where(of_place).group_by(held.day, held.kind)
    for day, kind, n in rows(select):
        weeks[periods.week_of(day).first][kind.value] += n
    return list(weeks.items())
