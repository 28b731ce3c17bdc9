"""A young person is counted once, in the right cell, on every day: against a definition anybody can check."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uu.statistics.presence import Observation, Stay, changes, difference, state_on

MJOLNERPARKEN, TINGBJERG = UUID(int=1), UUID(int=2)
MONDAY = date(2026, 3, 2)
days = st.integers(0, 12).map(lambda n: MONDAY + timedelta(days=n))
moments = st.integers(0, 3).map(lambda n: datetime(2026, 4, 1, n, tzinfo=UTC))
observations = st.lists(
    st.builds(Observation, days, moments, st.uuids(), st.sampled_from(["FGU", "GYM", "AFB"])), max_size=6
)
stays = st.lists(
    st.builds(Stay, days, st.sampled_from([MJOLNERPARKEN, TINGBJERG, UUID(int=3)])),
    min_size=1,
    max_size=4,
    unique_by=lambda stay: stay.since,
)


def seen(day: date, status: str, hour: int = 9, number: int = 0) -> Observation:
    return Observation(day, datetime(2026, 4, 1, hour, tzinfo=UTC), UUID(int=number), status)


def naive_state(observations, stays, day, begins=date.min):
    """The definition, written out for one day and nothing else."""
    known = [o for o in observations if o.day <= day]
    if not known or day < begins:
        return {}
    status = max(known, key=lambda o: (o.day, o.recorded_at, o.id)).status
    lived = [s for s in stays if s.since <= day]
    stay = max(lived, key=lambda s: s.since) if lived else min(stays, key=lambda s: s.since)
    return {(stay.area, status): 1}


def test_a_status_change_leaves_one_cell_and_enters_the_next():
    amina = [seen(MONDAY, "FGU"), seen(MONDAY + timedelta(days=4), "AFB")]
    assert changes(amina, [Stay(MONDAY, TINGBJERG)]) == {
        (MONDAY, TINGBJERG, "FGU"): 1,
        (MONDAY + timedelta(days=4), TINGBJERG, "FGU"): -1,
        (MONDAY + timedelta(days=4), TINGBJERG, "AFB"): 1,
    }


def test_a_move_takes_the_status_along_on_the_day_of_the_move():
    moved = MONDAY + timedelta(days=7)
    assert changes([seen(MONDAY, "GYM")], [Stay(MONDAY, TINGBJERG), Stay(moved, MJOLNERPARKEN)]) == {
        (MONDAY, TINGBJERG, "GYM"): 1,
        (moved, TINGBJERG, "GYM"): -1,
        (moved, MJOLNERPARKEN, "GYM"): 1,
    }


def test_a_status_from_before_the_first_stay_counts_in_the_first_stays_area():
    back_dated = seen(MONDAY - timedelta(days=90), "GYM")
    assert changes([back_dated], [Stay(MONDAY, TINGBJERG)]) == {(back_dated.day, TINGBJERG, "GYM"): 1}


def test_a_move_before_the_first_status_decides_where_counting_begins():
    homes = [Stay(MONDAY - timedelta(days=9), TINGBJERG), Stay(MONDAY, MJOLNERPARKEN)]
    assert changes([seen(MONDAY, "GYM")], homes) == {(MONDAY, MJOLNERPARKEN, "GYM"): 1}


def test_the_same_status_seen_again_changes_nothing():
    again = [seen(MONDAY, "GYM"), seen(MONDAY + timedelta(days=3), "GYM")]
    assert changes(again, [Stay(MONDAY, TINGBJERG)]) == {(MONDAY, TINGBJERG, "GYM"): 1}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (seen(MONDAY, "FGU", hour=9), seen(MONDAY, "AFB", hour=10)),
        (seen(MONDAY, "FGU", number=1), seen(MONDAY, "AFB", number=2)),
    ],
    ids=["recorded later", "same moment, greater id"],
)
def test_of_two_on_one_day_the_later_holds(first, second):
    assert changes([second, first], [Stay(MONDAY, TINGBJERG)]) == {(MONDAY, TINGBJERG, "AFB"): 1}


def test_nobody_seen_counts_nowhere():
    assert changes([], [Stay(MONDAY, TINGBJERG)]) == {}


def test_a_status_without_any_area_is_an_error():
    with pytest.raises(ValueError, match="area"):
        changes([seen(MONDAY, "GYM")], [])


@given(observations, stays, days, days)
def test_on_every_day_the_person_is_in_exactly_the_right_cell(observations, stays, day, begins):
    assert state_on(changes(observations, stays), day) == naive_state(observations, stays, day)
    assert state_on(changes(observations, stays, begins), day) == naive_state(observations, stays, day, begins)


def test_what_is_told_of_childhood_counts_from_the_day_counting_begins():
    told = [seen(MONDAY, "GRS"), seen(MONDAY + timedelta(days=3), "FGU")]
    begins = MONDAY + timedelta(days=9)
    assert changes(told, [Stay(MONDAY, TINGBJERG)], begins) == {(begins, TINGBJERG, "FGU"): 1}


@given(observations, stays, st.randoms())
def test_the_order_of_what_is_read_does_not_matter(observations, stays, random):
    expected = changes(observations, stays)
    assert 0 not in expected.values()
    random.shuffle(observations)
    random.shuffle(stays)
    assert changes(observations, stays) == expected


@given(observations, observations, observations, stays, stays)
def test_differences_compose(first, second, third, home, next_home):
    a, b, c = changes(first, home), changes(second, next_home), changes(third, home)
    both = Counter(difference(a, b))
    both.update(difference(b, c))
    assert {key: n for key, n in both.items() if n} == difference(a, c)
    assert difference(a, a) == {}


@given(observations, observations, stays, stays, days)
def test_the_difference_carries_one_past_into_another(before, after, home, next_home, day):
    counters = Counter(changes(before, home))
    counters.update(difference(changes(before, home), changes(after, next_home)))
    assert state_on(counters, day) == naive_state(after, next_home, day)
