"""An act told days later counts from the day it was made; the log and what was recorded keep the day it came."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from tests import cast, people
from tests.field import Phone
from uu import clock
from uu.domain import operations, recounts
from uu.models import AreaStay, AuditEntry, FollowUp, GuidanceSession, Operation, StatusEvent, Youth
from uu.vocabulary import FollowUpKind, Outcome

FRIDAY = "2026-11-20 15:00"


@pytest.fixture
def mette(db):
    return cast.mette()


@pytest.fixture
def phone(mette, at):
    """Made ready before the weekend in the basement."""
    at(FRIDAY)
    return Phone(mette)


@pytest.fixture
def friday(phone, at):
    """The moment on Friday at which things were written; they come on Monday at ten."""
    made = clock.now()
    at("2026-11-23 10:00")
    return made


def test_somebody_registered_on_friday_is_registered_on_friday(phone, friday):
    youth = uuid4()
    phone.send("register_youth", {"id": youth, "area": cast.area("Mjølnerparken")}, made=friday)
    found = Youth.get_by_id(youth)
    assert (found.registered_on, found.counsellor_since) == (date(2026, 11, 20),) * 2
    assert (found.registered_at, AreaStay.get().since) == (clock.now(), date(2026, 11, 20))
    assert recounts.differences(lambda _done: None) == []


def test_who_has_turned_25_since_was_24_when_registered(phone, friday):
    data = {"area": cast.area("Mjølnerparken"), "birth_on": "2001-11-22"}
    assert phone.send("register_youth", data | {"id": uuid4()}, made=friday).outcome == Outcome.APPLIED
    assert phone.send("register_youth", data | {"id": uuid4()}).outcome == Outcome.REFUSED


def test_a_deadline_that_has_passed_on_the_way_had_not_when_it_was_agreed(phone, friday, mette):
    youth = people.youth(mette)
    data = {"youth": youth.id, "text": "Ring", "due_on": "2026-11-21"}
    assert phone.send("add_followup", data | {"id": uuid4()}, made=friday).outcome == Outcome.APPLIED
    assert phone.send("add_followup", data | {"id": uuid4()}).outcome == Outcome.REFUSED
    assert Youth.get_by_id(youth.id).next_due_on == date(2026, 11, 21)


def test_a_session_was_held_when_it_was_held(phone, friday, mette):
    youth = people.youth(mette, since=date(2026, 11, 2))
    phone.send("record_attempt", {"id": uuid4(), "youth": youth.id}, made=friday)
    session = GuidanceSession.get()
    assert (session.held_at, session.held_on) == (friday, date(2026, 11, 20))
    assert session.recorded_at == clock.now()
    later = {"id": uuid4(), "youth": youth.id, "held_at": (friday + timedelta(hours=1)).isoformat()}
    assert phone.send("record_session", later, made=friday).outcome == Outcome.REFUSED


def test_the_clocks_run_from_friday(phone, friday, mette):
    youth = people.youth(mette, since=date(2026, 11, 2))
    phone.send("change_status", {"id": uuid4(), "youth": youth.id, "code": "LED"}, made=friday)
    event = StatusEvent.get(StatusEvent.status == "LED")
    assert event.observed_on == date(2026, 11, 20)
    assert event.recorded_at >= clock.now()
    due = {one.kind: one.due_on for one in FollowUp.select()}
    assert due == {FollowUpKind.CONTACT_CLOCK: date(2026, 11, 27), FollowUpKind.OFFER_CLOCK: date(2026, 12, 20)}


def test_a_day_that_lay_ahead_on_friday_is_refused(phone, friday, mette):
    youth = people.youth(mette, since=date(2026, 11, 2))
    data = {"id": uuid4(), "youth": youth.id, "code": "EUG", "observed_on": "2026-11-22"}
    assert phone.send("change_status", data, made=friday).outcome == Outcome.REFUSED


def test_the_log_tells_when_it_came(phone, friday, mette):
    youth = people.youth(mette)
    phone.send("record_attempt", {"id": uuid4(), "youth": youth.id}, made=friday)
    assert AuditEntry.select().order_by(AuditEntry.seq.desc()).get().at == clock.now()
    assert (Operation.get().made_at, Operation.get().received_at) == (friday, clock.now())


def test_outside_an_operation_told_is_now(at):
    assert (clock.told(), clock.told_day()) == (clock.now(), clock.today())


@pytest.mark.parametrize("off", [timedelta(days=1), timedelta(days=-1), timedelta(minutes=-3), timedelta(days=3000)])
def test_a_clock_that_is_wrong_is_put_right(at, off):
    """Written two hours before it was sent; both by the phone's wrong clock."""
    sent = clock.now() + off
    assert operations.told_at(sent - timedelta(hours=2), sent) == clock.now() - timedelta(hours=2)


def test_a_slow_line_is_no_wrong_clock(at):
    made = clock.now() - timedelta(hours=2)
    assert operations.told_at(made, clock.now() - timedelta(seconds=90)) == made


def test_nothing_is_told_from_the_future_or_from_long_ago(at):
    now = clock.now()
    assert operations.told_at(now + timedelta(hours=5), now) == now
    for made in (now - timedelta(days=900), datetime.min.replace(tzinfo=UTC)):
        assert operations.told_at(made, now) == now - timedelta(days=400)
    assert operations.told_at(now, datetime.min.replace(tzinfo=UTC)) == now
