"""Whether they come into education or work: every figure of the page worked out by hand and by a slow recount."""

from collections import Counter
from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests import cast
from tests.web.budget import counted
from tests.young_people import ago, young
from uu import clock
from uu.domain import outcomes, policies
from uu.domain.errors import NotVisibleError
from uu.domain.outcomes import HORIZON, LEAST
from uu.models import OUTSIDE, Journey, StaffUser, Youth, database
from uu.statistics.incidence import Followed, incidence
from uu.vocabulary import JourneyEnd

OPEN, REACHED, LEFT, ALREADY, OVER = JourneyEnd
PLACES = ("Mjølnerparken", "Tingbjerg", "Folehaven")


def journey(by: StaffUser, begun: int, end: JourneyEnd = OPEN, days: int | None = None, **more) -> Journey:
    """Somebody who had a first session so many days ago."""
    place, age = more.pop("place", "Mjølnerparken"), more.pop("age", 17)
    scope = more.pop("scope", cast.area(place))
    made = {"scope": scope, "started_on": ago(begun), "age": age, "outcome": end, "days": days}
    return Journey.create(youth=young(by, registered_on=ago(begun)), **made)


@pytest.fixture
def mette(db: None) -> StaffUser:
    return cast.mette()


def of_everybody(read: outcomes.Outcomes) -> tuple[int, ...]:
    return read.whole.n, read.whole.ripe, read.whole.reached, read.whole.left


def test_an_empty_city_has_no_curve(db: None) -> None:
    read = outcomes.outcomes("city", "")
    assert (of_everybody(read), read.curve, read.months, read.whole.at_24_months) == ((0, 0, 0, 0), [], [], None)
    assert read.years == []


def test_one_person_says_nothing_and_is_counted(mette: StaffUser) -> None:
    journey(mette, 900, REACHED, 40)
    read = outcomes.outcomes("city", "")
    assert (of_everybody(read), read.curve, read.whole.at_24_months) == ((1, 1, 1, 0), [], None)


def test_five_who_began_24_months_ago_are_enough(mette: StaffUser) -> None:
    for _each in range(LEAST - 1):
        journey(mette, 730)
    journey(mette, 729)
    assert outcomes.outcomes("city", "").whole.at_24_months is None
    journey(mette, 731, REACHED, 700)
    found = outcomes.outcomes("city", "").whole.at_24_months
    assert found.share == pytest.approx(1 / 6)
    assert 0 < found.low < found.share < found.high < 1


def test_everybody_censored_is_nobody_reached_and_not_sure(mette: StaffUser) -> None:
    for _each in range(6):
        journey(mette, 800)
    read = outcomes.outcomes("city", "")
    found = read.whole.at_24_months
    assert (found.share, found.low) == (0, 0)
    assert found.high > 0.3
    assert [months for months, _one in read.months] == [3, 6, 9, 12, 15, 18, 21, 24]


def test_the_curve_goes_as_far_as_five_people_do(mette: StaffUser) -> None:
    for begun in (400, 400, 300, 200, 100, 50):
        journey(mette, begun)
    read = outcomes.outcomes("city", "")
    assert (read.curve[-1].day, [months for months, _one in read.months]) == (100, [3])


def test_what_comes_after_24_months_comes_too_late(mette: StaffUser) -> None:
    journey(mette, 900, REACHED, HORIZON)
    journey(mette, 900, REACHED, HORIZON + 1)
    journey(mette, 900, LEFT, HORIZON + 1)
    assert of_everybody(outcomes.outcomes("city", "")) == (3, 3, 1, 0)


def test_who_had_nothing_to_reach_is_counted_apart(mette: StaffUser) -> None:
    journey(mette, 900)
    journey(mette, 900, ALREADY)
    journey(mette, 900, ALREADY)
    journey(mette, 900, OVER)
    read = outcomes.outcomes("city", "")
    assert (read.whole.n, read.already, read.over) == (1, 2, 1)
    elsewhere = outcomes.outcomes("area", str(cast.area("Tingbjerg")))
    assert (elsewhere.whole.n, elsewhere.already, elsewhere.over) == (0, 0, 0)


