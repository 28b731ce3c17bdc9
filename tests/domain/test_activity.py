"""What is done: the manual's October worked out again, and the periods at the edges."""

from datetime import date, datetime, time
from uuid import uuid4

import pytest

from tests import cast, people
from tests.kernel.test_statistics_definitions import rows
from tests.web.budget import counted
from tests.young_people import ago
from uu import clock
from uu.domain import activity, recounts, sessions, stays
from uu.domain.activity import LONGER, NEVER, Activity
from uu.domain.errors import NotVisibleError
from uu.domain.sessions import NewSession
from uu.models import HousingArea, StaffUser, Youth
from uu.statistics.periods import Period
from uu.vocabulary import SessionKind

OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
EXAMPLE = rows("who")
ATTEMPT, WALK = SessionKind.ATTEMPT, SessionKind.WALK_AND_TALK


@pytest.fixture
def mette(db: None) -> StaffUser:
    return cast.mette()


def held(by: StaffUser, youth: Youth, day: date, kind: SessionKind = WALK) -> None:
    """At nine on the day."""
    moment = clock.from_local(datetime.combine(day, time(9)))
    sessions.record_session(by, [youth], NewSession(uuid4(), kind, moment))


def lived(by: StaffUser, row: list[str]) -> Youth:
    """One of the manual's young people."""
    youth = people.youth(by, row[0], since=date(2026, 9, 1))
    for said in row[1].split(", "):
        day, sign = said.split()
        held(by, youth, date.fromisoformat(f"2026-{day}"), ATTEMPT if sign == "✗" else WALK)
    return youth


def city(period: Period = OCTOBER, by: str = "area") -> Activity:
    return activity.activity("city", "", period, by)


@pytest.mark.parametrize("row", EXAMPLE, ids=[row[0] for row in EXAMPLE])
def test_each_young_person_of_the_manual(mette: StaffUser, row: list[str]) -> None:
    lived(mette, row)
    _who, _what, first_on, attempts, met, n = row
    done = city().done
    assert (done.reached, done.held) == (met == "yes", int(n))
    in_october = first_on.startswith("2026-10")
    assert dict(+done.first) == ({int(attempts): 1} if in_october else {})


def test_the_october_of_the_manual(mette: StaffUser) -> None:
    for row in EXAMPLE:
        lived(mette, row)
    [table] = rows("sessions")
    done = city().done
    figures = (
        done.held, done.attempts, done.reached, done.met_first, done.at_last, done.median_attempts, done.in_vain
    )  # fmt: skip
    assert figures == tuple(map(int, table))


def test_an_empty_city_says_nothing(db: None) -> None:
    read = city()
    assert (read.done.is_empty, read.done.median_attempts, len(read.weeks)) == (True, None, 5)


def test_the_median_of_two_lies_between_them(mette: StaffUser) -> None:
    for row in (EXAMPLE[0], EXAMPLE[4]):
        lived(mette, row)
    assert city().done.median_attempts == 0.5


def test_weeks_without_anything_are_there_and_those_at_the_ends_are_cut(mette: StaffUser, at) -> None:
    at("2027-01-20 10:00")
    youth = people.youth(mette, since=date(2026, 12, 1))
    for day in (date(2026, 12, 28), date(2026, 12, 30), date(2027, 1, 3), date(2027, 1, 4), date(2027, 1, 19)):
        held(mette, youth, day)
    read = city(Period(date(2026, 12, 29), date(2027, 1, 18)))
    assert [(monday, counts.total()) for monday, counts in read.weeks] == [
        (date(2026, 12, 28), 2), (date(2027, 1, 4), 1), (date(2027, 1, 11), 0), (date(2027, 1, 18), 0)
    ]  # fmt: skip


def test_a_session_late_on_the_night_of_the_clock_change_is_of_its_own_day(mette: StaffUser, at) -> None:
    youth = people.youth(mette, since=date(2026, 10, 1))
    at("2026-10-25 23:45")
    sessions.record_session(mette, [youth], NewSession(uuid4(), WALK, clock.now()))
    at("2026-11-23 10:00")
    assert city(Period(date(2026, 10, 19), date(2026, 10, 25))).done.held == 1
    assert city(Period(date(2026, 10, 26), date(2026, 11, 1))).done.held == 0


def test_each_counts_where_they_lived_then_and_now_where_they_live_now(mette: StaffUser) -> None:
    youth = people.youth(mette, since=date(2026, 9, 1))
    held(mette, youth, date(2026, 10, 5))
    held(mette, youth, date(2026, 10, 15))
    stays.move_youth(mette, youth, uuid4(), cast.area("Tingbjerg"), lives_outside=False, since=date(2026, 10, 10))
    found = {line.place.name: line.done for line in city().lines}
    assert [(found[name].held, found[name].reached) for name in ("Mjølnerparken", "Tingbjerg")] == [(1, 1), (1, 0)]
    assert [found[name].since.total() for name in ("Mjølnerparken", "Tingbjerg")] == [0, 1]


def test_an_area_that_closes_in_the_period_keeps_what_was_done(mette: StaffUser) -> None:
    held(mette, people.youth(mette, since=date(2026, 9, 1)), date(2026, 10, 5))
    HousingArea.update(closed_on=date(2026, 10, 15)).where(HousingArea.id == cast.area("Mjølnerparken")).execute()
    [line] = [each for each in city().lines if each.done.held]
    assert (line.place.name, line.place.closed) == ("Mjølnerparken", True)


@pytest.mark.parametrize(
    ("days", "name"),
    [(0, "Up to 7 days"), (7, "Up to 7 days"), (8, "8 to 30 days"), (30, "8 to 30 days"), (31, "31 to 60 days"),
     (90, "61 to 90 days"), (91, LONGER), (None, NEVER)],
)  # fmt: skip
def test_the_days_since_the_last_contact(mette: StaffUser, days: int | None, name: str) -> None:
    youth = people.youth(mette, since=ago(200))
    if days is not None:
        held(mette, youth, ago(days))
    assert +city().done.since == {name: 1}


def test_a_place_that_does_not_exist_is_not_found(db: None) -> None:
    with pytest.raises(NotVisibleError):
        activity.activity("plan", "x", OCTOBER)


def test_a_wrong_row_is_found_and_mended(mette: StaffUser) -> None:
    from uu.models import Meeting

    lived(mette, EXAMPLE[1])
    right = list(Meeting.select().tuples())
    Meeting.update(attempts=9).execute()
    assert len(recounts.differences(lambda _done: None)) == 1
    assert recounts.rebuild(lambda _done: None) == 1
    Meeting.delete().execute()
    assert recounts.rebuild(lambda _done: None) == 1
    assert list(Meeting.select().tuples()) == right


def test_another_session_of_the_day_writes_no_row(mette: StaffUser) -> None:
    youth = lived(mette, EXAMPLE[0])
    with counted() as statements:
        held(mette, youth, date(2026, 10, 15), SessionKind.PHONE)
    assert not [sql for sql in statements.data if '"meeting"' in sql]


def test_the_statements_do_not_grow_with_the_people(mette: StaffUser) -> None:
    for row in EXAMPLE:
        lived(mette, row)
    with counted() as statements:
        city()
    assert len(statements.data) == 5, statements.data
