"""Months, working days, ages and the past: the calendar's traps, one by one."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kernel.test_statistics_definitions import rows
from uu.statistics import ages, deadlines, idleness, periods
from uu.statistics.measures import StatusClass
from uu.statistics.trend import backward

days = st.dates(date(1990, 1, 1), date(2060, 12, 31))
MONTHS = [date(2026, month, 1) for month in range(1, 10)]


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        (date(2026, 8, 31), 6, date(2026, 2, 28)),
        (date(2028, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 11, 23), 36, date(2023, 11, 23)),
        (date(2026, 11, 30), -3, date(2027, 2, 28)),
    ],
)
def test_months_back_stays_within_the_month(day, n, expected):
    assert periods.months_back(day, n) == expected


@given(days, st.integers(0, 60))
def test_months_until_is_an_unbroken_row(day, n):
    months = periods.months_until(day, n)
    assert len(months) == n
    assert all(periods.month_end(a) + timedelta(days=1) == b for a, b in pairwise(months))
    assert not months or months[-1] == periods.month_of(day)


def test_four_weeks_hold_each_weekday_four_times():
    first, last = periods.four_weeks(date(2026, 11, 23))
    assert (first, last) == (date(2026, 10, 27), date(2026, 11, 23))
    assert (last - first).days + 1 == 28


@pytest.mark.parametrize(
    ("day", "deadline", "because"),
    [
        (date(2026, 3, 2), date(2026, 3, 9), "one weekend"),
        (date(2026, 3, 27), date(2026, 4, 8), "Maundy Thursday, Good Friday and Easter Monday"),
        (date(2026, 12, 22), date(2027, 1, 4), "24, 25 and 31 December, 1 January"),
        (date(2026, 5, 29), date(2026, 6, 8), "5 June"),
        (date(2026, 4, 24), date(2026, 5, 1), "1 May is a working day"),
        (date(2023, 5, 4), date(2023, 5, 12), "Great Prayer Day, until 2023"),
        (date(2024, 4, 25), date(2024, 5, 2), "no Great Prayer Day since 2024"),
        (date(2026, 2, 28), date(2026, 3, 6), "from a Saturday"),
    ],
)
def test_contact_within_five_working_days(day, deadline, because):
    assert deadlines.contact_deadline(day) == deadline, because


def test_an_offer_within_thirty_days_of_the_calendar():
    assert deadlines.offer_deadline(date(2026, 1, 31)) == date(2026, 3, 2)


# Loading a country's holidays takes longer than one example may.
@settings(deadline=None)
@given(days, st.integers(0, 30))
def test_exactly_n_working_days_lie_between(day, n):
    end = deadlines.add_working_days(day, n)
    between = [day + timedelta(days=i) for i in range(1, (end - day).days + 1)]
    assert sum(not deadlines.is_day_off(passed) for passed in between) == n
    assert n == 0 or not deadlines.is_day_off(end)


def test_working_days_do_not_run_backwards():
    with pytest.raises(ValueError, match="forwards"):
        deadlines.add_working_days(date(2026, 1, 1), -1)


@pytest.mark.parametrize(
    ("age", "kind", "neet", "runs"),
    [
        (14, "contact", True, False),
        (15, "contact", True, True),
        (17, "job", True, True),
        (18, "contact", True, False),
        (16, "paused", True, False),
        (16, "job", False, False),
    ],
)
def test_the_clock_runs_for_15_to_17_without_activity(age, kind, neet, runs):
    assert deadlines.needs_clock(age, StatusClass("at_risk", kind, neet)) is runs


def test_born_on_29_february():
    leap = date(2008, 2, 29)
    assert ages.age_on(leap, date(2026, 2, 28)) == 17
    assert ages.age_on(leap, date(2026, 3, 1)) == 18
    assert ages.birthday(leap, 18) == date(2026, 3, 1)
    assert ages.birthday(leap, 20) == date(2028, 2, 29)


@given(days, st.integers(0, 40))
def test_one_turns_an_age_on_the_birthday_and_not_the_day_before(birth, age):
    turns = ages.birthday(birth, age)
    assert ages.age_on(birth, turns) == age
    assert ages.age_on(birth, turns - timedelta(days=1)) == age - 1


@given(st.integers(0, 40), days)
def test_an_estimated_birth_gives_the_age_that_was_said_for_about_half_a_year_more(age, said_on):
    birth = ages.estimated_birth(age, said_on)
    assert ages.age_on(birth, said_on) == age
    assert 181 <= (ages.birthday(birth, age + 1) - said_on).days <= 185
    assert 180 <= (said_on - ages.birthday(birth, age)).days <= 184


@pytest.mark.parametrize(
    ("birth", "answer"),
    [
        (date(2026, 11, 24), "impossible"),
        (date(1906, 11, 23), "impossible"),
        (date(2026, 11, 23), "too_young"),
        (date(2012, 2, 24), "too_young"),
        (date(2012, 2, 23), "soon_15"),
        (date(2011, 11, 24), "soon_15"),
        (date(2011, 11, 23), "ok"),
        (date(2001, 11, 24), "ok"),
        (date(2001, 11, 23), "turned_25"),
        (date(2000, 11, 24), "turned_25"),
        (date(2000, 11, 23), "too_old"),
    ],
)
def test_who_may_be_registered_on_23_november_2026(birth, answer):
    assert ages.registration_age(birth, date(2026, 11, 23)) == answer


def test_the_past_is_today_minus_what_came_later():
    changes = {date(2026, 11, 1): {"GYM": 1, "FGU": -1}, date(2026, 10, 1): {"FGU": 1}}
    assert backward({"GYM": 5, "AFB": 0}, changes, date(2026, 11, 23), 3) == [
        (date(2026, 9, 30), {"GYM": 4}),
        (date(2026, 10, 31), {"GYM": 4, "FGU": 1}),
        (date(2026, 11, 23), {"GYM": 5}),
    ]


@given(st.dictionaries(st.sampled_from(MONTHS), st.dictionaries(st.sampled_from("ABC"), st.integers(-3, 3))))
def test_backwards_from_the_sum_equals_forwards_from_nothing(changes):
    total, forwards = Counter(), []
    for month in MONTHS:
        total.update(changes.get(month, {}))
        forwards.append((periods.month_end(month), {key: n for key, n in total.items() if n}))
    assert backward(total, changes, date(2026, 9, 30), len(MONTHS)) == forwards


@pytest.mark.parametrize("row", rows("birth"), ids=lambda row: row[0])
def test_the_spells_of_the_manual(row):
    born, first, after, began_on, until = map(date.fromisoformat, row[:5])
    [spell] = idleness.spells(born, {first: "AFB", after: "GYM"}, lambda code: code == "AFB")
    assert spell == (began_on, until, row[5] == "yes")


def test_a_spell_goes_on_from_one_status_to_the_next_and_ends_at_18_by_itself():
    days = {date(2026, 1, 1): "AFB", date(2026, 2, 1): "OPV", date(2026, 3, 1): "GYM", date(2026, 4, 1): "OPV"}
    found = idleness.spells(date(2010, 6, 1), days, lambda code: code != "GYM")
    assert found == [
        (date(2026, 1, 1), date(2026, 3, 1), False), (date(2026, 4, 1), date(2028, 6, 1), True)
    ]  # fmt: skip


def test_weeks_begin_on_monday_and_belong_to_the_year_of_their_thursday():
    for day in (date(2026, 12, 28), date(2027, 1, 3)):
        assert periods.week_of(day) == (date(2026, 12, 28), date(2027, 1, 3))

@given(seen=st.dates(date(2000, 1, 1), date(2030, 12, 31)), day=st.dates(date(2000, 1, 1), date(2030, 12, 31)))
def test_what_is_older_than_some_months_is_from_before_that_day(seen, day):
    for months in (0, 1, 6, 36):
        assert (periods.months_old(seen, day) > months) == (seen < periods.months_back(day, months))
