"""A delivery: how much, by whom, with which clock, and what becomes of what a phone without access still holds."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from tests import cast, people
from tests.api.conftest import API, operation, written
from uu import clock
from uu.domain import devices, quarantine, sessions, staff
from uu.models import Device, DeviceToken, GuidanceSession, Operation, StaffUser, StatusEvent, Youth
from uu.vocabulary import Role


def attempt(youth, **more):
    return operation("record_attempt", youth=youth.id, id=uuid4(), **more)


def test_two_hundred_are_taken_in_order_and_one_more_is_not(phone, sami):
    many = [attempt(sami) for _ in range(200)]
    results = phone.send(*many)
    assert [result["id"] for result in results] == [each["id"] for each in many]
    assert {result["outcome"] for result in results} == {"applied"}
    answer = phone.post("/operations", phone.parcel(*many, attempt(sami)))
    assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, "operations")
    assert people.now(sami).attempts == 200


def test_each_is_judged_by_itself(phone, sami):
    kinds = [attempt(sami), operation("edit_card", youth=sami.id), operation("fly", youth=sami.id), attempt(sami)]
    assert [result["outcome"] for result in phone.send(*kinds)] == ["applied", "refused", "refused", "applied"]


def test_an_empty_delivery_tells_that_the_phone_is_there(phone):
    assert phone.send(unsent=7, app="1.2") == []
    device = Device.get_by_id(phone.id)
    assert (device.unsent, device.app) == (7, "1.2")


def test_a_phone_that_has_sent_all_is_not_shown_as_holding_it_still(phone, sami):
    phone.send(attempt(sami), operation("edit_card", youth=sami.id), attempt(sami), unsent=5)
    assert Device.get_by_id(phone.id).unsent == 3  # two beyond the parcel, and the refused one


def test_what_was_done_offline_counts_from_when_it_was_done(phone, sami):
    walk = operation("record_session", youth=sami.id, id=uuid4(), made_at=written(days=2), when="now")
    assert phone.send(walk)[0]["outcome"] == "applied"
    assert sessions.of_youth(sami)[0].held_at == clock.now() - timedelta(days=2)


def test_a_clock_that_is_a_day_wrong_is_put_right(phone, sami):
    walk = operation("record_session", youth=sami.id, id=uuid4(), made_at=written(hours=-23), when="now")
    assert phone.send(walk, sent_at=written(hours=-24))[0]["outcome"] == "applied"
    assert sessions.of_youth(sami)[0].held_at == clock.now() - timedelta(hours=1)


def test_a_status_told_without_its_day_is_of_the_day_it_was_told_whatever_the_phones_clock_says(phone, sami):
    told = {"youth": sami.id, "id": uuid4(), "code": "OPV"}
    status = operation("change_status", made_at=written(hours=-23), **told)
    assert phone.send(status, sent_at=written(hours=-24))[0]["outcome"] == "applied"
    assert StatusEvent.get_by_id(told["id"]).observed_on == clock.today()


def test_yesterday_is_the_day_before_the_telling(phone, sami):
    walk = operation("record_session", youth=sami.id, id=uuid4(), made_at=written(days=3), when="yesterday")
    phone.send(walk)
    assert clock.local(sessions.of_youth(sami)[0].held_at).date() == clock.today() - timedelta(days=4)


@pytest.mark.parametrize("changed", [{"made_at": "yesterday"}, {"made_at": "2026-11-23T10:00:00"}, {"made_at": 5},
                                     {"data": []}, {"data": None}, {"kind": 5}, {"base_version": -1}, {"more": 1},
                                     {"base_version": "1"}, {"made_at": "0001-01-01T00:00:00+14:00"}])  # fmt: skip
def test_what_is_no_operation_is_refused_and_may_come_again_in_order(phone, sami, changed):
    right = attempt(sami)
    assert phone.send(right | changed)[0]["outcome"] == "refused"
    assert not Operation.select().exists()
    assert phone.send(right)[0]["outcome"] == "applied"


@pytest.mark.parametrize("wrong", [{"sent_at": None}, {"sent_at": "now"}, {"operations": None}, {"operations": {}},
                                   {"operations": [1]}, {"operations": [{}]}, {"operations": [{"id": "7"}]},
                                   {"unsent": -1}, {"unsent": True}, {"app": 7}, {"app": "x" * 41},
                                   {"extra": 1}])  # fmt: skip
def test_what_is_no_delivery_is_refused_as_a_whole(phone, sami, wrong):
    answer = phone.post("/operations", phone.parcel(attempt(sami)) | wrong)
    assert (answer.status_code, answer.json["type"]) == (422, "/problems/invalid")
    assert not GuidanceSession.select().exists()


@pytest.mark.parametrize("note", ["\ud800", "a\x00b", "a\u202eb", "Nummeret er 670905-4321"])
def test_what_no_page_takes_is_not_taken_here(phone, sami, note):
    result = phone.did("record_session", youth=sami.id, id=uuid4(), note=note)
    assert (result["outcome"], result["errors"][0]["field"]) == ("refused", "note")


@pytest.mark.parametrize(("field", "given"), [("note", ["a"]), ("note", {"a": 1}), ("note", 1.5), ("topics", "cv"),
                                              ("topics", [["cv"]]), ("minutes", True), ("youth", 7), ("id", "x"),
                                              ("id", None), ("anyway", "y"), ("Sami Yilmaz", "x"),
                                              ("more", ["x"])])  # fmt: skip
def test_a_value_of_another_kind_is_refused_on_its_field(phone, sami, field, given):
    told = {"youth": sami.id, "id": uuid4()} | {field: given}
    result = phone.did("record_session", **told)
    assert (result["outcome"], result["errors"][0]["field"]) == ("refused", "?" if " " in field else field)


def test_a_word_about_health_is_no_reason_to_refuse(phone, sami):
    assert phone.did("record_session", youth=sami.id, id=uuid4(), note="Depression")["outcome"] == "applied"


def test_a_phone_that_lost_its_access_delivers_once_more_and_reads_nothing(phone, mette, sami, at):
    devices.wipe(mette, Device.get_by_id(phone.id))
    at("2026-11-24 10:00")
    result = phone.send(attempt(sami))[0]
    assert (result["outcome"], "record" in result) == ("quarantined", False)
    assert phone.ask("/changes").status_code == phone.ask(f"/youths?id={sami.id}").status_code == 401
    assert people.now(sami).attempts == 0


def test_what_a_phone_had_still_to_mend_is_set_aside_before_it_wipes_itself(phone, mette, sami):
    karim = cast.karim()
    refused = operation(
        "record_session", youth=sami.id, id=uuid4(), kind="walk_and_talk", minutes="x", note="Gik en tur"
    )
    returned = attempt(people.youth(karim, "Aisha", area=cast.area("Tingbjerg")))
    assert [one["outcome"] for one in phone.send(refused, returned)] == ["refused", "quarantined"]
    quarantine.give_back(karim, UUID(returned["id"]), "Ring til mig")
    devices.revoke(mette, Device.get_by_id(phone.id))
    assert [one["outcome"] for one in phone.send(refused, returned)] == ["already_applied"] * 2
    devices.wipe(mette, Device.get_by_id(phone.id))
    assert [one.get("first", one["outcome"]) for one in phone.send(refused, returned)] == ["quarantined"] * 2
    assert [one["first"] for one in phone.send(refused, returned)] == ["quarantined"] * 2
    assert [one.data["note"] for one in quarantine.listed(mette)] == ["Gik en tur"]
    assert [one.kind for one in quarantine.listed(karim)] == ["record_attempt"]
    assert Device.get_by_id(phone.id).unsent == 0


def test_so_does_the_phone_of_somebody_who_is_locked_out(phone, mette, sami):
    staff.lock(cast.anton(), mette)
    assert phone.send(attempt(sami))[0]["outcome"] == "quarantined"


@pytest.mark.parametrize(("role", "status"), [(Role.LEADER, 403), (Role.DPO, 401)])
def test_and_of_somebody_who_is_no_counsellor_any_more(phone, mette, sami, role, status):
    StaffUser.update(role=role).where(StaffUser.id == mette.id).execute()
    answer = phone.post("/operations", phone.parcel(attempt(sami)))
    assert answer.status_code == status
    devices.revoke_all(None, mette, wiping=False)
    assert phone.send(attempt(sami))[0]["outcome"] == "quarantined"


def test_what_it_still_holds_is_taken_although_somebody_said_that_it_is_wiped(phone, mette, client, sami):
    devices.wipe(mette, Device.get_by_id(phone.id))
    assert client.post(f"{API}/devices/{phone.id}/wiped").status_code == 200
    assert phone.send(attempt(sami))[0]["outcome"] == "quarantined"


def test_one_s_id_is_nobody_else_s(phone, phone_of, mette, sami):
    one = attempt(sami)
    phone.send(one)
    karims = phone_of(cast.karim())
    assert karims.send(one)[0]["errors"][0]["field"] == "id"
    assert Youth.select().count() == 1


def test_after_a_backup_was_put_back_nothing_is_judged_before_the_phone_knows(phone, sami):
    one = attempt(sami)
    answer = phone.post("/operations", phone.parcel(one, since="OTk5OS45OTk5"))
    assert (answer.status_code, answer.json["type"]) == (409, "/problems/start-over")
    assert not Operation.select().exists()
    cursor = phone.ask("/changes").json["cursor"]
    assert phone.send(one, since=cursor)[0]["outcome"] == "applied"


def test_what_a_withdrawn_phone_hands_in_counts_once_with_its_token(phone, sami):
    devices.revoke(phone.owner, Device.get_by_id(phone.id))
    sent = [attempt(sami) for _ in range(3)]
    for _ in range(2):
        assert {result["outcome"] for result in phone.send(*sent)} <= {"quarantined", "already_applied"}
    assert DeviceToken.get().handed_in == 3


def test_an_operation_that_is_too_large_is_refused_and_the_others_are_not(phone, sami):
    large = operation("record_session", id=uuid4(), youth=sami.id, note="æ" * 16_384)
    results = phone.send(attempt(sami), large, attempt(sami))
    assert [result["outcome"] for result in results] == ["applied", "refused", "applied"]
    assert results[1]["errors"] == [{"field": "data", "message": "This is larger than 32 kB. Write less."}]
    assert Operation.select().count() == 2
    devices.revoke(phone.owner, Device.get_by_id(phone.id))
    assert [result["outcome"] for result in phone.send(large, attempt(sami))] == ["refused", "quarantined"]
