"""The weekly control: the manual's week worked out again, and the weeks at the edges."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from tests import cast, people
from tests.kernel.test_statistics_definitions import by_hand, rows
from tests.web.budget import counted
from uu import clock
from uu.domain import control, daily, followups, recounts, statuses
from uu.domain.control import Clocks, Idle, Week
from uu.domain.errors import NotVisibleError
from uu.models import (
    ClockRun,
    FollowUp,
    IdleSpell,
    StaffUser,
)
from uu.models.database import act
from uu.vocabulary import FollowUpKind, FollowUpState

CONTACT, OFFER = FollowUpKind.CONTACT_CLOCK, FollowUpKind.OFFER_CLOCK
STATES = {"open": FollowUpState.OPEN, "done": FollowUpState.DONE}


@pytest.fixture
def mette(db: None) -> StaffUser:
    return cast.mette()


def a_day(text: str) -> date | None:
    return None if text == "none" else date.fromisoformat(text)


def ran(by: StaffUser, row: list[str], kind: FollowUpKind = CONTACT) -> None:
    """One of the manual's deadlines, as it is stored."""
    _name, started, due, ended, how, _says = row
    youth = people.youth(by, status="GYM")
    clock_id = FollowUp.create(
        id=uuid4(), youth=youth, kind=kind, due_on=a_day(due), state=FollowUpState.OPEN, created_at=clock.now()
    )
    ClockRun.create(
        followup=clock_id, scope=cast.area("Mjølnerparken"), kind=kind, started_on=a_day(started), due_on=a_day(due),
        ended_on=a_day(ended), state=STATES.get(how, FollowUpState.DROPPED), needless=how == "needless",
    )  # fmt: skip


@pytest.mark.parametrize("row", rows("deadline"), ids=[row[0] for row in rows("deadline")])
def test_each_deadline_of_the_manual(mette: StaffUser, at: Any, row: list[str]) -> None:
    at("2026-12-05 10:00")
    ran(mette, row)
    expected = {name: 1 for name in row[-1].split() if name != "none"}
    assert control.control("city", "", date(2026, 11, 25)).week == Week(contact=Clocks(**expected))


def test_the_week_of_the_manual_adds_up(mette: StaffUser, at: Any) -> None:
    at("2026-12-05 10:00")
    for row in rows("deadline"):
        ran(mette, row, OFFER)
    [table] = rows("at the start")
    found = control.control("city", "", date(2026, 11, 29)).week.offer
    assert [found.at_start, found.started, found.kept, found.late, found.needless, found.dropped] == list(
        map(int, table[:6])
    )
    assert found.at_end == by_hand(table[6]) == int(table[7])
    assert [found.missed, found.overdue] == list(map(int, table[8:]))


def test_todays_last_day_is_not_missed_yet(mette: StaffUser) -> None:
    ran(mette, ["", "2026-11-16", "2026-11-23", "none", "open", ""])
    found = control.control("city", "", date(2026, 11, 23)).week.contact
    assert (found.at_start, found.at_end, found.missed, found.overdue) == (1, 1, 0, 0)


def test_an_empty_city_has_an_empty_week(db: None) -> None:
    read = control.control("city", "", date(2026, 11, 23))
    assert (read.week, read.period, read.day) == (Week(), (date(2026, 11, 23), date(2026, 11, 29)), date(2026, 11, 23))


def test_a_week_that_lies_ahead_is_this_week(db: None) -> None:
    assert control.control("city", "", date(2027, 6, 1)).period.first == date(2026, 11, 23)


def test_the_53rd_week_goes_over_new_year(db: None, at: Any) -> None:
    at("2027-02-01 10:00")
    for day in (date(2026, 12, 31), date(2027, 1, 1)):
        period = control.control("city", "", day).period
        assert (period.first.isocalendar().week, *period) == (53, date(2026, 12, 28), date(2027, 1, 3))


def test_a_clock_closed_late_on_the_sunday_of_the_clock_change_is_of_that_week(mette: StaffUser, at: Any) -> None:
    at("2026-10-22 10:00")
    people.youth(mette, status="LED")
    at("2026-10-25 23:30")
    for due in followups.list_for(mette):
        followups.finish(mette, FollowUp.get_by_id(due.id))
    at("2026-11-23 10:00")
    week = control.control("city", "", date(2026, 10, 25)).week
    assert (week.contact.kept, week.offer.kept, week.contact.at_end) == (1, 1, 0)


def test_a_place_without_people_and_one_that_does_not_exist(mette: StaffUser) -> None:
    people.youth(mette, status="LED")
    assert not control.control("area", str(cast.area("Tingbjerg")), clock.today()).week.has_something
    assert control.control("area", str(cast.area("Mjølnerparken")), clock.today()).week.contact.started == 1
    with pytest.raises(NotVisibleError):
        control.control("area", "x", clock.today())


def test_an_area_that_closes_keeps_its_past_weeks(mette: StaffUser) -> None:
    from uu.models import HousingArea

    people.youth(mette, status="LED")
    HousingArea.update(closed_on=clock.today()).where(HousingArea.id == cast.area("Mjølnerparken")).execute()
    [line] = [each for each in control.control("city", "", clock.today(), "area").lines if each.week.has_something]
    assert (line.place.name, line.place.closed, line.week.idle.new) == ("Mjølnerparken", True, 1)


def test_the_18th_birthday_ends_both(mette: StaffUser, at: Any) -> None:
    people.youth(mette, status="LED", born=date(2008, 11, 26))
    assert control.control("city", "", clock.today()).week.idle == Idle(new=1, at_end=1)
    at("2026-11-30 10:00")
    daily.run(clock.today())
    week = control.control("city", "", date(2026, 11, 29)).week
    assert week.idle == Idle(new=1, ended=1, aged=1)
    assert control.control("city", "", date(2026, 11, 30)).week.contact == Clocks(at_start=1, needless=1, missed=0)


def test_what_is_wrong_is_found_and_mended(mette: StaffUser) -> None:
    people.youth(mette, status="LED")
    right = list(ClockRun.select().tuples()), list(IdleSpell.select().tuples())
    ClockRun.update(ended_on=clock.today()).where(ClockRun.kind == OFFER).execute()
    IdleSpell.delete().execute()
    assert len(recounts.differences(lambda _done: None)) == 1
    assert recounts.rebuild(lambda _done: None) == 1
    assert sorted(ClockRun.select().tuples()) == sorted(right[0])
    assert (list(IdleSpell.select().tuples()), recounts.differences(lambda _done: None)) == (right[1], [])


def test_who_is_of_age_costs_no_more_than_before(mette: StaffUser) -> None:
    grown = people.youth(mette, born=date(2004, 1, 1))
    with counted() as statements, act():
        statuses.change_status(mette, grown, people.given("LED"))
    assert not [sql for sql in statements.data if '"idle_spell"' in sql or '"clock_run"' in sql]


def test_the_statements_do_not_grow_with_the_people(mette: StaffUser) -> None:
    for _each in range(3):
        people.youth(mette, status="LED")
    with counted() as statements:
        control.control("city", "", clock.today(), "area")
    assert len(statements.data) == 3, statements.data
