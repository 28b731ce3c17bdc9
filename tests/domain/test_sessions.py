"""Sessions: with one or several, with a next step, with a status, in vain, and by mistake."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest

from tests import cast, people
from tests.people import given
from uu import clock
from uu.domain import counters, followups, sessions, statuses
from uu.domain.errors import InvalidError, NotVisibleError
from uu.domain.sessions import NewSession
from uu.models import AuditEntry, AuditSubject, FollowUp, GuidanceSession, SessionParticipant, StatusEvent
from uu.vocabulary import AuditAct, DropReason, FollowUpKind, FollowUpState, SessionKind, Topic

FRIDAY = date(2026, 11, 27)


def walk(**more) -> NewSession:
    """A walk-and-talk just now, with the words that suit the test."""
    return NewSession(uuid4(), SessionKind.WALK_AND_TALK, clock.now(), **more)


def walks_counted() -> int:
    return counters.stored().sessions[counters.CITY, clock.today(), SessionKind.WALK_AND_TALK]


def test_a_walk_is_kept_sealed_counted_and_logged(db):
    mette = cast.mette()
    sami = people.youth(mette)
    new = walk(minutes=30, topics=(Topic.WORK, Topic.CHOICE), place="Superkilen", note="Vil gerne se FGU")
    session = sessions.record_session(mette, [sami], new)

    [past] = sessions.of_youth(sami)
    assert (past.minutes, past.topics, past.place, past.note) == (30, new.topics, "Superkilen", "Vil gerne se FGU")
    assert (past.recorded_by, past.others, past.withdrawn) == ("Mette", 0, False)
    assert b"FGU" not in bytes(SessionParticipant.get().sealed)
    assert (people.now(sami).last_contact_on, walks_counted()) == (clock.today(), 1)
    assert AuditEntry.get(AuditEntry.act == AuditAct.SESSION_RECORDED).object_id == str(session.id)


def test_several_share_one_session_and_each_has_a_copy_of_their_own(db):
    mette = cast.mette()
    sami, aya = people.youth(mette), people.youth(mette, "Aya")
    sessions.record_session(mette, [sami, aya], walk(note="Vi så skolen", next_step="Søg", next_due_on=FRIDAY))

    assert (GuidanceSession.select().count(), SessionParticipant.select().count(), walks_counted()) == (1, 2, 2)
    assert [sessions.of_youth(who)[0].note for who in (sami, aya)] == ["Vi så skolen", "Vi så skolen"]
    assert len({bytes(row.sealed) for row in SessionParticipant.select()}) == 2
    assert [due.text for due in followups.open_for(mette)] == ["Søg", "Søg"]
    entry = AuditEntry.get(AuditEntry.act == AuditAct.SESSION_RECORDED)
    assert {row.youth for row in AuditSubject.select().where(AuditSubject.entry == entry.seq)} == {sami.id, aya.id}


def test_a_status_told_on_the_way_moves_the_first_of_them(db, at):
    mette = cast.mette()
    sami, aya = people.youth(mette), people.youth(mette, "Aya")
    at("2026-11-23 13:00")
    sessions.record_session(mette, [sami, aya], walk(status=given("FGU")))
    assert (people.now(sami).status, people.now(aya).status) == ("FGU", "GYM")
    now = counters.stored().now
    assert (now[counters.CITY, "FGU"], now[counters.CITY, "GYM"]) == (1, 1)
    assert AuditEntry.select().where(AuditEntry.act == AuditAct.STATUS_CHANGED).count() == 1


def test_a_refused_status_leaves_no_session_behind(db):
    mette = cast.mette()
    sami = people.youth(mette)
    with pytest.raises(InvalidError):
        sessions.record_session(mette, [sami], walk(status=given("AFB")))
    assert (GuidanceSession.select().count(), walks_counted(), sessions.of_youth(sami)) == (0, 0, [])


def test_the_same_form_twice_is_one_session(db):
    mette = cast.mette()
    sami, new = people.youth(mette), walk(next_step="Ring", next_due_on=FRIDAY, status=given("OPV"))
    first = sessions.record_session(mette, [sami], new)
    assert sessions.record_session(mette, [sami], new).id == first.id
    assert (GuidanceSession.select().count(), walks_counted()) == (1, 1)
    assert FollowUp.select().where(FollowUp.kind == FollowUpKind.AGREED).count() == 1


def test_a_forms_id_is_for_these_people_only(db):
    mette = cast.mette()
    sami, aya, new = people.youth(mette), people.youth(mette, "Aya"), walk()
    sessions.record_session(mette, [sami], new)
    with pytest.raises(InvalidError, match="used for something else"):
        sessions.record_session(mette, [aya], new)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"minutes": 0}, "minutes"),
        ({"minutes": 601}, "minutes"),
        ({"note": "cpr 660101-1234"}, "note"),
        ({"place": "o" * 121}, "place"),
        ({"next_step": "Ring", "next_due_on": None}, "next_due_on"),
        ({"next_step": "Ring", "next_due_on": date(2026, 11, 22)}, "next_due_on"),
        ({"next_step": "Ring 6601011234", "next_due_on": FRIDAY}, "next_step"),
    ],
)
def test_what_cannot_be_is_refused_on_its_field(db, more, field):
    mette = cast.mette()
    sami = people.youth(mette)
    with pytest.raises(InvalidError) as refused:
        sessions.record_session(mette, [sami], walk(**more))
    assert (refused.value.field, GuidanceSession.select().count()) == (field, 0)


@pytest.mark.parametrize("days", [1, -7000])
def test_no_session_in_the_future_and_none_before_birth(db, days):
    mette = cast.mette()
    sami = people.youth(mette)
    elsewhen = replace(walk(), held_at=clock.now() + timedelta(days=days))
    with pytest.raises(InvalidError) as refused:
        sessions.record_session(mette, [sami], elsewhen)
    assert refused.value.field == "held_at"


def test_nobody_takes_part_twice(db):
    mette = cast.mette()
    sami = people.youth(mette)
    for chosen in ([], [sami, sami]):
        with pytest.raises(InvalidError):
            sessions.record_session(mette, chosen, walk())


def test_attempts_count_until_somebody_is_met(db, at):
    mette = cast.mette()
    sami = people.youth(mette)
    for hour in (11, 12):
        at(f"2026-11-23 {hour}:00")
        sessions.record_attempt(mette, sami, uuid4())
    assert (people.now(sami).attempts, people.now(sami).last_contact_on) == (2, None)
    at("2026-11-24 09:00")
    sessions.record_session(mette, [sami], walk())
    assert (people.now(sami).attempts, people.now(sami).last_contact_on) == (0, date(2026, 11, 24))


def test_a_walk_told_late_is_counted_on_its_own_day_in_copenhagen(db):
    mette = cast.mette()
    sami = people.youth(mette, since=date(2026, 9, 1))
    late = replace(walk(), held_at=clock.from_local(datetime.fromisoformat("2026-11-01 00:30")))
    session = sessions.record_session(mette, [sami], late)
    assert GuidanceSession.get_by_id(session.id).held_on == date(2026, 11, 1)


def test_a_session_by_mistake_counts_no_longer_and_stays_visible(db):
    mette = cast.mette()
    sami = people.youth(mette, status="OPV")
    session = sessions.record_session(mette, [sami], walk(next_step="Ring", next_due_on=FRIDAY))
    for _twice in range(2):
        sessions.withdraw_session(mette, session)

    [past] = sessions.of_youth(sami)
    assert (past.withdrawn, walks_counted(), people.now(sami).last_contact_on) == (True, 0, None)
    dropped = FollowUp.get(FollowUp.kind == FollowUpKind.AGREED)
    assert (dropped.state, dropped.drop_reason) == (FollowUpState.DROPPED, DropReason.MISTAKE)
    contact = FollowUp.get(FollowUp.kind == FollowUpKind.CONTACT_CLOCK)
    assert (contact.state, people.now(sami).next_due_on) == (FollowUpState.OPEN, contact.due_on)
    logged = [entry.act for entry in AuditEntry.select().where(AuditEntry.object_id == str(session.id))]
    assert logged == [AuditAct.SESSION_RECORDED, AuditAct.SESSION_WITHDRAWN]


def withdrawn_clock(mette, sami, between):
    """The clock for contact, after a walk closed it, something happened, and the walk was withdrawn."""
    session = sessions.record_session(mette, [sami], walk())
    between()
    sessions.withdraw_session(mette, session)
    return FollowUp.get(FollowUp.kind == FollowUpKind.CONTACT_CLOCK)


def test_a_withdrawn_walk_wakes_no_clock_that_nobody_needs_any_more(db, at):
    mette = cast.mette()
    sami = people.youth(mette, status="OPV")

    def begins():
        at("2026-11-24 10:00")
        statuses.change_status(mette, sami, given("GYM"))

    assert withdrawn_clock(mette, sami, begins).state == FollowUpState.DROPPED
    assert people.now(sami).next_due_on is None


def test_a_withdrawn_walk_wakes_no_clock_that_another_walk_has_met(db, at):
    mette = cast.mette()
    sami = people.youth(mette, status="OPV")
    another = []

    def meets_again():
        at("2026-11-24 10:00")
        another.append(sessions.record_session(mette, [sami], walk()))

    met = withdrawn_clock(mette, sami, meets_again)
    assert (met.state, met.session_id) == (FollowUpState.DONE, another[0].id)


def test_a_clock_that_wakes_counts_from_the_corrected_day(db):
    mette = cast.mette()
    sami = people.youth(mette, status="OPV", since=date(2026, 11, 20))

    def corrects():
        first = StatusEvent.get(StatusEvent.youth == sami.id)
        statuses.change_status(mette, sami, given("OPV", date(2026, 11, 19)), replaces=first.id)

    woken = withdrawn_clock(mette, sami, corrects)
    assert (woken.state, woken.due_on) == (FollowUpState.OPEN, date(2026, 11, 26))


def test_nobody_withdraws_a_colleagues_walk(db):
    mette = cast.mette()
    session = sessions.record_session(mette, [people.youth(mette)], walk())
    with pytest.raises(NotVisibleError):
        sessions.withdraw_session(cast.staff("Sofie", mette.role, ("Mjølnerparken",)), session)
    assert GuidanceSession.get_by_id(session.id).withdrawn_at is None


def test_a_session_is_found_through_the_people_in_it_and_withdrawn_by_its_writer(db):
    mette, karim = cast.mette(), cast.karim()
    session = sessions.record_session(mette, [people.youth(mette)], walk())
    colleague = cast.staff("Sofie", mette.role, ("Mjølnerparken",))
    assert sessions.own_session(mette, session.id).id == sessions.visible_session(colleague, session.id).id
    for find, who in ((sessions.visible_session, karim), (sessions.own_session, colleague)):
        with pytest.raises(NotVisibleError):
            find(who, session.id)
