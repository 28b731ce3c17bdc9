"""Each kind of operation does what its page does, with the same words where it cannot."""

from uuid import uuid4

import pytest

from tests import cast, people
from tests.api.conftest import operation
from uu import clock
from uu.domain import cards, followups, sessions, statuses
from uu.models import Conflict, FollowUp, GuidanceSession, Operation, StatusEvent, Youth
from uu.vocabulary import FollowUpState, SessionKind, Topic


def registering(**more):
    return {
        "id": uuid4(), "status_id": uuid4(), "first_name": "Amina", "said_age": 17, "area": cast.area("Mjølnerparken"),
        "code": "GYM", "origin": "street", "informed": "yes",
    } | more  # fmt: skip


def errors(result):
    return {error["field"]: error["message"] for error in result["errors"]}


def test_a_young_person_is_registered(phone, mette):
    person = registering(phone="20 00 00 01", source="family")
    result = phone.did("register_youth", **person)
    youth = Youth.get()
    assert (result["outcome"], result["record"]) == ("applied", {"id": str(youth.id), "youth": str(youth.id)})
    assert (youth.id, youth.counsellor_id, youth.status) == (person["id"], mette.id, "GYM")
    assert cards.of(youth).identity.phone == "+4520000001"


def test_all_that_is_wrong_is_said_at_once_in_the_words_of_the_page(phone):
    result = phone.did("register_youth", **registering(first_name="", area=None, code="???", phone="12"))
    assert result["outcome"] == "refused"
    assert errors(result)["first_name"] == "Write the young person's first name."
    assert errors(result)["area"] == "Choose the area, or the nearest one."
    assert {"code", "phone"} <= set(errors(result))


def test_only_what_was_changed_is_sent_of_a_card(phone, sami):
    result = phone.did("edit_card", youth=sami.id, base_version=sami.version, nickname="Sam", informed="not_yet")
    assert result["outcome"] == "applied"
    card = cards.of(people.now(sami))
    assert (card.identity.nickname, card.identity.first_name, card.told) == ("Sam", "Sami", "not_yet")
    assert card.identity.phone == "+4520000000"


def test_an_age_takes_the_place_of_a_birth_date_and_the_other_way_round(phone, sami):
    phone.did("edit_card", youth=sami.id, base_version=sami.version, said_age=18)
    assert cards.of(people.now(sami)).said_age == 18
    phone.did("edit_card", youth=sami.id, base_version=people.now(sami).version, birth_on="2009-06-01")
    card = cards.of(people.now(sami))
    assert (card.birth_on, card.said_age) == (people.SAMI_BORN, None)


def test_a_card_is_changed_on_top_of_a_version(phone, sami):
    assert errors(phone.did("edit_card", youth=sami.id, nickname="Sam")) == {"base_version": "This is missing."}


def test_a_session_is_recorded_with_everybody_who_took_part(phone, mette, sami):
    amina, session = people.youth(mette, "Amina"), uuid4()
    told = {"kind": "home_visit", "when": "yesterday", "minutes": "45", "topics": ["cv", "money"], "note": "Vi gik."}
    result = phone.did("record_session", youth=sami.id, id=session, more=[str(amina.id)], **told)
    assert result["record"] == {"id": str(session), "youth": str(sami.id)}
    past = sessions.of_youth(amina)[0]
    assert (past.kind, past.minutes, past.others) == (SessionKind.HOME_VISIT, 45, 1)
    assert (past.topics, past.note) == ((Topic.CV, Topic.MONEY), "Vi gik.")


def test_a_session_brings_a_next_step_and_a_status(phone, sami):
    step = {"next_step": "Ring til skolen", "due_on": "2026-12-01"}
    phone.did("record_session", youth=sami.id, id=uuid4(), status_id=uuid4(), code="JOB", **step)
    assert people.now(sami).status == "JOB"
    assert [str(due.due_on) for due in followups.open_of(sami.id)] == ["2026-12-01"]


def test_somebody_who_is_not_visible_keeps_the_whole_session_aside(phone, sami):
    other = people.youth(cast.karim(), area=cast.area("Tingbjerg"))
    result = phone.did("record_session", youth=sami.id, id=uuid4(), more=[str(other.id)])
    assert result["outcome"] == "quarantined"
    assert not GuidanceSession.select().exists()


def test_a_session_has_thirty_people_at_most(phone, sami):
    result = phone.did("record_session", youth=sami.id, id=uuid4(), more=[str(uuid4()) for _ in range(30)])
    assert errors(result) == {"more": "Choose each young person once, and at most 30."}


def test_an_attempt_is_one_tap(phone, sami):
    assert phone.did("record_attempt", youth=sami.id, id=uuid4())["outcome"] == "applied"
    assert people.now(sami).attempts == 1


def test_a_status_is_changed_and_corrected(phone, sami):
    wrong = uuid4()
    phone.did("change_status", youth=sami.id, id=wrong, code="JOB")
    result = phone.did("correct_status", youth=sami.id, id=uuid4(), replaces=wrong, code="ORL", returns_on="2027-02-01")
    assert result["outcome"] == "applied", result
    assert [past.replaced for past in statuses.history(sami) if past.id == wrong] == [True]
    assert people.now(sami).status == "ORL"


def test_what_a_status_asks_for_is_asked_here_too(phone, sami):
    result = phone.did("change_status", youth=sami.id, id=uuid4(), code="ORL")
    assert errors(result) == {"returns_on": "Write the day on which the young person is expected back."}


