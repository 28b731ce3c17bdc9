"""What a phone reads: changes by the server's sequence, certain people, and the reference."""

from uuid import uuid4

import pytest

from tests import cast, people
from uu.domain import policies, youths
from uu.models import AuditEntry, AuditSubject
from uu.vocabulary import AuditAct


def test_everything_first_and_then_what_is_new(phone, mette, sami):
    first = phone.ask("/changes").json
    assert [person["id"] for person in first["people"]] == [str(sami.id)]
    assert (first["has_more"], first["roster"]["ids"], first["outcomes"]) == (False, [str(sami.id)], [])
    place = f"/changes?since={first['cursor']}&roster={first['roster']['digest']}"
    nothing = phone.ask(place).json
    assert (nothing["people"], "ids" in nothing["roster"]) == ([], False)
    phone.did("record_attempt", youth=sami.id, id=uuid4())
    assert phone.ask(place).json["people"][0]["attempts"] == 1


def test_many_come_in_pages(phone, mette):
    everybody = {str(people.youth(mette, f"Ung {number}").id) for number in range(5)}
    found, cursor, more = set(), "", True
    while more:
        answer = phone.ask(f"/changes?since={cursor}&limit=2").json
        found |= {person["id"] for person in answer["people"]}
        cursor, more = answer["cursor"], answer["has_more"]
    assert found == everybody


def test_who_is_handed_over_leaves_the_roster(phone, mette, sami):
    first = phone.ask("/changes").json
    youths.hand_over(mette, sami, cast.karim())
    place = f"/changes?since={first['cursor']}&roster={first['roster']['digest']}"
    assert phone.ask(place).json["roster"]["ids"] == []


@pytest.mark.parametrize("cursor", ["x", "999999", "9" * 150, "eyJ9"])
def test_a_cursor_from_elsewhere_is_told_to_start_over(phone, cursor):
    answer = phone.ask(f"/changes?since={cursor}")
    assert (answer.status_code, answer.json["type"]) == (409, "/problems/start-over")


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "limit=many", "since=" + "x" * 201])
def test_a_question_that_makes_no_sense_is_refused(phone, query):
    answer = phone.ask(f"/changes?{query}")
    assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, query.partition("=")[0])


def test_a_person_comes_without_number_address_and_contacts(phone, sami):
    person = phone.ask(f"/youths?id={sami.id}").json["people"][0]
    assert (person["first_name"], person["phone"], person["code"]) == ("Sami", "+4520000000", "GYM")
    assert not {"cpr", "email", "address", "contacts"} & set(person)


def test_others_are_missing_whether_they_exist_or_not(phone, sami):
    other, nobody = people.youth(cast.karim(), area=cast.area("Tingbjerg")), uuid4()
    answer = phone.ask(f"/youths?id={sami.id}&id={other.id}&id={nobody}").json
    assert [person["id"] for person in answer["people"]] == [str(sami.id)]
    assert answer["missing"] == [str(other.id), str(nobody)]


def test_two_hundred_may_be_asked_for_at_once(phone):
    ids = "&".join(f"id={uuid4()}" for _ in range(200))
    assert len(phone.ask(f"/youths?{ids}").json["missing"]) == 200
    assert phone.ask(f"/youths?{ids}&id={uuid4()}").status_code == 422
    assert phone.ask("/youths?id=x").json["errors"][0]["field"] == "id"
    assert phone.ask("/youths").json == {"people": [], "missing": []}


def test_who_was_given_to_a_phone_stands_in_the_log(phone, sami):
    phone.ask("/changes")
    entry = AuditEntry.get(AuditEntry.act == AuditAct.SYNCED)
    assert (entry.object_id, AuditSubject.get(AuditSubject.entry == entry.seq).youth) == (str(phone.id), sami.id)


def test_the_reference_fills_forms_and_is_fetched_once_a_change(phone):
    answer = phone.ask("/reference")
    sent = answer.json
    assert [area["name"] for area in sent["areas"] if area["own"]] == ["Lundtoftegade", "Mjølnerparken"]
    asked = {status["code"]: (status["asks_for"], status["retired"]) for status in sent["statuses"]}
    assert (asked["ORL"], asked["GYM"], asked["ALD"]) == (("returns_on", False), ("", False), ("", True))
    assert sent["words"]["session_kind"]["walk_and_talk"] == "Walk & talk"
    assert phone.ask("/reference", **{"If-None-Match": answer.headers["ETag"]}).status_code == 304
    policies.change_policy(cast.anton(), "offline_days", 7)
    changed = phone.ask("/reference", **{"If-None-Match": answer.headers["ETag"]})
    assert (changed.status_code, changed.json["limits"]["offline_days"]) == (200, 7)


def test_words_are_in_the_language_of_the_user(phone, mette):
    mette.language = "da"
    mette.save()
    sent = phone.ask("/reference").json
    assert (sent["words"]["bucket"]["reached"], sent["user"]["language"]) == ("Opnået", "da")


def test_a_large_answer_travels_compressed(phone, mette):
    for number in range(20):
        people.youth(mette, f"Ung {number}")
    assert phone.ask("/changes", **{"Accept-Encoding": "gzip"}).headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in phone.ask("/changes").headers
