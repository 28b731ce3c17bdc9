"""How far the young people are from the target, read from the counters alone, never from a person's record."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from peewee import SQL, fn

from uu import clock
from uu.domain import buckets, cohorts, counters, places, policies, targets
from uu.domain.buckets import Counting
from uu.domain.cohorts import Cohort
from uu.domain.counters import DAY, MONTH
from uu.domain.places import CITY_PLACE, Division, Place
from uu.models import SessionTally, StaleBefore, Tally, TallyChange
from uu.models.database import bare_rows
from uu.statistics import periods, trend
from uu.statistics.measures import Counts, StatusClass
from uu.vocabulary import Bucket, SessionKind

TREND_MONTHS = 36
EFFORT_GROUPS = ("tenth_grade", "preparatory", "outreach")
ByScope = Mapping[UUID, Counter[str]]
Classes = Mapping[str, StatusClass]


@dataclass(frozen=True, slots=True)
class Figures:
    """What is known of one place: its counts now and on the chosen day, the effort's groups, the last four weeks."""

    counts: Counts
    before: Counts
    groups: dict[str, int]
    sessions: int
    attempts: int

    def change(self, name: str) -> int:
        """By how many people a part of the counts (``n``, ``reached`` …) has grown since the chosen day."""
        grown: int = getattr(self.counts, name) - getattr(self.before, name)
        return grown


