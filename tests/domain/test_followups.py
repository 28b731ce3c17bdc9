"""Follow-ups: agreed steps that are done, moved or dropped, and the clocks for the under-18s."""

from datetime import date
from uuid import uuid4

import pytest

from tests import cast, people
from tests.people import given
from tests.web.budget import counted
from uu.domain import followups, sessions, statuses
from uu.domain.errors import InvalidError, NotVisibleError, RefusedError
from uu.models import AuditEntry, FollowUp
from uu.models.database import act
from uu.vocabulary import AuditAct, DropOutReason, DropReason, FollowUpKind, FollowUpState, SessionKind

FRIDAY = date(2026, 11, 27)
CONTACT, OFFER = FollowUpKind.CONTACT_CLOCK, FollowUpKind.OFFER_CLOCK
OPEN, DONE, DROPPED = FollowUpState.OPEN, FollowUpState.DONE, FollowUpState.DROPPED


def drops_out(mette, sami, day=None, replaces=None):
    dropped = given("AFB", day, reason=DropOutReason.NOT_SAID)
    return statuses.change_status(mette, sami, dropped, replaces)


def clocks(sami):
    found = FollowUp.select().where(FollowUp.youth == sami.id).order_by(FollowUp.due_on)
    return [(row.kind, row.due_on, row.state) for row in found if row.kind in followups.CLOCKS]


def test_a_step_is_sealed_listed_and_finished(db):
    mette = cast.mette()
    sami = people.youth(mette)
    step = followups.add_followup(mette, sami, uuid4(), "Følg med til åbent hus", FRIDAY)

    assert "åbent".encode() not in bytes(step.sealed_text)
    [due] = followups.open_for(mette)
    assert (due.text, due.due_on, due.who.name, people.now(sami).next_due_on) == (
        "Følg med til åbent hus",
        FRIDAY,
        "Sami",
        FRIDAY,
    )
    followups.finish(mette, step)
    assert (followups.open_for(mette), people.now(sami).next_due_on) == ([], None)


def test_moving_dropping_and_reopening_are_logged(db):
    mette = cast.mette()
    sami = people.youth(mette)
    step = followups.add_followup(mette, sami, uuid4(), "Ring til FGU", FRIDAY)
    followups.move(mette, step, date(2026, 12, 4))
    followups.drop(mette, step, DropReason.OTHERS_TAKE_IT)
    followups.reopen(mette, step)
    now = FollowUp.get_by_id(step.id)
    assert (now.state, now.due_on, now.drop_reason, now.closed_at) == (OPEN, date(2026, 12, 4), None, None)
    acts = [entry.act for entry in AuditEntry.select().order_by(AuditEntry.seq)]
    assert acts == [
        AuditAct.FOLLOWUP_ADDED,
        AuditAct.FOLLOWUP_MOVED,
        AuditAct.FOLLOWUP_DROPPED,
        AuditAct.FOLLOWUP_REOPENED,
    ]


def test_doing_it_twice_is_doing_it_once(db):
    mette = cast.mette()
    sami, form = people.youth(mette), uuid4()
    step = followups.add_followup(mette, sami, form, "Ring", FRIDAY)
    assert followups.add_followup(mette, sami, form, "Ring", FRIDAY).id == step.id
    followups.finish(mette, step)
    followups.finish(mette, step)
    assert AuditEntry.select().where(AuditEntry.act == AuditAct.FOLLOWUP_DONE).count() == 1


def test_a_forms_id_is_for_one_person(db):
    mette = cast.mette()
    sami, aya, form = people.youth(mette), people.youth(mette, "Aya"), uuid4()
    followups.add_followup(mette, sami, form, "Ring", FRIDAY)
    with pytest.raises(InvalidError, match="used for something else"):
        followups.add_followup(mette, aya, form, "Ring", FRIDAY)


def test_what_is_closed_is_reopened_first(db):
    mette = cast.mette()
    step = followups.add_followup(mette, people.youth(mette), uuid4(), "Ring", FRIDAY)
    followups.finish(mette, step)
    with pytest.raises(RefusedError, match="Reopen it first"):
        followups.drop(mette, step, DropReason.MISTAKE)
    with pytest.raises(RefusedError, match="Reopen it first"):
        followups.move(mette, step, FRIDAY)


@pytest.mark.parametrize(
    ("text", "due_on", "field"),
    [
        ("  ", FRIDAY, "text"),
        ("Ring", date(2026, 11, 22), "due_on"),
        ("Ring 660101 1234", FRIDAY, "text"),
        ("o" * 301, FRIDAY, "text"),
    ],
)
def test_a_step_that_cannot_be_is_refused(db, text, due_on, field):
    mette = cast.mette()
    with pytest.raises(InvalidError) as refused:
        followups.add_followup(mette, people.youth(mette), uuid4(), text, due_on)
    assert (refused.value.field, FollowUp.select().count()) == (field, 0)


