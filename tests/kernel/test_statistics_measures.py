"""The measures: exact where people are counted, silent where there is nobody to count."""

from collections import Counter
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uu.statistics.intervals import wilson
from uu.statistics.measures import Counts, Ends, StatusClass, index, index_range

MODEL = {
    "GUU": StatusClass("reached", "completed", neet=False),
    "GYM": StatusClass("on_the_way", "upper", neet=False),
    "FGU": StatusClass("on_the_way", "prep", neet=False),
    "AFB": StatusClass("at_risk", "contact", neet=True),
    "UOP": StatusClass("unknown", "none", neet=False),
    "ALD": StatusClass("excluded", "closed", neet=False),
}
by_status = st.fixed_dictionaries({code: st.integers(0, 400) for code in MODEL})
targets = st.fractions(0, 1, max_denominator=1000)
SHARES = ("reached_share", "completed_or_enrolled", "coverage", "stale_share", "neet_share")


@st.composite
def counted(draw):
    people = draw(by_status)
    stale = {code: draw(st.integers(0, n)) for code, n in people.items()}
    return Counts.from_statuses(people, MODEL, stale)


def test_statuses_are_summed_by_the_model_and_the_excluded_count_nowhere():
    people = {"GUU": 4, "GYM": 3, "FGU": 2, "AFB": 5, "UOP": 1, "ALD": 90}
    stale = {"GUU": 4, "GYM": 1, "FGU": 1, "AFB": 2, "UOP": 1, "ALD": 90}
    assert Counts.from_statuses(people, MODEL, stale) == Counts(
        reached=4, on_the_way=5, at_risk=5, unknown=1, upper=3, stale=4, neet=5, stale_upper=1, stale_neet=2
    )


def test_the_bucket_is_policy_and_may_move_without_code():
    leader_decides = MODEL | {"FGU": StatusClass("reached", "prep", neet=False)}
    assert Counts.from_statuses({"FGU": 7}, leader_decides).reached == 7


def test_a_code_nobody_knows_is_an_error():
    with pytest.raises(KeyError):
        Counts.from_statuses({"XYZ": 1}, MODEL)
    with pytest.raises(ValueError, match="bucket"):
        StatusClass("nearly", "prep", neet=False)


def test_stale_people_who_completed_stay_completed_and_the_others_may_be_anything():
    counts = Counts.from_statuses({"GUU": 5, "GYM": 5}, MODEL, stale={"GUU": 5, "GYM": 2})
    assert counts.range == (0.5, 0.7)
    assert counts.completed_or_enrolled_range == (0.8, 1.0)


def test_old_statuses_are_unknown_in_the_range_of_neither_education_nor_work():
    counts = Counts.from_statuses({"AFB": 4, "GYM": 6}, MODEL, stale={"AFB": 3, "GYM": 2})
    assert counts.neet_range == (0.1, 0.6)


@given(st.lists(st.tuples(st.sampled_from(sorted(MODEL)), st.booleans()), max_size=30))
def test_the_range_of_neither_is_what_the_people_allow_one_by_one(people):
    """Whoever may be anything is counted out for the low end and in for the high one."""
    everybody = [(MODEL[code], old) for code, old in people if MODEL[code].bucket != "excluded"]
    may_be_anything = [
        each.bucket == "unknown" or (old and each.bucket in {"on_the_way", "at_risk"}) for each, old in everybody
    ]
    least = sum(each.neet and not maybe for (each, _old), maybe in zip(everybody, may_be_anything, strict=True))
    now, stale = Counter(code for code, _old in people), Counter(code for code, old in people if old)
    found = Counts.from_statuses(now, MODEL, stale).neet_ends()
    assert found == (least, least + sum(may_be_anything), len(everybody))


