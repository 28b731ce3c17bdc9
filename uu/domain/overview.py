"""How far the young people are from the target, read from the counters alone, never from a person's record."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from peewee import SQL, fn

from uu import clock
from uu.domain import buckets, places, policies, targets
from uu.domain.buckets import Counting
from uu.domain.counters import DAY, MONTH
from uu.domain.places import CITY_PLACE, Division, Place
from uu.models import CITY, OUTSIDE, PROTECTED, SessionTally, Tally, TallyChange, Youth
from uu.models.database import rows
from uu.statistics import periods, trend
from uu.statistics.measures import Counts, StatusClass
from uu.vocabulary import Bucket, SessionKind

TREND_MONTHS = 36
# An old status of these may no longer hold; a completed education does not lapse, and unknown stays unknown.
LAPSING = frozenset({Bucket.ON_THE_WAY, Bucket.AT_RISK})
EFFORT_GROUPS = ("tenth_grade", "preparatory", "outreach")
ByScope = Counter[tuple[UUID, str]]


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
    """Everything the page says about a place. ``by`` is the level of its lines, empty where there is none below."""

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
    lines: list[Line]
    trend: list[tuple[date, Counts]]


@dataclass(frozen=True, slots=True)
class _Read:
    """The counters' rows that a page needs, each summed in the database."""

    now: ByScope
    since: ByScope
    months: dict[date, Counter[str]]
    sessions: ByScope
    stale: ByScope


def below(level: str) -> tuple[str, ...]:
    """The levels by which a place can be divided, the first as a rule."""
    return {"city": ("plan", "district", "area"), "district": ("area", "plan"), "plan": ("area",)}.get(level, ())


def overview(level: str, wanted: str, since: date, by: str = "") -> Overview:
    """The figures of a place today and the change since the end of a day; four statements on what is counted.

    Raises :class:`NotVisibleError` for a place that does not exist.
    """
    day, division, model = clock.today(), places.division(), buckets.countings()
    since = min(since, day)
    place = division.find(level, wanted)
    kinds = below(level)
    by = by if by in kinds else next(iter(kinds), "")
    months = policies.value("stale_after_months")
    lapsing = [code for code, each in buckets.classes(model, day).items() if each.bucket in LAPSING]
    read = _Read(*_counts(place, since, day), _sessions(day), _stale(periods.months_back(day, months), lapsing))
    goal = targets.goal_on(day)
    lines = []
    for each in _lines(division, place, by):
        found = _figures(read, each.scopes, model, day, since)
        if (each.level == by and not each.closed) or found.counts.n:
            lines.append(Line(each, found, found.counts.distance(goal.share)))
    own = _figures(read, place.scopes, model, day, since)
    return Overview(
        place, division.above(place), by, day, since, months, goal, own,
        _figures(read, CITY_PLACE.scopes, model, day, since),
        own.counts.distance(goal.share), lines, _trend(read, place, model, day),
    )  # fmt: skip


def _lines(division: Division, place: Place, by: str) -> list[Place]:
    """The places below, and the people who are in none of them as lines of their own."""
    if not by:
        return []
    lines = division.places(by, place)
    if by == "plan":
        lines += division.without_plan(place)
    return [*lines, *places.LINES_OF_THEIR_OWN] if place.level == "city" else lines


def _figures(read: _Read, scopes: Iterable[UUID], model: dict[str, Counting], day: date, since: date) -> Figures:
    now, grown, old, held = (_of(table, scopes) for table in (read.now, read.since, read.stale, read.sessions))
    # A colleague may save between two statements, so a part is held within its whole.
    old = Counter({code: min(n, now[code]) for code, n in old.items()})
    before = {code: now[code] - grown[code] for code in {*now, *grown}}
    classes = buckets.classes(model, day)
    counted = [(model[code].effort_group, n) for code, n in now.items() if classes[code].bucket != Bucket.EXCLUDED]
    groups = {group: sum(n for each, n in counted if each == group) for group in EFFORT_GROUPS}
    attempts = held.pop(SessionKind.ATTEMPT.value, 0)
    return Figures(
        _counted(now, classes, old),
        _counted(before, buckets.classes(model, since)),
        groups,
        sum(held.values()),
        attempts,
    )


