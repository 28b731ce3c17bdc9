"""Karim's phone sends what he may not do any more: Mette, who may, reads it and applies it, or says why not."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests import cast, people
from tests.field import Phone
from tests.web.filling import press
from uu import clock
from uu.domain import devices, followups, operations, recounts, youths
from uu.models import AuditEntry, GuidanceSession, Operation, Youth
from uu.vocabulary import AuditAct, Outcome, Role
from uu.web import quarantine_words

NOTE = "Vi talte om praktik i Brønshøj"
WALK = {"kind": "walk_and_talk", "when": "yesterday", "minutes": "45", "topics": ["work", "cv"], "note": NOTE}


@pytest.fixture
def karim(db):
    return cast.karim()


@pytest.fixture
def sami(karim, mette):
    """Karim followed Sami in Mjølnerparken, and has handed him over to Mette."""
    youth = people.youth(karim)
    youths.hand_over(karim, youth, mette)
    return youth


@pytest.fixture
def late(karim, sami):
    """On Monday Karim's phone sends what he wrote on Sunday about Saturday's walk."""
    made = clock.now() - timedelta(days=1)
    return send(Phone(karim), "record_session", {"id": uuid4(), "youth": sami.id, **WALK}, made=made)


def send(phone, kind, data, **more):
    result = phone.send(kind, data, **more)
    assert result.outcome == Outcome.QUARANTINED
    return f"/quarantine/{result.id}"


def english(browser):
    browser.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return browser


@pytest.fixture
def lone(db, signed_in):
    return english(signed_in(cast.lone()))


def kept():
    return Operation.get(Operation.outcome.in_([Outcome.QUARANTINED, Outcome.RETURNED, Outcome.DISCARDED]))


def test_nothing_waits(phone, lone):
    assert "Nothing waits here" in phone.get("/quarantine").text
    assert "Waits for" not in phone.get("/youths").text + lone.get("/overview").text


def test_the_list_says_from_whom_when_and_about_whom(phone, late):
    page = phone.get("/quarantine").text
    assert f'href="{late}">Record a session: Sami</a>' in page
    assert all(words in page for words in ("Karim", "made 22 Nov 2026", "received 23 Nov 2026"))
    assert "1 record from a phone is set aside" in phone.get("/youths").text


def test_the_content_is_read_as_a_person_reads_it(phone, late, sami):
    page = phone.get(late).text
    assert all(words in page for words in ("Walk &amp; talk", "21 Nov 2026", "45 min", "Internship and job, CV", NOTE))
    assert f'href="/youths/{sami.id}"' in page
    assert not [code for code in ("walk_and_talk", "yesterday", "minutes", "{", "null") if code in page]
    assert "The session with Sami is recorded in your name" in page


def test_a_leader_knows_that_it_waits_and_reads_nothing(lone, late, sami):
    for page in (lone.get("/quarantine").text, lone.get(late).text):
        assert "Karim" in page
        assert not [words for words in (NOTE, "Sami", "Yılmaz", "praktik", "45 min", str(sami.id)) if words in page]
    assert "Apply as me" not in lone.get(late).text
    assert "1 record from a phone is set aside" in lone.get("/overview").text


def test_a_leader_carries_nothing_out(lone, late):
    assert press(lone, f"{late}/apply", lone.get(late)).status_code == 403
    assert GuidanceSession.select().count() == 0


def test_a_counsellor_of_another_area_finds_nothing(signed_in, karim, phone, late):
    own = phone.get(late)
    for somebody in (karim, cast.staff("Ole", Role.COUNSELLOR, ("Blågården",))):
        other = english(signed_in(somebody))
        assert "Nothing waits here" in other.get("/quarantine").text
        assert other.get(late).status_code == 404
        for act in ("apply", "return", "discard"):
            assert press(other, f"{late}/{act}", own, reason="Flyttet").status_code == 404
    assert kept().outcome == Outcome.QUARANTINED


def test_applied_it_is_ones_own_act_at_the_time_it_was_made(phone, late, sami):
    answer = press(phone, f"{late}/apply", phone.get(late))
    assert answer.location == f"/youths/{sami.id}"
    held = GuidanceSession.get()
    assert (held.recorded_by.name, clock.local(held.held_at).day, held.minutes) == ("Mette", 21, 45)
    assert NOTE in phone.get(answer.location).text
    assert "Nothing waits here" in phone.get("/quarantine").text
    assert recounts.differences(lambda _done: None) == []


def test_without_the_token_of_the_page_it_is_not_applied(phone, late):
    assert phone.post(f"{late}/apply").location == late
    assert GuidanceSession.select().count() == 0


def test_what_is_in_the_way_is_said_on_the_page_and_changes_nothing(phone, karim, sami):
    path = send(Phone(karim), "record_session", {"id": uuid4(), "youth": sami.id, "note": "CPR 670905-4321"})
    answer = press(phone, f"{path}/apply", phone.get(path))
    assert answer.status_code == 422
    assert "It cannot be carried out as it is" in answer.text
    assert "Short note: " in answer.text
    assert (GuidanceSession.select().count(), kept().outcome) == (0, Outcome.QUARANTINED)


def test_what_is_also_about_somebody_else_is_not_applied_by_halves(phone, karim, sami):
    aisha = people.youth(karim, "Aisha", area=cast.area("Tingbjerg"))
    path = send(Phone(karim), "record_session", {"id": uuid4(), "youth": sami.id, "more": [aisha.id]})
    answer = press(phone, f"{path}/apply", phone.get(path))
    assert answer.status_code == 422
    assert "It is also about somebody whom you may not see" in answer.text
    assert "Aisha" not in answer.text
    assert GuidanceSession.select().count() == 0


def test_what_a_colleague_changed_meanwhile_is_not_written_over(phone, karim, mette, sami):
    path = send(Phone(karim), "edit_card", {"youth": sami.id, "nickname": "Sam"}, version=sami.version)
    assert "Nickname" in phone.get(path).text
    Phone(mette).send("edit_card", {"youth": sami.id, "nickname": "Sammy"}, version=people.now(sami).version)
    card = press(phone, f"{path}/apply", phone.get(path)).location
    assert "Choose on the card which one is right." in phone.get(card).text


def test_given_back_the_sender_decides(phone, late):
    press(phone, f"{late}/return", phone.get(late), reason="Den unge er min nu")
    assert (kept().outcome, kept().handled_reason, kept().handled_by.name) == (
        Outcome.RETURNED,
        "Den unge er min nu",
        "Mette",
    )
    assert phone.get(late).status_code == 404


def test_to_a_wiped_phone_nothing_can_be_given_back(phone, karim, late):
    devices.wipe(karim, devices.of_user(karim)[0])
    page = phone.get(late).text
    assert "It cannot be given back" in page
    assert f"{late}/return" not in page


def test_discarded_it_is_forgotten_and_the_reason_stays(phone, late):
    press(phone, f"{late}/discard", phone.get(late), reason="Skrevet to gange")
    assert (kept().outcome, kept().handled_reason, kept().sealed) == (Outcome.DISCARDED, "Skrevet to gange", None)


@pytest.mark.parametrize("act", ["return", "discard"])
@pytest.mark.parametrize("reason", ["", "   ", "Se 670905-4321", "x" * 201])
def test_a_reason_is_needed_and_names_nobody(phone, lone, late, act, reason):
    for somebody in (phone, lone):
        answer = press(somebody, f"{late}/{act}", somebody.get(late), reason=reason)
        assert answer.status_code == 422
        assert f'id="{act}-reason"' in answer.text
    assert kept().outcome == Outcome.QUARANTINED


def test_somebody_new_is_read_and_registered_by_a_colleague_of_the_area(phone, karim, mette):
    lost = Phone(karim)
    devices.revoke(karim, lost.device)
    new = {"id": uuid4(), "status_id": uuid4(), "first_name": "Bilal", "last_name": "Sahin", "birth_on": "2009-03-12",
           "phone": "+4520123456", "cpr": "7203094234", "area": cast.area("Mjølnerparken"), "origin": "street",
           "informed": "yes", "code": "UOP", "observed_on": "2026-11-20", "source": "youth"}  # fmt: skip
    path = send(lost, "register_youth", new)
    assert "Register a young person: Bilal" in phone.get("/quarantine").text
    page = phone.get(path).text
    wanted = (
        "Sahin",
        "12 March 2009",
        "20 12 34 56",
        "Mjølnerparken",
        "Outreach in the street",
        "No information",
        "20 November 2026",
    )
    assert [words for words in wanted if words not in page] == []
    assert "7203094234" not in page
    assert "-4234" not in page
    card = press(phone, f"{path}/apply", phone.get(path)).location
    bilal = Youth.get(Youth.counsellor == mette.id)
    assert card == f"/youths/{bilal.id}"
    assert (bilal.registered_on, bilal.status) == (clock.today(), "UOP")


def test_every_kind_is_read_and_says_what_it_will_do(phone, karim, mette, sami):
    due = followups.add_followup(mette, sami, uuid4(), "Ring til skolen", clock.today())
    event, youth = people.statuses.history(sami)[0].id, {"youth": sami.id}
    other = people.youth(karim, "Aisha", area=cast.area("Tingbjerg"))
    told = {
        "record_attempt": ({"id": uuid4(), **youth}, "The attempt to reach Sami"),
        "change_status": ({"id": uuid4(), **youth, "code": "AFB", "reason": "money_or_job"}, "Money or job"),
        "correct_status": ({"id": uuid4(), **youth, "replaces": event, "code": "UOP"}, "In general upper-secondary"),
        "add_followup": ({"id": uuid4(), **youth, "text": "Skriv til Ali", "deadline": "week"}, "30 November 2026"),
        "finish_followup": ({"followup": due.id}, "Ring til skolen · 23 November 2026"),
        "move_followup": ({"followup": due.id, "due_on": "2026-12-24", "deadline": "date"}, "24 December 2026"),
        "drop_followup": ({"followup": due.id, "reason": "mistake"}, "Made by mistake"),
        "edit_card": ({**youth, "nickname": "", "contacts": "Mor"}, "(empty)"),
        "record_session": ({"id": uuid4(), **youth, "more": [other.id], "next_step": "CV"}, "1 whom you may not see"),
    }  # fmt: skip
    for kind, (data, words) in told.items():
        page = phone.get(send(Phone(karim), kind, data, version=1)).text
        assert words in page, kind
        assert "Apply as me" in page, kind


def test_what_means_nothing_is_shown_as_it_came(phone, karim, sami):
    strange = {"youth": sami.id, "observed_on": "someday", "code": "QQQ", "colour": "blue", "source": ["a", "b"]}
    page = phone.get(send(Phone(karim), "change_status", strange)).text
    assert all(words in page for words in ("someday", "QQQ", "blue"))


def test_reading_it_is_logged_with_whom_it_is_about(phone, late, mette):
    phone.get(late)
    entry = AuditEntry.select().where(AuditEntry.act == AuditAct.YOUTH_READ).order_by(AuditEntry.seq.desc()).get()
    assert (entry.actor, entry.object_kind) == (mette.id, "operation")


@pytest.mark.parametrize("somebody", [cast.hanne, cast.anton, cast.dorthe])
def test_others_have_no_such_page(signed_in, late, somebody):
    other = signed_in(somebody())
    assert (other.get("/quarantine").status_code, other.get(late).status_code) == (403, 404)


def test_every_kind_has_its_sentence():
    assert set(quarantine_words._HAPPENS) == set(operations.OperationKind)