@dataclass(frozen=True, slots=True)
class Line:
    """A place in the table of those below, with its figures and the people it lacks to the target."""

    place: Place
    figures: Figures
    distance: int | None


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything the page says about a place. ``by`` is the level of its lines, empty where there is none below.

    ``lacking`` are the people whom the cohort that turns 25 this year lacks to the target, ``distance`` those of all.
    ``rules_changed_on`` is the last day from which on some status counts otherwise than before.
    """

    place: Place
    above: list[Place]
    by: str
    day: date
    since: date
    stale_months: int
    goal: targets.Goal
    figures: Figures
    city: Figures
    distance: int | None
    cohort: Cohort
    lacking: int | None
    lines: list[Line]
    trend: list[tuple[date, Counts]]
    rules_changed_on: date | None

    def rules_changed(self, since: date) -> bool:
        """Whether some of a change since the day may be of how statuses count, and not of the young people."""
        return self.rules_changed_on is not None and self.rules_changed_on > since


@dataclass(frozen=True, slots=True)
class _Read:
    """The counters that a page needs, each summed in the database; ``stale`` are those of ``now`` that are old."""

    now: ByScope
    stale: ByScope
    since: ByScope
    months: Mapping[date, Counter[str]]
    sessions: ByScope


def below(level: str) -> tuple[str, ...]:
    """The levels by which a place can be divided, the first as a rule."""
    ways: dict[str, tuple[str, ...]] = {
        "city": ("plan", "district", "area", "zone"), "district": ("area", "plan"), "plan": ("area",),
        "zone": ("area",),
    }  # fmt: skip
    return ways.get(level, ())


def divided_by(level: str, by: str) -> str:
    """The level by which a place is divided: the one asked for, or the first; empty where nothing is below."""
    ways = below(level)
    return by if by in ways else next(iter(ways), "")


def overview(level: str, wanted: str, since: date, by: str = "") -> Overview:
    """The figures of a place today and the change since the end of a day; four statements on what is counted.

    Raises :class:`NotVisibleError` for a place that does not exist.
    """
    day, division, model = clock.today(), places.division(), buckets.countings()
    since = min(since, day)
    place = division.find(level, wanted)
    by = divided_by(level, by)
    months = policies.value(policies.STALE)
    before = periods.months_back(day, months)
    read = _Read(*_counts(place, since, day, before), _sessions(day))
    goal, classes = targets.goal_on(day), buckets.classes_of_days(model)
    figures = partial(_figures, read, classes(day), classes(since), _effort_groups(model, classes(day)))
    lines = []
    for each in lines_of(division, place, by):
        found = figures(each.scopes)
        if (each.level == by and not each.closed) or found.counts.n:
            lines.append(Line(each, found, found.counts.distance(goal.share)))
    own = figures(place.scopes)
    cohort = cohorts.cohort(place.scopes, day, before, months, classes(day))
    return Overview(
        place, division.above(place), by, day, since, months, goal, own, figures(CITY_PLACE.scopes),
        own.counts.distance(goal.share), cohort, cohort.counts.distance(goal.share), lines,
        _trend(read, place, classes, day), buckets.changed_on(model, day),
    )  # fmt: skip


def lines_of(division: Division, place: Place, by: str) -> list[Place]:
    """The places below, and the people who are in none of them as lines of their own."""
    if not by:
        return []
    lines = division.places(by, place)
    if by == "plan":
        lines += division.without_plan(place)
    return [*lines, *places.LINES_OF_THEIR_OWN] if place.level == "city" else lines


def _effort_groups(model: dict[str, Counting], classes: Classes) -> dict[str, str]:
    """The group of each status that is counted and belongs to one."""
    counted = {code for code, each in classes.items() if each.bucket != Bucket.EXCLUDED}
    return {code: model[code].effort_group for code in counted if model[code].effort_group in EFFORT_GROUPS}


def _figures(
    read: _Read, classes: Classes, classes_then: Classes, group_of: Mapping[str, str], scopes: Iterable[UUID]
) -> Figures:
    now, grown, old, held = (_of(table, scopes) for table in (read.now, read.since, read.stale, read.sessions))
    before = {code: now[code] - grown[code] for code in {*now, *grown}}
    groups = dict.fromkeys(EFFORT_GROUPS, 0)
    for code, group in group_of.items():
        groups[group] += now[code]
    attempts = held.pop(SessionKind.ATTEMPT.value, 0)
    counts, counts_then = Counts.from_statuses(now, classes, old), Counts.from_statuses(before, classes_then)
    return Figures(counts, counts_then, groups, sum(held.values()), attempts)


def _of(table: ByScope, scopes: Iterable[UUID]) -> Counter[str]:
    summed: Counter[str] = Counter()
    for scope in scopes:
        summed.update(table.get(scope, {}))
    return summed


def _trend(read: _Read, place: Place, classes: Callable[[date], Classes], day: date) -> list[tuple[date, Counts]]:
    """The counts at the end of each month, each status in the bucket it had then."""
    past = trend.backward(_of(read.now, place.scopes), read.months, day, TREND_MONTHS)
    return [(end, Counts.from_statuses(state, classes(end))) for end, state in past]


def _counts(
    place: Place, since: date, day: date, before: date
) -> tuple[ByScope, ByScope, ByScope, dict[date, Counter[str]]]:
    """Today's counts and the changes, in one statement so that all are of the same moment."""
    parts: defaultdict[str, defaultdict[Any, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    # PostgreSQL learns from the first two parts that a scope is an id and a month a day.
    for part, scope, month, status, n in bare_rows(_by_month(place, day) + _now() + _stale(before) + _since(since)):
        parts[part][scope or month][status] = n
    now, stale, grown = (_by_scope(parts[part]) for part in ("now", "stale", "since"))
    months = {TallyChange.starts_on.python_value(key): counter for key, counter in parts["month"].items()}
    return now, stale or _stale_of_people(before, now), grown, months


def _by_scope(found: Mapping[Any, Counter[str]]) -> ByScope:
    """SQLite spells ids as text."""
    return {key if isinstance(key, UUID) else UUID(key): counter for key, counter in found.items()}


def _now() -> Any:
    """Today's counts of every scope."""
    return Tally.select(SQL("'now'"), Tally.scope, SQL("NULL"), Tally.status, Tally.n)


def _stale(before: date) -> Any:
    """How many of them have an old status; no rows while the tallies count these for another day."""
    counted = Tally.select(SQL("'stale'"), Tally.scope, SQL("NULL"), Tally.status, Tally.stale)
    return counted.join(StaleBefore, on=(StaleBefore.day == before))


def _stale_of_people(before: date, now: ByScope) -> ByScope:
    """The same from the people themselves; somebody may save in between, so a part is held within its whole."""
    found: defaultdict[UUID, Counter[str]] = defaultdict(Counter)
    for (scope, status), n in counters.stale(before).items():
        found[scope][status] = min(n, now.get(scope, Counter())[status])
    return found


def _since(day: date) -> Any:
    """The changes after the day by scope: the rest of its month day by day, then whole months."""
    change, last = TallyChange, periods.month_end(day)
    rest_of_month = (change.grain == DAY) & change.starts_on.between(day + timedelta(days=1), last)
    whole_months = (change.grain == MONTH) & (change.starts_on > last)
    select = change.select(SQL("'since'"), change.scope, SQL("NULL"), change.status, fn.SUM(change.n))
    return select.where(rest_of_month | whole_months).group_by(change.scope, change.status)


def _by_month(place: Place, day: date) -> Any:
    """The changes of the place in each month of the trend."""
    change, first = TallyChange, periods.months_until(day, TREND_MONTHS)[0]
    months = (change.grain == MONTH) & (change.starts_on >= first) & change.scope.in_(place.scopes)
    select = change.select(SQL("'month'"), SQL("NULL"), change.starts_on, change.status, fn.SUM(change.n))
    return select.where(months).group_by(change.starts_on, change.status)


def _sessions(day: date) -> ByScope:
    """Sessions of the last four weeks by scope and kind."""
    held = SessionTally
    select = held.select(held.scope, held.kind, fn.SUM(held.n)).group_by(held.scope, held.kind)
    found: defaultdict[Any, Counter[str]] = defaultdict(Counter)
    for scope, kind, n in bare_rows(select.where(held.day.between(*periods.four_weeks(day)))):
        found[scope][kind] = n
    return _by_scope(found)