@pytest.mark.parametrize(
    ("n", "reached", "target", "missing"),
    [
        (20, 0, 0.95, 19),
        (20, 19, 0.95, 0),
        (20, 20, Decimal("0.95"), 0),
        (100, 0, Fraction(7, 100), 7),
        (100, 0, 0.07, 7),
        (100, 0, 0.29, 29),
        (21, 0, 0.95, 20),
        (1, 0, 0.95, 1),
        (7, 0, 0, 0),
        (7, 3, 1, 4),
    ],
)
def test_the_distance_is_counted_in_whole_people_and_exactly(n, reached, target, missing):
    assert Counts(reached=reached, at_risk=n - reached).distance(target) == missing


def test_a_target_in_per_cent_is_refused():
    with pytest.raises(ValueError, match="share"):
        Counts(reached=1).distance(95)


def test_where_nobody_is_registered_no_measure_pretends_to_know():
    nobody = Counts()
    assert [getattr(nobody, name) for name in SHARES] == [None] * len(SHARES)
    assert nobody.range is nobody.completed_or_enrolled_range is None
    assert nobody.distance(0.95) is None


def test_the_index_needs_two_shares():
    assert index(0.6, 0.8) == pytest.approx(75)
    assert index(None, 0.8) is index(0.6, None) is index(0.6, 0.0) is None


def test_the_index_is_a_range_and_needs_somebody_for_certain_in_the_city():
    assert index_range(Ends(1, 2, 4), Ends(3, 6, 12)) == (50, 200)
    assert index_range(Ends(0, 0, 0), Ends(3, 6, 12)) is index_range(Ends(1, 1, 2), Ends(0, 1, 2)) is None
    assert index_range(Ends(1, 1, 2), Ends(0, 0, 0)) is None


@pytest.mark.parametrize(
    "impossible",
    [{"reached": -1}, {"on_the_way": 2, "upper": 3}, {"reached": 5, "stale": 1}, {"neet": 1}],
    ids=str,
)
def test_counts_that_cannot_be_are_refused(impossible):
    with pytest.raises(ValueError, match="cannot be"):
        Counts(**impossible)


@given(counted(), targets)
def test_meeting_the_distance_meets_the_target_and_one_fewer_does_not(counts, target):
    missing = counts.distance(target)
    if missing is None:
        assert counts.n == 0
        return
    assert Fraction(counts.reached + missing, counts.n) >= target
    assert missing == 0 or Fraction(counts.reached + missing - 1, counts.n) < target


@given(counted())
def test_ranges_hold_the_share_and_stay_between_nought_and_one(counts):
    for share, span in (
        (counts.reached_share, counts.range),
        (counts.completed_or_enrolled, counts.completed_or_enrolled_range),
    ):
        assert (share is None) == (span is None) == (counts.n == 0)
        assert span is None or 0 <= span.low <= share <= span.high <= 1


@given(counted(), counted(), counted())
def test_counts_add_up_however_they_are_grouped(city, district, area):
    assert (city + district) + area == city + (district + area)
    assert city + Counts() == city
    assert (city + area).n == city.n + area.n


@given(by_status, by_status)
def test_summing_statuses_and_summing_counts_agree(here, there):
    together = {code: here[code] + there[code] for code in MODEL}
    assert Counts.from_statuses(together, MODEL) == (
        Counts.from_statuses(here, MODEL) + Counts.from_statuses(there, MODEL)
    )


def test_wilson_gives_the_textbook_interval():
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(0, 20) == pytest.approx((0, 0.1611), abs=5e-5)
    assert wilson(0, 0) is None


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_holds_the_share_is_symmetric_and_widens_with_confidence(sample):
    successes, n = sample
    low, high = wilson(successes, n)
    assert 0 <= low <= successes / n <= high <= 1
    assert wilson(n - successes, n) == pytest.approx((1 - high, 1 - low))
    wider = wilson(successes, n, confidence=0.99)
    assert wider.low <= low
    assert high <= wider.high


@pytest.mark.parametrize("wrong", [(-1, 5, 0.95), (6, 5, 0.95), (1, 5, 0), (1, 5, 1)])
def test_wilson_refuses_what_cannot_be(wrong):
    with pytest.raises(ValueError, match="wilson"):
        wilson(*wrong)