def test_another_areas_follow_up_does_not_exist(db):
    mette, karim = cast.mette(), cast.karim()
    step = followups.add_followup(mette, people.youth(mette), uuid4(), "Ring", FRIDAY)
    with pytest.raises(NotVisibleError):
        followups.visible_followup(karim, step.id)
    assert followups.visible_followup(mette, step.id).id == step.id
    assert followups.open_for(karim) == []


def test_a_seventeen_year_old_who_drops_out_starts_both_clocks(db):
    mette = cast.mette()
    sami = people.youth(mette)
    drops_out(mette, sami)
    # Five working days after Monday, thirty days after Monday.
    assert clocks(sami) == [(CONTACT, date(2026, 11, 30), OPEN), (OFFER, date(2026, 12, 23), OPEN)]
    assert people.now(sami).next_due_on == date(2026, 11, 30)
    assert [due.is_statutory for due in followups.open_for(mette)] == [True, True]


@pytest.mark.parametrize(("born", "code"), [(date(2008, 11, 23), "LED"), (people.SAMI_BORN, "MID")])
def test_no_clock_for_adults_and_for_those_who_cannot(db, born, code):
    mette = cast.mette()
    sami = people.youth(mette, born=born)
    statuses.change_status(mette, sami, given(code))
    assert clocks(sami) == []


def test_registering_somebody_without_activity_starts_the_clocks(db):
    assert len(clocks(people.youth(cast.mette(), status="OPV"))) == 2


def test_a_contact_closes_its_clock_and_an_attempt_does_not(db):
    mette = cast.mette()
    sami = people.youth(mette)
    drops_out(mette, sami)
    sessions.record_attempt(mette, sami, uuid4())
    assert [state for _kind, _due, state in clocks(sami)] == [OPEN, OPEN]
    held_at = people.clock.now()
    sessions.record_session(mette, [sami], sessions.NewSession(uuid4(), SessionKind.PHONE, held_at))
    assert [state for _kind, _due, state in clocks(sami)] == [DONE, OPEN]


def test_a_talk_from_before_closes_no_clock(db):
    mette = cast.mette()
    sami = people.youth(mette, since=date(2026, 9, 1))
    drops_out(mette, sami, date(2026, 11, 20))
    held_at = people.clock.from_local(people.clock.local(people.clock.now()).replace(day=19, tzinfo=None))
    sessions.record_session(mette, [sami], sessions.NewSession(uuid4(), SessionKind.TALK, held_at))
    assert [state for _kind, _due, state in clocks(sami)] == [OPEN, OPEN]


def test_somebody_met_since_needs_no_clock_for_contact(db, at):
    mette = cast.mette()
    sami = people.youth(mette)
    sessions.record_session(mette, [sami], sessions.NewSession(uuid4(), SessionKind.TALK, people.clock.now()))
    drops_out(mette, sami)
    assert [kind for kind, _due, _state in clocks(sami)] == [OFFER]


def test_a_new_place_stops_both_clocks(db, at):
    mette = cast.mette()
    sami = people.youth(mette, status="OPV")
    at("2026-11-23 12:00")
    statuses.change_status(mette, sami, given("FGU"))
    assert [state for _kind, _due, state in clocks(sami)] == [DROPPED, DROPPED]
    assert people.now(sami).next_due_on is None


def test_from_one_such_status_to_another_the_clocks_run_on(db, at):
    mette = cast.mette()
    sami = people.youth(mette, status="OPV")
    at("2026-11-25 12:00")
    statuses.change_status(mette, sami, given("LED"))
    assert [due for _kind, due, _state in clocks(sami)] == [date(2026, 11, 30), date(2026, 12, 23)]


def test_a_corrected_day_moves_the_clocks(db, at):
    mette = cast.mette()
    sami = people.youth(mette, since=date(2026, 9, 1))
    mistake = drops_out(mette, sami)
    drops_out(mette, sami, date(2026, 11, 16), replaces=mistake.id)
    assert [due for _kind, due, _state in clocks(sami)] == [date(2026, 11, 23), date(2026, 12, 16)]


def test_a_statutory_deadline_is_not_moved(db):
    mette = cast.mette()
    people.youth(mette, status="OPV")
    with pytest.raises(RefusedError, match="follows from the rules"):
        followups.move(mette, FollowUp.get(FollowUp.kind == OFFER), date(2027, 1, 31))


def test_the_list_costs_two_statements_however_long(db):
    mette = cast.mette()
    for name in ("Sami", "Aya", "Noor"):
        sami = people.youth(mette, name)
        with act():
            followups.note_step(mette, sami, "Ring", FRIDAY)
    with counted() as asked:
        assert len(followups.open_for(mette)) == 3
    assert len(asked.data + asked.keyring) == 2
