"""The forecast equals a walk along every path in exact fractions, and its interval keeps its word."""

from dataclasses import replace
from fractions import Fraction
from itertools import product
from math import isclose

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bench.forecast import holds, measured
from tests.kernel.test_statistics_definitions import by_hand, rows, shown
from tests.populations import population, truth
from uu.statistics.forecast import (
    AGES,
    COMPLETED,
    ENROLLED,
    LEAST,
    MONTHS,
    PREPARING,
    STATES,
    UNKNOWN,
    YEAR,
    Estimate,
    History,
    Seen,
    arrivals,
    forecast,
    missing,
    rates,
    walk,
)  # fmt: skip

NOBODY = np.zeros((MONTHS, len(STATES)), dtype=np.int64)
# A tiny chain: three states, three ages of two months each.
TINY, TINY_AGES, TINY_YEAR = 3, 3, 2
COUNTED = st.lists(
    st.lists(st.lists(st.integers(0, 4), min_size=TINY, max_size=TINY), min_size=TINY, max_size=TINY),
    min_size=TINY_AGES, max_size=TINY_AGES,
)  # fmt: skip


def chance(counted, age, begin, end):
    """The docstring's p, in exact fractions."""
    if begin == COMPLETED:
        return Fraction(begin == end)
    of_age = counted[age][begin]
    row = of_age if sum(of_age) else [sum(other[begin][state] for other in counted) for state in range(TINY)]
    return Fraction(row[end], sum(row)) if sum(row) else Fraction(begin == end)


def along_every_path(counted, begin, month):
    """The chance to end in each state, by walking every path from a month to the end."""
    steps = range(month, TINY_AGES * TINY_YEAR)
    ends = [Fraction(0)] * TINY
    for path in product(range(TINY), repeat=len(steps)):
        likely = Fraction(1)
        for step, (here, there) in zip(steps, zip((begin, *path), path, strict=False), strict=True):
            likely *= chance(counted, step // TINY_YEAR, here, there)
        ends[(begin, *path)[-1]] += likely
    return ends


@settings(max_examples=30)
@given(counted=COUNTED, begin=st.integers(0, TINY - 1), month=st.integers(0, 1))
def test_it_equals_a_walk_along_every_path(counted, begin, month):
    chances = rates(np.array([counted], dtype=float))
    firsts = np.zeros((1, TINY_YEAR, TINY))
    firsts[0, month, begin] = 1
    by_path = along_every_path(counted, begin, month)
    assert walk(chances, firsts, TINY_YEAR)[0, -1] == pytest.approx([float(each) for each in by_path])
    assert isclose(arrivals(chances, TINY_YEAR)[0, month, begin], by_path[COMPLETED], abs_tol=1e-12)


LINES = st.lists(
    st.tuples(
        st.integers(0, 5), st.integers(0, AGES - 1), st.sampled_from(STATES[1:]), st.sampled_from(STATES),
        st.integers(1, 30),
    ),
    max_size=20,
)  # fmt: skip
FIRSTS = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, YEAR - 1), st.sampled_from(STATES)), min_size=1, max_size=6
)


def seen(lines, firsts) -> Seen:
    columns = np.array(lines, dtype=np.int64).reshape(-1, 5).T
    return Seen(6, *columns, *np.array(firsts, dtype=np.int64).reshape(-1, 3).T)


