"""Who moved how between two days, now and as it was known then: one young person after the other, from the raw rows."""

from collections import Counter
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests import cast, people
from tests.hindsight import ACTS, Raw, Story
from tests.web.budget import counted
from uu import clock
from uu.domain import buckets, movement, overview, zones
from uu.domain.errors import NotVisibleError
from uu.domain.movement import Moved, Period
from uu.models import CITY, FormerBucket, Status, StatusBucket, database
from uu.statistics.measures import Counts, StatusClass
from uu.statistics.movement import Rung

HEIGHTS = ("unknown", "at_risk", "prep", "upper", "reached")
AGO = some.integers(0, 90)
PLACES = (("city", ""), ("district", "3"), ("area", str(cast.area("Tingbjerg"))))


class Rules:
    """How statuses counted on a day by the rows of the tables, of what had been chosen when another day ended."""

    def __init__(self, known: date) -> None:
        self.known = known
        self.statuses = list(Status.select())
        former = [(row.status_id, row.since, row.bucket, row.set_at, row.until) for row in FormerBucket.select()]
        now = [(row.status_id, row.since, row.bucket, row.set_at, None) for row in StatusBucket.select()]
        self.rows = [row for row in former + now if self.is_known(row)]

    def is_known(self, row: tuple) -> bool:
        _code, since, _bucket, set_at, until = row
        ended = until is not None and clock.local(until).date() <= self.known
        return since.year == 2000 or (clock.local(set_at).date() <= self.known and not ended)

    def on(self, day: date) -> dict[str, StatusClass]:
        found = {}
        for status in self.statuses:
            mine = sorted(row[1:3] for row in self.rows if row[0] == status.code and row[1] <= day)
            found[status.code] = StatusClass(mine[-1][1], status.sub, bool(status.neet))
        return found


def height(kind: StatusClass) -> int | None:
    if kind.bucket == "on_the_way":
        return HEIGHTS.index("upper" if kind.sub == "upper" else "prep")
    return HEIGHTS.index(kind.bucket) if kind.bucket in HEIGHTS else None


class ByHand:
    """The same figures for one place, one young person after the other."""

    def __init__(self, scopes: tuple[UUID, ...], period: Period) -> None:
        known = period.known or clock.today()
        raw, rules = Raw(), Rules(known)
        self.between: Counter = Counter()
        self.new: Counter = Counter()
        self.gone: Counter = Counter()
        self.from_elsewhere = self.to_elsewhere = 0
        self.statuses: tuple[Counter, Counter] = (Counter(), Counter())
        kinds = rules.on(period.last)
        for youth in raw.youths:
            cells = [raw.cell(youth, day, known) for day in (period.first, period.last)]
            here = [bool(cell) and (CITY in scopes or cell[0] in scopes) for cell in cells]
            rungs = [height(kinds[cell[1]]) if cell else None for cell in cells]
            self._count(rungs, here)
            for statuses, cell, is_here in zip(self.statuses, cells, here, strict=True):
                statuses.update([cell[1]] if is_here else [])
        self.counts = tuple(
            Counts.from_statuses(statuses, rules.on(day))
            for statuses, day in zip(self.statuses, (period.first, period.last), strict=True)
        )

    def _count(self, rungs: list[int | None], here: list[bool]) -> None:
        counted = [rung is not None and is_here for rung, is_here in zip(rungs, here, strict=True)]
        elsewhere = [rung is not None and not is_here for rung, is_here in zip(rungs, here, strict=True)]
        if all(counted):
            self.between[rungs[0], rungs[1]] += 1
        elif counted[1]:
            self.new[rungs[1]] += 1
            self.from_elsewhere += elsewhere[0]
        elif counted[0]:
            self.gone[rungs[0]] += 1
            self.to_elsewhere += elsewhere[1]


def same_as_by_hand(read: Moved, scopes: tuple[UUID, ...], found: movement.Movement) -> ByHand:
    by_hand = ByHand(scopes, read.period)
    rungs = list(Rung)
    assert {(rungs.index(a), rungs.index(b)): n for (a, b), n in found.between.items()} == by_hand.between
    assert {rungs.index(a): n for a, n in found.new.items()} == by_hand.new
    assert {rungs.index(a): n for a, n in found.gone.items()} == by_hand.gone
    assert (found.from_elsewhere, found.to_elsewhere) == (by_hand.from_elsewhere, by_hand.to_elsewhere)
    ways = Counter((a < b) - (a > b) for pair, n in by_hand.between.items() for a, b in [pair] * n)
    if found.both:
        assert (found.closer.n, found.unchanged.n, found.further.n) == (ways[1], ways[0], ways[-1])
        assert found.closer.of == ways.total()
    return by_hand


def test_every_figure_equals_a_recount(db: None, engine) -> None:
    """Corrected, back-dated, moved, protected, closed, counted otherwise; and as it was known on any day."""
    examples = 40 if engine.name == "sqlite" else 8

    @settings(max_examples=examples, suppress_health_check=list(HealthCheck))
    @given(ACTS, AGO, AGO, some.one_of(some.none(), AGO))
    def any_story(acts: list, a: int, b: int, known: int | None) -> None:
        with database.data.atomic() as tried:
            story = Story()
            overlapping_zones(story)
            story.tell(acts)
            with clock.frozen(story.begun + timedelta(days=story.days, hours=1)):
                today = clock.today()
                days = sorted(today - timedelta(days=ago) for ago in (a, b))
                asked = None if known is None else today - timedelta(days=known)
                check(Period(*days, asked))
            tried.rollback()

    any_story()


