"""What is said of a difference between two places, and when nothing can be."""

from math import floor

from hypothesis import given
from hypothesis import strategies as st

from uu.statistics import comparisons
from uu.statistics.intervals import wilson
from uu.statistics.measures import Ends

ENDS = st.tuples(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60)).map(
    lambda found: Ends(*sorted(found)[:2], max(found))
)


@given(one=ENDS, other=ENDS)
def test_the_difference_equals_one_worked_out_slowly(one, other):
    if not one.n or not other.n:
        assert comparisons.difference(one, other) is comparisons.in_people(one, other) is None
        assert comparisons.verdict(one, other) is None
        return
    mine, theirs = ([found / ends.n for found in range(ends.least, ends.most + 1)] for ends in (one, other))
    shares = [a - b for a in mine for b in theirs]
    assert comparisons.difference(one, other) == (min(shares), max(shares))
    least, most = comparisons.in_people(one, other)
    assert abs(least - min(shares) * one.n) <= 0.5 + 1e-9
    assert abs(most - max(shares) * one.n) <= 0.5 + 1e-9
    assert floor(least) == least <= most


@given(one=ENDS, other=ENDS)
def test_sure_is_only_what_stays_so_for_all_who_are_not_known_and_with_chance(one, other):
    said = comparisons.verdict(one, other)
    opposite = {"higher": "lower", "lower": "higher"}
    assert comparisons.verdict(other, one) == opposite.get(said, said)
    if said == "higher":
        assert wilson(one.least, one.n).low > wilson(other.most, other.n).high
    if said in {"higher", "chance"} and one.n and other.n and one.least * other.n > other.most * one.n:
        assert comparisons.difference(one, other).low > 0


@given(both=ENDS)
def test_a_place_differs_from_nothing_like_itself(both):
    assert comparisons.verdict(both, both) in {None, "unknown"}
