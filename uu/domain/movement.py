"""Who came closer between two days, and the two days beside each other, now or as it was known on a day."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from uu import clock
from uu.domain import buckets, overview, places, targets, trails
from uu.domain.buckets import Counting
from uu.domain.places import Place
from uu.models import CITY
from uu.models.database import snapshot
from uu.statistics.measures import Counts, StatusClass
from uu.statistics.movement import Movement, Rung, rung
from uu.statistics.trails import Crowd, Flows


@dataclass(frozen=True, slots=True)
class Period:
    """Two days that are compared, and the day whose knowledge counts: None for everything that is known."""

    first: date
    last: date
    known: date | None = None


@dataclass(frozen=True, slots=True)
class OnDay:
    """A place's counts at the end of a day, and the people missing to the target that was in force."""

    day: date
    counts: Counts
    distance: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """A place in the table of those below."""

    place: Place
    movement: Movement


@dataclass(frozen=True, slots=True)
class Moved:
    """Everything the page says of a place.

    ``begun`` is the first day on which anybody was counted in the city. ``since_learned`` is the last day as it is
    known today, where another day's knowledge was asked for. ``rules_changed`` says that some status counts
    otherwise on the last day than on the first.
    """

    place: Place
    above: list[Place]
    by: str
    day: date
    period: Period
    begun: date | None
    rules_changed: bool
    movement: Movement
    first: OnDay
    last: OnDay
    since_learned: OnDay | None
    lines: list[Line]


def movement(level: str, wanted: str, period: Period, by: str = "") -> Moved:
    """Who moved how in a place and in those below it, from the trails alone.

    Both days are judged by the buckets of the last, so that a changed rule moves nobody; the counts of each day by its
    own. Raises :class:`NotVisibleError` for a place that does not exist.
    """
    with snapshot():
        day, division, model = clock.today(), places.division(), buckets.countings()
        place = division.find(level, wanted)
        crowd = trails.everybody()
        told = buckets.as_known(model, period.known) if period.known else model
    by = overview.divided_by(level, by)
    known = period.known or day
    flows = crowd.flows(period.first, period.last, known)
    below = overview.lines_of(division, place, by)
    whole, lines = _movements(flows, place, below, buckets.classes(told, period.last))
    return Moved(
        place, division.above(place), by, day, period, crowd.begun(known), _rules_changed(told, period), whole,
        _on_day(flows, 0, place, told, period.first), _on_day(flows, 1, place, told, period.last),
        _since_learned(crowd, place, model, period, day),
        [Line(each, found) for each, found in zip(below, lines, strict=True) if _is_shown(each, found, by)],
    )  # fmt: skip


def _movements(
    flows: Flows, place: Place, below: list[Place], classes: Mapping[str, StatusClass]
) -> tuple[Movement, list[Movement]]:
    """That of the place and those of the places below, which may overlap, in one pass over the pairs of cells."""
    within = _is_in(place)
    lines_of: dict[UUID, set[int]] = defaultdict(set)
    for number, each in enumerate(below):
        for scope in each.scopes:
            lines_of[scope].add(number)
    rungs = {code: rung(each) for code, each in classes.items()}
    whole, lines = Movement(), [Movement() for _each in below]
    for (before, after), n in flows.items():
        was = rungs[before[1]] if before else None
        became = rungs[after[1]] if after else None
        from_here, to_here = before is not None and within(before[0]), after is not None and within(after[0])
        _count(whole, (was, from_here), (became, to_here), n)
        from_lines = lines_of[before[0]] if before else set()
        to_lines = lines_of[after[0]] if after else set()
        for number in from_lines | to_lines:
            _count(lines[number], (was, number in from_lines), (became, number in to_lines), n)
    return whole, lines


def _count(movement: Movement, before: tuple[Rung | None, bool], after: tuple[Rung | None, bool], n: int) -> None:
    """Whoever is counted elsewhere on one of the days is new or gone here."""
    (was, from_here), (became, to_here) = before, after
    elsewhere = bool((was and not from_here) or (became and not to_here))
    movement.add(was if from_here else None, became if to_here else None, n, elsewhere)


def _is_in(place: Place) -> Callable[[UUID], bool]:
    scopes = frozenset(place.scopes)
    return lambda scope: CITY in scopes or scope in scopes


def _on_day(flows: Flows, end: int, place: Place, model: dict[str, Counting], day: date) -> OnDay:
    """The counts at one end of the flows, each status in the bucket it had on that day."""
    within, statuses = _is_in(place), Counter[str]()
    for pair, n in flows.items():
        cell = pair[end]
        if cell is not None and within(cell[0]):
            statuses[cell[1]] += n
    counts = Counts.from_statuses(statuses, buckets.classes(model, day))
    return OnDay(day, counts, counts.distance(targets.goal_on(day).share))


def _since_learned(crowd: Crowd, place: Place, model: dict[str, Counting], period: Period, today: date) -> OnDay | None:
    if period.known is None:
        return None
    return _on_day(crowd.flows(period.last, period.last, today), 1, place, model, period.last)


def _rules_changed(model: Mapping[str, Counting], period: Period) -> bool:
    return any(each.bucket(period.first) != each.bucket(period.last) for each in model.values())


def _is_shown(place: Place, found: Movement, by: str) -> bool:
    """Open places, and closed ones and those of no level where there is somebody."""
    return (place.level == by and not place.closed) or bool(found.both or found.new or found.gone)
