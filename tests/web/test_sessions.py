"""A walk told on the phone, from the card to saved."""

from uuid import uuid4

import pytest

from tests import cast, people
from tests.web.filling import filled, press
from uu.domain import sessions
from uu.models import FollowUp, GuidanceSession, SessionParticipant, StatusEvent
from uu.vocabulary import FollowUpKind, SessionKind, Topic


def new(youth):
    return f"/youths/{youth.id}/sessions/new"


def test_everything_has_a_default_so_that_saving_is_one_tap(phone, sami):
    answer = filled(phone, new(sami))
    assert (answer.status_code, answer.location) == (303, f"/youths/{sami.id}")
    session = GuidanceSession.get()
    assert (session.kind, session.minutes, session.topics) == (SessionKind.WALK_AND_TALK, 30, "")


def test_what_is_told_is_kept(phone, sami):
    filled(
        phone, new(sami), kind="talk", when="yesterday", minutes="60", topics=["work", "cv"], place="Superkilen",
        note="Vil gerne se FGU", next_step="Følg med til åbent hus", deadline="two_weeks", code="FGU",
    )  # fmt: skip
    [past] = sessions.of_youth(sami)
    assert (past.kind, past.minutes, past.topics) == (SessionKind.TALK, 60, (Topic.WORK, Topic.CV))
    assert (past.held_at.isoformat(), past.place) == ("2026-11-22T11:00:00+00:00", "Superkilen")
    assert FollowUp.get().due_on.isoformat() == "2026-12-07"
    told = StatusEvent.get(StatusEvent.status == "FGU")
    assert told.observed_on.isoformat() == "2026-11-22"


def test_a_day_and_a_time_of_ones_own(phone, sami):
    filled(phone, new(sami), when="other", on_day="2026-11-20", at_time="14:30")
    assert GuidanceSession.get().held_at.isoformat() == "2026-11-20T13:30:00+00:00"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"when": "other"}, "Write which day it was."),
        ({"when": "other", "on_day": "2026-11-24"}, "lies in the future"),
        ({"when": "today", "at_time": "23:00"}, "lies in the future"),
        ({"when": "today", "at_time": "soon"}, "Write a time of day"),
        ({"kind": "dance"}, "Choose one of the options"),
        ({"next_step": "Ring", "deadline": "date"}, "Write the date of the deadline."),
        ({"next_step": "Ring", "deadline": "date", "due_on": "2026-11-01"}, "The deadline has passed."),
        ({"code": "AFB"}, "Choose why the education stopped."),
        ({"code": "OPT"}, "Write the day on which the education begins."),
        ({"note": "Han har cpr 660101-1234"}, "CPR number"),
        ({"more": ["00000000-0000-4000-8000-000000000000"]}, "Choose"),
    ],
)
def test_bad_input_is_said_on_its_field_and_the_note_is_kept(phone, sami, typed, sentence):
    answer = filled(phone, new(sami), **{"note": "Vil gerne 🌱", **typed})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert typed.get("note", "Vil gerne 🌱") in answer.text
    assert (GuidanceSession.select().count(), people.now(sami).last_contact_on) == (0, None)


def test_a_sensitive_word_is_asked_about_once(phone, sami):
    first = filled(phone, new(sami), note="Har fået en depression")
    assert (first.status_code, GuidanceSession.select().count()) == (422, 0)
    assert "Save anyway" in first.text
    assert "Har fået en depression" in first.text
    again = press(phone, new(sami), first, anyway="yes")
    assert (again.status_code, GuidanceSession.select().count()) == (303, 1)


def test_a_stale_token_keeps_what_was_typed(phone, sami):
    answer = filled(phone, new(sami), csrf_token="old", note="Vi gik rundt om søen")
    assert answer.status_code == 422
    assert "Vi gik rundt om søen" in answer.text
    assert GuidanceSession.select().count() == 0


def test_others_are_found_and_take_part(phone, mette, sami):
    aya = people.youth(mette, "Aya")
    found = filled(phone, new(sami), look="yes", note="Vi så skolen")
    assert (GuidanceSession.select().count(), found.text.count("Aya")) == (0, 1)
    press(phone, new(sami), found, more=[str(aya.id)])
    assert {row.youth_id for row in SessionParticipant.select()} == {sami.id, aya.id}
    assert sessions.of_youth(aya)[0].note == "Vi så skolen"


def test_a_call_comes_back_as_a_call(phone, sami):
    press(phone, new(sami), phone.get(new(sami) + "?kind=phone"))
    assert GuidanceSession.get().kind == SessionKind.PHONE


def test_an_attempt_is_one_post_and_twice_is_once(phone, sami):
    path, form = f"/youths/{sami.id}/attempts", {"id": str(uuid4())}
    for _twice in range(2):
        answer = press(phone, path, phone.get(new(sami)), only=("csrf_token",), **form)
    assert (answer.location, people.now(sami).attempts) == (f"/youths/{sami.id}", 1)


def test_a_mistake_is_withdrawn_by_its_writer(phone, mette, sami, signed_in):
    filled(phone, new(sami))
    path = f"/sessions/{GuidanceSession.get().id}/withdraw"
    karim = signed_in(cast.karim())
    assert karim.post(path).status_code == 404
    press(phone, path, phone.get(new(sami)), only=("csrf_token",))
    assert (sessions.of_youth(sami)[0].withdrawn, people.now(sami).last_contact_on) == (True, None)


def test_without_the_token_nothing_is_written(phone, sami):
    phone.post(f"/youths/{sami.id}/attempts")
    assert GuidanceSession.select().count() == 0


def test_another_areas_person_does_not_exist(signed_in, sami):
    karim = signed_in(cast.karim())
    for answer in (karim.get(new(sami)), karim.post(new(sami)), karim.post(f"/youths/{sami.id}/attempts")):
        assert answer.status_code == 404


def test_the_clock_for_contact_is_done_by_a_walk(phone, mette):
    noor = people.youth(mette, "Noor", status="OPV")
    filled(phone, new(noor))
    assert FollowUp.get(FollowUp.kind == FollowUpKind.CONTACT_CLOCK).state == "done"
