"""Who needs the counsellor first: the reasons, their order, and what nobody is bothered with."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uu.domain.urgency import Limits, Reason, Situation
from uu.vocabulary import Bucket, FollowUpKind, Told

TODAY = date(2026, 11, 23)
LIMITS = Limits(TODAY, quiet_after_days=60, stale_after_months=6)
DAYS = st.integers(-400, 400).map(lambda n: TODAY - timedelta(days=n))
SITUATIONS = st.builds(
    Situation,
    bucket=st.sampled_from(Bucket), status_on=DAYS, registered_on=DAYS, closed=st.booleans(),
    next_due_on=st.none() | DAYS, next_kind=st.sampled_from(FollowUpKind), last_contact_on=st.none() | DAYS,
    told=st.sampled_from(Told), age_is_said=st.booleans(),
)  # fmt: skip


def ago(days):
    return TODAY - timedelta(days=days)


def why(**told):
    """Of somebody in education who was spoken to yesterday, and what is said otherwise."""
    usual = {"bucket": Bucket.ON_THE_WAY, "status_on": ago(30), "registered_on": ago(90), "last_contact_on": ago(1)}
    return LIMITS.why(Situation(**(usual | told)))


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({}, Reason.CALM),
        ({"next_due_on": ago(1)}, Reason.OVERDUE),
        ({"next_due_on": ago(1), "next_kind": FollowUpKind.CONTACT_CLOCK}, Reason.OVERDUE),
        ({"next_due_on": ago(-4), "next_kind": FollowUpKind.CONTACT_CLOCK}, Reason.CLOCK),
        ({"next_due_on": ago(-7), "next_kind": FollowUpKind.OFFER_CLOCK}, Reason.CLOCK),
        ({"next_due_on": ago(-8), "next_kind": FollowUpKind.OFFER_CLOCK}, Reason.DUE_LATER),
        ({"next_due_on": TODAY}, Reason.DUE_TODAY),
        ({"next_due_on": ago(-7)}, Reason.DUE_SOON),
        ({"last_contact_on": ago(60)}, Reason.CALM),
        ({"last_contact_on": ago(61)}, Reason.QUIET),
        ({"last_contact_on": None}, Reason.NEVER_MET),
        ({"last_contact_on": ago(300), "bucket": Bucket.REACHED}, Reason.CALM),
        ({"bucket": Bucket.UNKNOWN}, Reason.UNKNOWN_STATUS),
        ({"status_on": date(2026, 5, 23)}, Reason.CALM),
        ({"status_on": date(2026, 5, 22)}, Reason.STALE_STATUS),
        ({"status_on": date(2020, 5, 22), "bucket": Bucket.REACHED}, Reason.CALM),
        ({"told": Told.NOT_YET}, Reason.NOT_TOLD),
        ({"age_is_said": True}, Reason.AGE_SAID),
        ({"next_due_on": ago(400), "closed": True}, Reason.CALM),
    ],
)
def test_each_situation_has_its_reason(told, reason):
    assert why(**told).reason == reason


def test_the_most_urgent_of_several_reasons_is_told():
    everything = {"last_contact_on": ago(80), "status_on": ago(300), "told": Told.NOT_YET, "age_is_said": True}
    assert why(**everything, next_due_on=ago(-3)).reason == Reason.QUIET
    assert why(**everything, next_due_on=TODAY).reason == Reason.DUE_TODAY


def test_the_reason_names_the_day_it_counts_from():
    assert why(next_due_on=ago(3)).day == ago(3)
    assert why(last_contact_on=ago(63)).day == ago(63)
    assert why(last_contact_on=None).day == ago(90)


def test_who_has_waited_longest_comes_first():
    assert why(next_due_on=ago(9)).urgency < why(next_due_on=ago(2)).urgency < why(next_due_on=TODAY).urgency
    assert why(last_contact_on=ago(90)).urgency < why(last_contact_on=ago(61)).urgency


@given(SITUATIONS)
def test_somebody_closed_bothers_nobody_and_everybody_has_one_reason(situation):
    found = LIMITS.why(situation)
    assert not (situation.closed and found.reason != Reason.CALM)
    assert (found.day is None) == (found.reason == Reason.CALM)


@given(SITUATIONS, SITUATIONS)
def test_a_step_that_is_overdue_goes_before_everything_else(one, other):
    first, second = LIMITS.why(one), LIMITS.why(other)
    if first.reason == Reason.OVERDUE and second.reason != Reason.OVERDUE:
        assert first.urgency < second.urgency


@given(st.lists(SITUATIONS, max_size=30))
def test_everybody_needed_today_stands_above_everybody_who_is_not(situations):
    ordered = sorted((LIMITS.why(one) for one in situations), key=lambda found: found.urgency)
    needed = [found.is_for_today for found in ordered]
    assert needed == sorted(needed, reverse=True)