def check(period: Period) -> None:
    for level, wanted in PLACES:
        read = movement.movement(level, wanted, period, "area")
        by_hand = same_as_by_hand(read, read.place.scopes, read.movement)
        assert (read.first.counts, read.last.counts) == by_hand.counts
        if period.known:
            now = ByHand(read.place.scopes, Period(period.last, period.last))
            assert read.since_learned.counts == now.counts[1]
        divided = movement.movement(level, wanted, period, "zone") if level == "city" else read
        for line in read.lines + divided.lines:
            same_as_by_hand(read, line.place.scopes, line.movement)


def overlapping_zones(story: Story) -> None:
    """Tingbjerg is in both, so that who moves there from Mjølnerparken stays in one and is new in the other."""
    for name, areas in (("North", ("Mjølnerparken", "Tingbjerg")), ("West", ("Tingbjerg", "Folehaven"))):
        given = zones.ZoneGiven(name, frozenset(cast.area(area) for area in areas))
        zones.make_zone(story.lone, uuid4(), given)


@pytest.fixture
def story(db: None) -> Story:
    return Story()


def moved(first: int, last: int = 0, known: int | None = None, place: tuple[str, str] = ("city", "")) -> Moved:
    days = [None if ago is None else clock.today() - timedelta(days=ago) for ago in (first, last, known)]
    return movement.movement(*place, Period(*days))


def test_an_empty_city_has_no_movement(db: None) -> None:
    read = moved(90)
    found = read.movement
    assert (found.both, found.closer, found.unchanged, found.further, read.begun) == (0, None, None, None, None)
    assert (read.first.counts.n, read.last.distance) == (0, None)


def test_the_two_days_are_those_of_the_overview(story: Story) -> None:
    story.tell([("observe", 0, "GUU", 5), ("observe", 1, "FLY", 3), ("move", 2, "Tingbjerg", False, 2)])
    for place in PLACES:
        read = moved(10, 0, place=place)
        page = overview.overview(*place, read.period.first, "area").figures
        assert (read.first.counts, read.last.counts) == (page.before, page.counts)


def test_one_person_comes_closer_and_chance_is_said(story: Story) -> None:
    story.tell([("observe", 0, "GYM", 5)])
    found = moved(10).movement
    assert (found.closer.n, found.closer.of) == (1, 3)
    assert found.closer.low < 1 / 3 < found.closer.high


def test_a_changed_rule_moves_nobody_and_is_said(story: Story) -> None:
    story.tell([("count_otherwise", "OPV", "on_the_way", 5)])
    read = moved(10)
    assert (read.movement.unchanged.n, read.rules_changed) == (3, True)
    assert (read.first.counts.at_risk, read.last.counts.on_the_way) == (3, 3)
    assert not moved(10, 6).rules_changed


def test_a_rule_that_was_changed_later_was_not_known(story: Story) -> None:
    story.tell([("count_otherwise", "OPV", "reached", 20), ("wait", 2), ("count_otherwise", "OPV", "unknown", 22)])
    with clock.frozen(story.begun + timedelta(days=42, hours=1)):
        assert moved(10).last.counts.unknown == 3
        assert moved(10, 0, known=1).last.counts.reached == 3
        assert moved(10, 0, known=3).last.counts.at_risk == 3
        assert buckets.as_known(buckets.countings(), date(2020, 1, 1))["OPV"].bucket(clock.today()) == "at_risk"


def test_what_was_told_later_was_not_known(story: Story) -> None:
    story.tell([("observe", 0, "GUU", 30)])
    assert (moved(35, 20).last.counts.reached, moved(35, 20, known=1).last.counts.reached) == (1, 0)
    read = moved(35, 20, known=1)
    assert (read.movement.closer.n, read.since_learned.counts.reached) == (0, 1)


def test_before_the_first_record_there_is_nothing_to_compare_with(story: Story) -> None:
    read = moved(60)
    assert (read.first.counts.n, read.movement.both, read.movement.new.total()) == (0, 0, 3)
    assert read.begun == clock.today() - timedelta(days=40)
    assert moved(30, 0, known=50).begun is None


def test_an_area_that_closes_in_the_middle_keeps_its_line(story: Story) -> None:
    from uu.models import HousingArea

    HousingArea.update(closed_on=clock.today() - timedelta(days=5)).where(
        HousingArea.id == cast.area("Mjølnerparken")
    ).execute()
    lines = {line.place.name: line for line in movement.movement("city", "", moved(10).period, "area").lines}
    assert (lines["Mjølnerparken"].place.closed, lines["Mjølnerparken"].movement.both) == (True, 3)


def test_a_place_that_does_not_exist(db: None) -> None:
    with pytest.raises(NotVisibleError):
        moved(10, place=("area", "x"))


def test_few_statements_and_none_on_events(story: Story) -> None:
    with counted() as statements:
        moved(10)
    assert len([sql for sql in statements.data if sql.startswith("SELECT")]) <= 5
    assert not [sql for sql in statements.data if "status_event" in sql]


def test_somebody_without_a_status_is_nowhere(story: Story) -> None:
    people.youth(story.mette, "Ida", status="OPV")
    assert moved(10).movement.new.total() == 1