def _counted(
    people: Mapping[str, int], classes: Mapping[str, StatusClass], stale: Mapping[str, int] | None = None
) -> Counts:
    """The counts, added up once for all statuses that count alike."""
    alike: dict[StatusClass, str] = {}
    now: Counter[str] = Counter()
    old: Counter[str] = Counter()
    for code, n in people.items():
        first = alike.setdefault(classes[code], code)
        now[first] += n
        old[first] += stale.get(code, 0) if stale else 0
    return Counts.from_statuses({code: n for code, n in now.items() if n}, classes, old)


def _of(table: ByScope, scopes: Iterable[UUID]) -> Counter[str]:
    wanted = set(scopes)
    summed: Counter[str] = Counter()
    for (scope, key), n in table.items():
        if scope in wanted:
            summed[key] += n
    return summed


def _trend(read: _Read, place: Place, model: dict[str, Counting], day: date) -> list[tuple[date, Counts]]:
    """The counts at the end of each month, each status in the bucket it had then."""
    past = trend.backward(_of(read.now, place.scopes), read.months, day, TREND_MONTHS)
    return [(end, _counted(state, buckets.classes(model, end))) for end, state in past]


def _counts(place: Place, since: date, day: date) -> tuple[ByScope, ByScope, dict[date, Counter[str]]]:
    """Today's counts and the changes, in one statement so that all are of the same moment."""
    now: ByScope = Counter()
    grown: ByScope = Counter()
    months: dict[date, Counter[str]] = {}
    for part, scope, month, status, n in rows(_after(since) + _now() + _by_month(place, day)):
        if part == "now":
            now[scope, status] += n
        elif part == "since":
            grown[scope, status] += n
        else:
            months.setdefault(month, Counter())[status] += n
    return now, grown, months


def _after(since: date) -> Any:
    """The changes after the day by scope: the rest of its month day by day, then whole months."""
    change, last = TallyChange, periods.month_end(since)
    rest_of_month = (change.grain == DAY) & change.starts_on.between(since + timedelta(days=1), last)
    whole_months = (change.grain == MONTH) & (change.starts_on > last)
    # The first part of a union names the columns by which peewee reads the values of all parts.
    first = fn.MIN(change.starts_on).alias("starts_on")
    columns = (SQL("'since'").alias("part"), change.scope, first, change.status, fn.SUM(change.n))
    return change.select(*columns).where(rest_of_month | whole_months).group_by(change.scope, change.status)


def _now() -> Any:
    """Today's counts of every scope, in the shape of a change."""
    return Tally.select(SQL("'now'"), Tally.scope, SQL("NULL"), Tally.status, Tally.n)


def _by_month(place: Place, day: date) -> Any:
    """The changes of the place in each month of the trend."""
    change, first = TallyChange, periods.months_until(day, TREND_MONTHS)[0]
    months = (change.grain == MONTH) & (change.starts_on >= first) & change.scope.in_(place.scopes)
    columns = (SQL("'month'"), SQL("NULL"), change.starts_on, change.status, fn.SUM(change.n))
    return change.select(*columns).where(months).group_by(change.starts_on, change.status)


def _sessions(day: date) -> ByScope:
    """Sessions of the last four weeks by scope and kind."""
    held = SessionTally
    select = (
        held.select(held.scope, held.kind, fn.SUM(held.n))
        .where(held.day.between(*periods.four_weeks(day)))
        .group_by(held.scope, held.kind)
    )
    return Counter({(scope, kind.value): n for scope, kind, n in rows(select)})


def _stale(before: date, lapsing: list[str]) -> ByScope:
    """People whose status lapses and is older than the day, by status, in the scope that counts them and the city."""
    # The index is found by `closed = 0`, not by `NOT closed`.
    is_open = Youth.closed == False  # noqa: E712  # Peewee makes SQL of the comparison.
    select = (
        Youth.select(Youth.area, Youth.lives_outside, Youth.address_protected, Youth.status, fn.COUNT(SQL("*")))
        .where(is_open & Youth.status.in_(lapsing) & (Youth.status_on < before))
        .group_by(Youth.area, Youth.lives_outside, Youth.address_protected, Youth.status)
    )
    found: ByScope = Counter()
    for area, outside, protected, status, n in rows(select):
        counted_in = PROTECTED if protected else OUTSIDE if outside else area
        found[counted_in, status] += n
        found[CITY, status] += n
    return found