def test_a_correction_of_nothing_is_kept_aside(phone, sami):
    result = phone.did("correct_status", youth=sami.id, id=uuid4(), replaces=uuid4(), code="JOB")
    assert result["outcome"] == "quarantined"


def test_a_follow_up_is_added_moved_and_finished(phone, sami):
    due = uuid4()
    phone.did("add_followup", youth=sami.id, id=due, text="Ring", deadline="tomorrow")
    version = FollowUp.get_by_id(due).version
    moved = phone.did("move_followup", followup=due, base_version=version, due_on="2026-12-24")
    assert (moved["outcome"], str(FollowUp.get_by_id(due).due_on)) == ("applied", "2026-12-24")
    assert phone.did("finish_followup", followup=due)["record"] == {"id": str(due), "youth": str(sami.id)}
    assert FollowUp.get_by_id(due).state == FollowUpState.DONE


def test_a_follow_up_is_dropped_for_a_reason(phone, mette, sami):
    due = followups.add_followup(mette, sami, uuid4(), "Ring", clock.today())
    assert errors(phone.did("drop_followup", followup=due.id)) == {"reason": "Choose why it is dropped."}
    phone.did("drop_followup", followup=due.id, reason="mistake")
    assert FollowUp.get_by_id(due.id).state == FollowUpState.DROPPED


def test_two_who_change_the_same_meet_and_one_chooses(phone, phone_of, mette, sami):
    version, other = sami.version, phone_of(mette)
    phone.did("edit_card", youth=sami.id, base_version=version, nickname="Sam", last_name="Demir")
    result = other.did("edit_card", youth=sami.id, base_version=version, nickname="Sammy", first_name="Samir")
    assert result["outcome"] == "conflict"
    assert cards.of(people.now(sami)).identity.first_name == "Samir"
    person = other.ask(f"/youths?id={sami.id}").json["people"][0]
    (conflict,) = person["conflicts"]
    assert (conflict["fields"]["nickname"]["theirs"], conflict["fields"]["nickname"]["mine"]) == ("Sam", "Sammy")
    chosen = other.did("resolve_conflict", conflict=conflict["id"], chosen={"nickname": "mine"})
    assert chosen["outcome"] == "applied", chosen
    assert cards.of(people.now(sami)).identity.nickname == "Sammy"


def test_a_choice_against_what_no_longer_stands_is_asked_for_again(phone, phone_of, mette, sami):
    version, other = sami.version, phone_of(mette)
    phone.did("edit_card", youth=sami.id, base_version=version, nickname="Sam")
    other.did("edit_card", youth=sami.id, base_version=version, nickname="Sammy")
    choice = {"conflict": Conflict.get().id, "chosen": {"nickname": "mine"}}
    asked_again = other.did("resolve_conflict", **choice, shown={"nickname": "Samuel"})
    assert (asked_again["outcome"], cards.of(people.now(sami)).identity.nickname) == ("conflict", "Sam")
    assert other.did("resolve_conflict", **choice, shown={"nickname": "Sam"})["outcome"] == "applied"
    assert errors(other.did("resolve_conflict", **choice, shown=["Sam"])) == {"shown": "Send an object."}


@pytest.mark.parametrize("chosen", [None, {}, [], "mine", {"nickname": "both"}, {"nickname": ["mine"]}])
def test_a_choice_is_mine_or_theirs(phone, chosen):
    assert errors(phone.did("resolve_conflict", conflict=uuid4(), chosen=chosen)) == {
        "chosen": "Choose which one is right."
    }


def test_the_same_operation_again_does_nothing_again(phone, sami):
    attempt = operation("record_attempt", youth=sami.id, id=uuid4())
    first, again = phone.send(attempt)[0], phone.send(attempt, attempt)
    assert [result["outcome"] for result in again] == ["already_applied", "already_applied"]
    assert (again[0]["first"], again[0]["record"]) == ("applied", first["record"])
    assert (people.now(sami).attempts, Operation.select().count()) == (1, 1)


def test_what_hangs_on_something_refused_is_held_until_that_is_corrected(phone):
    person = registering(first_name="")
    walk = operation("record_session", youth=person["id"], id=uuid4())
    refused, held = phone.send(operation("register_youth", **person), walk)
    assert (refused["outcome"], held["outcome"], held["because"]) == ("refused", "held", refused["id"])
    corrected = operation("register_youth", **person | {"first_name": "Amina"})
    assert [result["outcome"] for result in phone.send(corrected, walk)] == ["applied", "applied"]


def test_somebody_else_s_young_person_is_kept_aside_and_not_read(phone):
    other = people.youth(cast.karim(), area=cast.area("Tingbjerg"))
    result = phone.did("edit_card", youth=other.id, base_version=1, nickname="Sam")
    assert (result["outcome"], "record" in result) == ("quarantined", False)
    assert cards.of(people.now(other)).identity.nickname == ""


def test_a_status_out_of_use_may_stay_in_its_correction_and_be_chosen_no_more(phone, sami):
    event = StatusEvent.get()
    assert errors(phone.did("change_status", youth=sami.id, id=uuid4(), code="ALD"))["code"]
    result = phone.did("correct_status", youth=sami.id, id=uuid4(), replaces=event.id, code="GYM", documented=True)
    assert result["outcome"] == "applied"
