"""What a reader of the protected tables can work out, tried by one who shares no code with the kernel."""

from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.attack import Reader, Truth
from tests.linked_tables import AWKWARD, BUCKETS, MOVEMENT, SESSIONS, people, small
from tests.optimum import fewest
from uu.privacy.disclosure.protection import protect
from uu.privacy.disclosure.rule import Rule
from uu.privacy.disclosure.tables import Split, Tables, Unit

TWO = (Split("n", ("reached", "unknown")),)
EVERYTHING = (*BUCKETS, MOVEMENT, SESSIONS)


def leaks(tables: Tables) -> list[str]:
    return list(Truth(tables).leaks(protect(tables, Rule()).published))


@pytest.mark.parametrize("seed", [0, 1, 2, 3, 4, 5, 8, 9])
def test_nobody_can_be_worked_out_of_buckets(seed):
    assert leaks(small(seed)) == []


@pytest.mark.parametrize("seed", range(3))
def test_nobody_can_be_worked_out_of_buckets_movement_and_sessions_together(seed):
    assert leaks(small(seed, most=5, splits=EVERYTHING)) == []


@settings(max_examples=10, deadline=None)
@given(st.lists(st.sampled_from([*AWKWARD, 9, 14]), min_size=1, max_size=4), st.integers(0, 10**6), st.data())
def test_nobody_can_be_worked_out_whatever_the_plans_are(sizes, seed, data):
    areas = [f"a{number}" for number in range(len(sizes))]
    rows = {area: people(Random(seed + at), sizes[at], BUCKETS) for at, area in enumerate(areas)}
    plans = data.draw(st.lists(st.lists(st.sampled_from(areas), min_size=1, unique=True), max_size=3))
    units = [Unit(area) for area in areas] + [Unit(f"p{at}", tuple(plan), 2) for at, plan in enumerate(plans)]
    counts = {(area, column): count for area, row in rows.items() for column, count in row.items()}
    assert leaks(Tables((*units, Unit("city", tuple(areas), 2)), BUCKETS, counts)) == []


@pytest.mark.parametrize("seed", range(4))
def test_a_kernel_that_hides_the_protected_only_is_caught(seed):
    truth = Truth(small(seed))
    assert list(truth.leaks(truth.published(truth.protected)))


@pytest.mark.parametrize("seed", range(6))
def test_no_cell_is_hidden_needlessly(seed):
    tables = small(seed, most=4)
    truth, protected = Truth(tables), protect(tables, Rule())
    hidden = truth.protected | set(protected.secondary)
    for cell in protected.secondary:
        assert any(truth.leaks(truth.published(hidden - {cell}))), cell


@pytest.mark.parametrize("seed", [1])
def test_as_few_cells_are_hidden_as_can_be(seed):
    tables = small(seed, most=3, splits=BUCKETS[:1])
    hidden = [count for count in protect(tables, Rule()).published.counts.values() if count is None]
    assert len(hidden) <= 1.05 * fewest(Truth(tables))


@pytest.mark.parametrize("seed", range(5))
def test_the_reader_finds_the_bounds_that_counting_through_finds(seed):
    draw = Random(seed)
    counts = {(area, part): draw.randrange(8) for area in "ab" for part in ("reached", "unknown")}
    counts |= {(area, "n"): counts[area, "reached"] + counts[area, "unknown"] for area in "ab"}
    truth = Truth(Tables((Unit("a"), Unit("b"), Unit("city", ("a", "b"))), TWO, counts))
    hidden = truth.protected | {cell for cell in counts if draw.random() < 0.3}
    published = truth.published(hidden - {("city", "n"), ("city", "reached"), ("city", "unknown")})
    reader = Reader(published)
    for cell in truth.counts:
        assert reader.interval(*cell) == _counted_through(published, cell), cell


def _counted_through(published, cell):
    """The least and the greatest count among all worlds, tried one after the other."""
    found = set()
    for a, b, c, d in product(range(published.counts["city", "n"] + 1), repeat=4):
        world = {("a", "reached"): a, ("a", "unknown"): b, ("b", "reached"): c, ("b", "unknown"): d}
        world |= {("city", "reached"): a + c, ("city", "unknown"): b + d}
        world |= {("a", "n"): a + b, ("b", "n"): c + d, ("city", "n"): a + b + c + d}
        if _looks_the_same(published, world):
            found.add(world[cell])
    return min(found), max(found)


def _looks_the_same(published, world):
    for (unit, column), seen in published.counts.items():
        if seen is not None and seen != world[unit, column]:
            return False
        if seen is None and column == "n" and world[unit, column] == 0:
            return False
        if seen is not None and column != "n" and published.counts[unit, "n"] is None:
            rest = world[unit, "n"] - seen
            if not (world[unit, "n"] == 0 or rest >= published.threshold):
                return False
    return True
