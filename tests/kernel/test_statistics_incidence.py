"""The cumulative incidence agrees with an established package, with a slow recomputation, and with plain shares."""

import warnings
from collections import Counter
from fractions import Fraction
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uu.statistics.incidence import Followed, incidence
from uu.statistics.intervals import wilson

DAYS = st.integers(1, 12)
PEOPLE = st.lists(st.tuples(DAYS, st.sampled_from(["reached", "left", "open"])), max_size=25)


def followed(people):
    """From one (day, how it ended) a person."""
    return Followed(*(Counter(day for day, end in people if end == kind) for kind in ("reached", "left", "open")))


def at(people, day):
    return incidence(followed(people), [day])[0]


def slowly(people, day):
    """The formulas of the docstring as they stand there, in exact fractions: F, V and S, each sum from the start."""

    def n(s):
        return sum(t >= s for t, _end in people)

    def ended(s, *kinds):
        return sum(t == s and end in kinds for t, end in people)

    def neither(t):
        left_over = Fraction(1)
        for s in range(1, t + 1):
            if n(s):
                left_over *= 1 - Fraction(ended(s, "reached", "left"), n(s))
        return left_over

    def share(t):
        return sum(neither(s - 1) * Fraction(ended(s, "reached"), n(s)) for s in range(1, t + 1) if n(s))

    variance = Fraction(0)
    for s in (s for s in range(1, day + 1) if n(s)):
        grown, both, d = share(day) - share(s), ended(s, "reached", "left"), ended(s, "reached")
        if both < n(s):
            variance += grown**2 * Fraction(both, n(s) * (n(s) - both))
        variance += neither(s - 1) ** 2 * Fraction(d * (n(s) - d), n(s) ** 3)
        variance -= 2 * grown * neither(s - 1) * Fraction(d, n(s) ** 2)
    return share(day), variance, neither(day)


@given(people=PEOPLE, day=DAYS)
def test_it_equals_a_slow_recomputation_in_exact_fractions(people, day):
    found = incidence(followed(people), [day])
    share, variance, neither = slowly(people, day)
    assert bool(found) == (any(t >= day for t, _end in people) or (bool(people) and neither == 0))
    for one in found:
        assert isclose(one.share, share, abs_tol=1e-12)
        assert isclose(one.variance, variance, abs_tol=1e-12)
        assert one.at_risk == sum(t >= day for t, _end in people)


@given(people=PEOPLE)
def test_many_days_at_once_are_each_day_alone(people):
    assert incidence(followed(people), range(1, 13)) == [
        one for day in range(1, 13) for one in incidence(followed(people), [day])
    ]


@given(people=PEOPLE)
def test_it_rises_and_its_interval_holds_it_and_never_leaves_nought_to_one(people):
    found = incidence(followed(people), range(13))
    assert [one.share for one in found] == sorted(one.share for one in found)
    assert all(0 <= one.low <= one.share <= one.high <= 1 for one in found)


@given(people=PEOPLE, day=DAYS)
def test_reaching_leaving_and_neither_make_a_whole(people, day):
    swapped = [(t, {"reached": "left", "left": "reached"}.get(end, end)) for t, end in people]
    for one, other in zip(incidence(followed(people), [day]), incidence(followed(swapped), [day]), strict=True):
        assert isclose(one.share + other.share + slowly(people, day)[2], 1, abs_tol=1e-12)


@given(people=st.lists(st.tuples(DAYS, st.sampled_from(["reached", "left"])), min_size=1, max_size=25), day=DAYS)
def test_when_everybody_is_known_it_is_the_plain_share_and_its_variance(people, day):
    reached = sum(end == "reached" and t <= day for t, end in people)
    share = reached / len(people)
    assert isclose(at(people, day).share, share, abs_tol=1e-12)
    assert isclose(at(people, day).variance, share * (1 - share) / len(people), abs_tol=1e-12)


@given(people=PEOPLE)
def test_groups_added_up_are_everybody(people):
    here, there = people[::2], people[1::2]
    assert followed(here) + followed(there) == followed(people)
    assert followed(people).n == len(people)


def test_where_nobody_or_everybody_has_reached_it_the_interval_is_wilsons():
    nobody = at([(5, "open"), (12, "open"), (12, "left"), (12, "open")], 12)
    assert (nobody.share, (nobody.low, nobody.high)) == (0, wilson(0, 3))
    everybody = at([(3, "reached"), (5, "reached")], 12)
    assert (everybody.share, (everybody.low, everybody.high)) == (1, wilson(2, 2))


def test_without_anybody_followed_there_is_no_estimate():
    assert incidence(Followed(), [0, 730]) == []
    assert [one.day for one in incidence(followed([(4, "open"), (2, "reached")]), [1, 4, 5])] == [1, 4]


def test_somebody_who_began_today_is_followed_and_says_nothing_yet():
    assert at([(0, "open")], 0)[:2] == (0, 0.0)
    assert incidence(followed([(0, "open")]), [1]) == []


def test_a_variance_of_very_few_never_leads_out_of_the_numbers():
    one = at([(1, "open")] * 400 + [(1, "reached"), (2, "left"), (3, "reached"), (4, "left")], 4)
    assert 0 <= one.low < one.share < one.high <= 1


@pytest.mark.parametrize(
    "wrong", [Followed(reached=Counter([0])), Followed(left=Counter([-1])), Followed(open=Counter([-1]))]
)
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError, match="before"):
        incidence(wrong, [1])


# An example of the package, its columns of time and event, and a third column that says whose events are the second
# kind: flies of the control group, women, those with work experience, people from 45 years on.
EXAMPLES = {
    "waltons": ("T", "E", "group", lambda group: group == "control"),
    "lung": ("time", "status", "sex", lambda sex: sex == 2),
    "rossi": ("week", "arrest", "wexp", lambda work: work == 1),
    "kidney_transplant": ("time", "death", "age", lambda age: age >= 45),
}


def of_the_package(datasets, name):
    """People as (half day, kind of end).

    The package moves events of two kinds at one moment by chance, so here the second kind is half a day later.
    """
    *columns, is_second = EXAMPLES[name]
    frame = getattr(datasets, f"load_{name}")()[columns]
    kinds = [(int(time), int(event) * (1 + is_second(group))) for time, event, group in frame.itertuples(index=False)]
    return [(2 * time + (kind == 2), kind) for time, kind in kinds]


@pytest.mark.parametrize("chosen", EXAMPLES)
def test_it_agrees_with_an_established_package_on_its_own_examples(chosen):
    with warnings.catch_warnings():
        # Other people's deprecations are not ours to mend.
        warnings.simplefilter("ignore")
        from lifelines import AalenJohansenFitter, datasets

        people = of_the_package(datasets, chosen)
        theirs = AalenJohansenFitter().fit(*zip(*people, strict=True), event_of_interest=1)
        low, high = sorted(theirs.confidence_interval_, key=lambda name: "lower" not in name)
        table = theirs.confidence_interval_.assign(share=theirs.cumulative_density_, variance=theirs.variance_)
    names = {0: "open", 1: "reached", 2: "left"}
    days = range(max(people)[0] + 1)
    ours = {one.day: one for one in incidence(followed([(t, names[kind]) for t, kind in people]), days)}
    compared = [(day, row) for day, row in table.iterrows() if row["variance"] > 0]
    assert len(compared) > 20
    for day, row in compared:
        one = ours[int(day)]
        assert (one.share, one.variance) == pytest.approx((row["share"], row["variance"]), rel=1e-9)
        assert (one.low, one.high) == pytest.approx(tuple(sorted((row[low], row[high]))), rel=1e-9)