def test_by_place_by_age_and_by_year(mette: StaffUser) -> None:
    journey(mette, 10, age=15)
    journey(mette, 400, age=17, place="Tingbjerg")
    journey(mette, 400, age=18, place="Tingbjerg")
    journey(mette, 800, age=21, scope=OUTSIDE)
    read = outcomes.outcomes("city", "", "area")
    assert {line.name: line.group.n for line in read.lines if line.group.n} == {
        "Mjølnerparken": 1, "Tingbjerg": 2, "Outside the areas": 1,
    }  # fmt: skip
    assert [line.group.n for line in read.ages] == [2, 1, 1]
    assert [(line.name, line.group.n) for line in read.years] == [("2024", 1), ("2025", 2), ("2026", 1)]
    assert [line.group.ripe for line in read.years] == [1, 0, 0]
    for level, wanted, n in (("district", "3", 1), ("area", str(cast.area("Tingbjerg")), 2)):
        assert outcomes.outcomes(level, wanted).whole.n == n


def test_a_place_that_does_not_exist_is_not_found(db: None) -> None:
    with pytest.raises(NotVisibleError):
        outcomes.outcomes("area", str(uuid4()))


def test_the_comparator_is_a_setting(db: None) -> None:
    assert outcomes.outcomes("city", "").comparator == 25
    policies.change_policy(cast.anton(), policies.COMPARATOR, 40)
    assert outcomes.outcomes("city", "").comparator == 40


LIVES = some.lists(
    some.tuples(
        some.integers(0, 900), some.sampled_from(list(JourneyEnd)), some.integers(1, 900),
        some.sampled_from(PLACES), some.integers(14, 25),
    ),
    max_size=14,
)  # fmt: skip


def by_hand(lives: list[tuple]) -> Followed:
    """One person after the other, followed to the end, to today, or to a day beyond the 24 months."""
    ends = {REACHED: Counter(), LEFT: Counter(), OPEN: Counter()}
    for begun, end, days, _place, _age in lives:
        if end in {REACHED, LEFT} and days <= min(begun, HORIZON):
            ends[end][days] += 1
        elif end not in {ALREADY, OVER}:
            ends[OPEN][min(begun, HORIZON + 1)] += 1
    return Followed(ends[REACHED], ends[LEFT], ends[OPEN])


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lives=LIVES)
def test_every_group_equals_a_recount(db: None, at, lives: list[tuple]) -> None:
    with database.data.atomic() as tried:
        mette = StaffUser.get_or_none(StaffUser.username == "mette") or cast.mette()
        for begun, end, days, place, age in lives:
            ended = end in {REACHED, LEFT} and days <= begun
            known = end if ended or end in {ALREADY, OVER} else OPEN
            journey(mette, begun, known, days if ended else None, place=place, age=age)
        read = outcomes.outcomes("city", "", "area")
        assert read.whole.followed == by_hand(lives)
        for line in read.lines:
            assert line.group.followed == by_hand([life for life in lives if life[3] == line.name]), line.name
        for line, ages in zip(read.ages, (range(18), range(18, 21), range(21, 99)), strict=True):
            assert line.group.followed == by_hand([life for life in lives if life[4] in ages])
        for line in read.years:
            year = [life for life in lives if str((clock.today() - timedelta(days=life[0])).year) == line.name]
            assert line.group.followed == by_hand(year)
            assert line.group.ripe == sum(life[0] >= HORIZON and life[1] not in {ALREADY, OVER} for life in year)
        began = sorted((life[0] for life in lives if life[1] not in {ALREADY, OVER}), reverse=True)
        far = began[LEAST - 1] if len(began) >= LEAST else -1
        assert read.curve == incidence(by_hand(lives), [day for day in range(0, 731, 10) if day <= far])
        tried.rollback()


def test_the_statements_do_not_grow_with_the_people(mette: StaffUser) -> None:
    for place in PLACES:
        journey(mette, 800, place=place)
    with counted() as statements:
        outcomes.outcomes("city", "", "area")
    assert len(statements.data) == 4, statements.data
    assert Youth.select().count() == 3
