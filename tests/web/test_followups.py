"""The list of follow-ups, and what becomes of each."""

from datetime import date
from uuid import uuid4

import pytest

from tests import cast, people
from tests.web.budget import counted
from tests.web.filling import filled, press
from uu.domain import followups
from uu.models import AuditEntry, AuditSubject, FollowUp
from uu.vocabulary import AuditAct, DropReason, FollowUpState

INDEX = "/followups"


@pytest.fixture
def step(mette, sami):
    return followups.add_followup(mette, sami, uuid4(), "Følg med til åbent hus", date(2026, 11, 27))


def pressed(phone, followup, act, **typed):
    path = f"{INDEX}/{followup.id}/{act}?from=list"
    return press(phone, path, phone.get(INDEX), only=("csrf_token",), **typed)


def state(followup):
    return FollowUp.get_by_id(followup.id).state


def test_the_list_says_how_soon(mette, sami, signed_in, at):
    for text, day in (("Ring", 23), ("Skriv", 24), ("Mød", 29), ("Søg", 30)):
        followups.add_followup(mette, sami, uuid4(), text, date(2026, 11, day))
    people.youth(mette, "Noor", status="OPV")
    at("2026-11-24 09:00")
    text = signed_in(mette).get(INDEX, headers={"Accept-Language": "en"}).text
    order = ["Overdue", "Ring", "Today", "Skriv", "Later this week", "Mød", ">Later<"]
    places = [text.index(word) for word in order]
    assert places == sorted(places)
    assert "Deadline by law" in text[text.index(">Later<") :]


def test_the_list_is_logged_with_everybody_on_it(phone, step, sami):
    phone.get(INDEX)
    entry = AuditEntry.get(AuditEntry.act == AuditAct.LIST_READ)
    assert [row.youth for row in AuditSubject.select().where(AuditSubject.entry == entry.seq)] == [sami.id]


def test_an_empty_list_says_what_comes_here(phone):
    assert "Nothing to follow up" in phone.get(INDEX).text


def test_a_list_costs_as_many_statements_with_many_rows_as_with_one(phone, mette, step):
    with counted() as short:
        phone.get(INDEX)
    for name in ("Aya", "Noor", "Ali"):
        people.youth(mette, name, status="OPV")
    with counted() as long:
        phone.get(INDEX)
    mine = long.selects("staff_session", "audit_entry")
    assert (len(mine), len(long.keyring)) == (1, 1), mine
    assert len(short.selects("staff_session", "audit_entry")) == len(mine)


def test_a_new_one_from_the_card(phone, sami):
    path = f"/youths/{sami.id}/followups/new"
    answer = filled(phone, path, text="Ring til FGU", deadline="date", due_on="2026-12-01")
    assert (answer.location, FollowUp.get().due_on) == (f"/youths/{sami.id}", date(2026, 12, 1))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"text": ""}, "Write what is to be done."),
        ({"text": "Ring", "deadline": "date"}, "Write the date of the deadline."),
        ({"text": "Ring", "deadline": "date", "due_on": "2026-11-22"}, "The deadline has passed."),
        ({"text": "Ring til 660101-1234"}, "CPR number"),
        ({"text": "o" * 301}, "Write at most 300 characters."),
    ],
)
def test_bad_input_is_said_and_nothing_kept(phone, sami, typed, sentence):
    answer = filled(phone, f"/youths/{sami.id}/followups/new", **typed)
    assert (answer.status_code, FollowUp.select().count()) == (422, 0)
    assert sentence in answer.text


def test_done_can_be_undone(phone, step):
    assert pressed(phone, step, "finish").location == INDEX
    assert state(step) == FollowUpState.DONE
    assert "Reopen" in phone.get(INDEX).text
    press(phone, f"{INDEX}/{step.id}/reopen?from=list", phone.get(INDEX), only=("csrf_token",))
    assert state(step) == FollowUpState.OPEN


def test_a_step_is_moved(phone, step, sami):
    answer = filled(phone, f"{INDEX}/{step.id}/move", deadline="two_weeks")
    assert (answer.location, FollowUp.get().due_on) == (f"/youths/{sami.id}", date(2026, 12, 7))
    assert filled(phone, f"{INDEX}/{step.id}/move", deadline="date").status_code == 422


def test_a_step_is_dropped_for_a_reason(phone, step):
    assert filled(phone, f"{INDEX}/{step.id}/drop").status_code == 422
    filled(phone, f"{INDEX}/{step.id}/drop", reason="youth_declined")
    assert FollowUp.get().drop_reason == DropReason.YOUTH_DECLINED


def test_a_statutory_deadline_is_not_moved(phone, mette):
    people.youth(mette, "Noor", status="OPV")
    path = f"{INDEX}/{FollowUp.select().first().id}/move"
    assert filled(phone, path).status_code == 403


def test_without_the_token_nothing_changes(phone, step):
    for act in ("finish", "reopen", "move", "drop"):
        phone.post(f"{INDEX}/{step.id}/{act}", data={"reason": "mistake"})
    assert FollowUp.get().version == 1


def test_another_areas_follow_up_does_not_exist(signed_in, step, sami):
    karim = signed_in(cast.karim())
    paths = [f"{INDEX}/{step.id}/{act}" for act in ("finish", "move", "drop", "reopen")]
    assert {karim.post(path).status_code for path in [*paths, f"/youths/{sami.id}/followups/new"]} == {404}
    assert "åbent hus" not in karim.get(INDEX).text