def slowly(lines, firsts):
    """One 15-year-old after the other, month by month, with a dictionary for each month."""
    moved = {}
    for _who, age, begin, end, n in lines:
        for key in ((age, begin), ("all", begin)):
            moved.setdefault(key, dict.fromkeys(STATES, 0))[end] += n
    share = 0.0
    for _who, month, state in firsts:
        where = {state: 1.0}
        for step in range(month, MONTHS):
            onwards = dict.fromkeys(STATES, 0.0)
            for begin, likely in where.items():
                row = moved.get((step // YEAR, begin)) or moved.get(("all", begin))
                if begin == COMPLETED or row is None:
                    onwards[begin] += likely
                else:
                    for end, n in row.items():
                        onwards[end] += likely * n / sum(row.values())
            where = onwards
        share += where.get(COMPLETED, 0.0) / len(firsts)
    return share


@settings(max_examples=60)
@given(lines=LINES, firsts=FIRSTS)
def test_the_share_equals_a_slow_recomputation(lines, firsts):
    found = forecast(seen(lines, firsts), NOBODY, draws=20)
    assert isclose(found.share.value, slowly(lines, firsts), abs_tol=1e-9)
    assert -1e-12 <= found.share.low <= found.share.value <= found.share.high <= 1 + 1e-12
    assert found.birthdays.sum(axis=1) == pytest.approx(np.ones(AGES))
    assert list(found.birthdays[:, COMPLETED]) == sorted(found.birthdays[:, COMPLETED])


@given(lines=LINES, firsts=FIRSTS, turned=st.randoms())
@settings(max_examples=20)
def test_the_order_of_the_months_and_the_time_of_asking_change_nothing(lines, firsts, turned):
    first = forecast(seen(lines, firsts), NOBODY, draws=20)
    turned.shuffle(lines)
    assert forecast(seen(lines, firsts), NOBODY, draws=20).share == first.share


def test_who_is_registered_now_walks_on_from_where_they_are():
    lines = [(0, age, ENROLLED, COMPLETED, 1) for age in range(AGES)]
    lines += [(1, age, ENROLLED, ENROLLED, 9) for age in range(AGES)]
    now = NOBODY.copy()
    now[MONTHS - 2, ENROLLED] = 100
    now[MONTHS - 2, COMPLETED] = 7
    now[MONTHS - 2, UNKNOWN] = 3
    now[0, COMPLETED] = 4
    found = forecast(seen(lines, [(0, 0, ENROLLED)]), now)
    last = found.now[-1]
    assert last.value == pytest.approx(7 + 100 * (0.1 + 0.9 * 0.1))
    assert 7 <= last.low < last.value < last.high < 110
    assert found.now[0] == Estimate(4, 4, 4)
    assert found.coming == last


def test_what_few_months_have_not_shown_is_not_impossible():
    """Nobody was seen to complete at 24, in twelve months of six people; at other ages one of ten did."""
    lines = [(age, age, ENROLLED, COMPLETED, 3) for age in range(5)]
    lines += [(age, age, ENROLLED, ENROLLED, 27) for age in range(5)]
    lines += [(who, AGES - 1, ENROLLED, ENROLLED, 2) for who in range(6)]
    now = NOBODY.copy()
    now[MONTHS - YEAR, ENROLLED] = 50
    last = forecast(seen(lines, [(0, 0, ENROLLED)]), now).now[-1]
    assert last.value == last.low == 0
    assert last.high > 5


def test_where_nothing_moves_everybody_stays():
    found = forecast(seen([], [(0, 3, COMPLETED), (1, 3, PREPARING)]), NOBODY)
    assert found.share.value == 0.5
    assert found.now == [Estimate(0, 0, 0)] * AGES


def test_one_person_alone_says_nothing_and_is_too_little_history():
    one = Seen(1, *np.array([[0, 2, ENROLLED, COMPLETED, 1]]).T, *np.array([[0, 0, ENROLLED]]).T)
    assert forecast(one, NOBODY).share == Estimate(1, 0.5, 1)
    assert one.history(36) == History(36, 1, 1, 1, 0)
    assert not one.history(36).suffices


def test_the_least_of_everything_is_enough_and_less_of_anything_is_not():
    assert LEAST.suffices
    for name in History._fields:
        assert not LEAST._replace(**{name: getattr(LEAST, name) - 1}).suffices


@pytest.mark.parametrize(
    ("target", "n", "expected", "more"),
    [(0.95, 20, 12.5, 6.5), (0.95, 20, 19.0, 0), (1, 3, 0, 3), (0, 3, 0, 0), (0.9, 0, 0, 0), (0.95, 20, 19.9, 0)],
)
def test_how_many_more_are_needed(target, n, expected, more):
    assert missing(target, n, expected) == pytest.approx(more)


@pytest.mark.parametrize("target", [-0.01, 1.01])
def test_a_target_is_a_share(target):
    with pytest.raises(ValueError, match="target"):
        missing(target, 3, 0)


def test_a_persons_months_are_drawn_together():
    """Two of twenty people make all the moves: that they are there is luck, and the interval says so."""
    still = [(0, age, PREPARING, PREPARING, 30) for age in range(AGES - 1)]
    stayed = [(who, AGES - 1, PREPARING, PREPARING, 1) for who in range(20) for _month in range(25)]
    moved = [(who, AGES - 1, PREPARING, COMPLETED, 1) for who in range(2) for _time in range(5)]
    lines = np.array(still + stayed + moved).T
    young = np.array([[who, 0, PREPARING] for who in range(20)]).T
    together = forecast(Seen(20, *lines, *young), NOBODY).share
    apart = forecast(Seen(lines.shape[1], np.arange(lines.shape[1]), *lines[1:], *young), NOBODY).share
    assert together.value == apart.value
    assert together.high - together.low > 1.5 * (apart.high - apart.low)


def test_the_interval_keeps_its_word_on_populations_whose_truth_is_known():
    share, coming, months_as_people, people = measured(40, 400, draws=100)
    assert share >= 0.8
    assert coming >= 0.8
    assert months_as_people < 0.5
    assert people > 200


def test_with_many_people_it_is_the_truth_and_with_wrong_chances_it_is_not():
    made = population(np.random.default_rng(3), 60_000)
    found = forecast(made.seen, made.now, draws=50)
    assert holds(found.share, truth())
    assert found.share.value == pytest.approx(truth(), abs=0.01)
    alike = replace(made.seen, age=np.zeros_like(made.seen.age))
    assert not holds(forecast(alike, made.now, draws=50).share, truth())


STATES_OF_THE_MANUAL = {"completed": 0, "education": 1, "needs effort": 2}


def test_the_example_of_the_manual():
    moves = np.zeros((1, 1, 3, 3))
    for state, months, *ended in rows("begun in"):
        moves[0, 0, STATES_OF_THE_MANUAL[state]] = [int(n) for n in ended]
        assert int(months) == sum(int(n) for n in ended)
    found = arrivals(rates(moves), year=2)[0, 0]
    for state, arithmetic, result in rows("now in"):
        assert shown(by_hand(arithmetic), result) == shown(found[STATES_OF_THE_MANUAL[state]], result) == result
    for n, arithmetic, expected, target, needed, more in rows("young people"):
        assert shown(by_hand(arithmetic), expected) == shown(np.array([40, 20, 30]) @ found, expected) == expected
        assert missing(Fraction(target), int(n), float(expected)) == float(more) == int(needed) - float(expected)
