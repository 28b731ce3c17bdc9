"""Targets and buckets, each from a day on."""

from datetime import date
from fractions import Fraction

import pytest

from tests import cast
from uu.domain import buckets, targets
from uu.domain.errors import InvalidError
from uu.domain.targets import Goal
from uu.models import AuditEntry, StatusBucket, Target
from uu.vocabulary import AuditAct

TODAY = date(2026, 11, 23)


def test_a_target_holds_from_its_day_and_the_old_one_before(db: None) -> None:
    targets.set_target(cast.lone(), Goal(TODAY, 925, "92,5 % i 2026"))
    assert targets.goal_on(TODAY).share == Fraction(37, 40)
    assert targets.goal_on(date(2026, 11, 22)).per_mille == 950


def test_the_same_target_twice_is_one_target_and_one_entry(db: None) -> None:
    lone = cast.lone()
    for _time in range(2):
        targets.set_target(lone, Goal(TODAY, 900, "90 %"))
    assert Target.select().count() == 2
    assert AuditEntry.select().where(AuditEntry.act == AuditAct.TARGET_SET).count() == 1


@pytest.mark.parametrize(
    ("goal", "field"),
    [
        (Goal(TODAY, 0, "x"), "percent"), (Goal(TODAY, 1001, "x"), "percent"), (Goal(TODAY, 900, " "), "label"),
        (Goal(TODAY, 900, "x" * 121), "label"), (Goal(date.max, 900, "x"), "since"),
    ],
)  # fmt: skip
def test_a_target_that_cannot_be_is_refused(db: None, goal: Goal, field: str) -> None:
    with pytest.raises(InvalidError) as error:
        targets.set_target(cast.lone(), goal)
    assert (error.value.field, Target.select().count()) == (field, 1)


def test_a_status_counts_elsewhere_from_its_day(db: None) -> None:
    lone = cast.lone()
    for _time in range(2):
        buckets.set_bucket(lone, "JOB", "on_the_way", TODAY)
    model = buckets.countings()
    assert model["JOB"].bucket(TODAY) == "on_the_way"
    assert model["JOB"].bucket(date(2026, 11, 22)) == "at_risk"
    assert AuditEntry.select().where(AuditEntry.act == AuditAct.BUCKET_SET).count() == 1


@pytest.mark.parametrize(
    ("code", "bucket", "since", "field"),
    [
        ("ALD", "reached", TODAY, "status"), ("NIX", "reached", TODAY, "status"), ("JOB", "excluded", TODAY, "bucket"),
        ("JOB", "best", TODAY, "bucket"), ("JOB", "reached", date(2026, 11, 24), "since"),
    ],
)  # fmt: skip
def test_a_bucket_that_cannot_be_is_refused(db: None, code: str, bucket: str, since: date, field: str) -> None:
    with pytest.raises(InvalidError) as error:
        buckets.set_bucket(cast.lone(), code, bucket, since)
    assert (error.value.field, StatusBucket.select().count()) == (field, 29)
