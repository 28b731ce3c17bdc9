"""Somebody who wants to do harm: with a stolen token, a made-up number, or the moment in which an account is locked."""

from uuid import uuid4

import pytest

from tests import cast
from tests.api.conftest import API, Phone
from tests.domain.test_proposals import register
from tests.field import Phone as Known
from tests.web.test_caseload import logged
from uu import clock
from uu.domain import devices, quarantine, signin, tokens
from uu.models import Device, Operation, StaffUser
from uu.vocabulary import AuditAct, Outcome, Role
from uu.web.pace import Pace


@pytest.fixture
def locked_meanwhile(phone, mette):
    """Mette was locked while her phone was being made ready, so that nobody withdrew it."""
    StaffUser.update(locked_at=clock.now()).where(StaffUser.id == mette.id).execute()
    return phone


def test_a_locked_persons_phone_reads_and_writes_nothing_even_when_nobody_withdrew_it(locked_meanwhile):
    assert locked_meanwhile.ask("/changes").json["type"] == "/problems/signed-out"
    assert locked_meanwhile.post("/operations", locked_meanwhile.parcel()).status_code == 401
    exchange = {"grant": "refresh", "refresh": locked_meanwhile.tokens.refresh, "nonce": str(uuid4())}
    assert locked_meanwhile.post("/tokens", exchange).json["type"] == "/problems/signed-out"


@pytest.mark.parametrize(("kind", "field"), [("record_session", "minutes"), ("register_youth", "said_age")])
@pytest.mark.parametrize("digits", [20, 400, 5000])
def test_a_number_without_end_is_refused_like_any_other(phone, sami, kind, field, digits):
    about = {} if kind == "register_youth" else {"youth": sami.id}
    result = phone.did(kind, id=uuid4(), **about, **{field: "9" * digits})
    assert result["outcome"] == "refused"
    assert field in [error["field"] for error in result["errors"]]


@pytest.mark.parametrize("field", ["source", "reason", "code", "origin"])
def test_a_word_there_is_none_of_is_refused_on_its_field(phone, sami, field):
    told = {"first_name": "Ina", "said_age": 17, "area": sami.area_id, "code": "UOP", "status_id": uuid4()}
    result = phone.did("register_youth", id=uuid4(), **told | {field: "nonsense"})
    assert result["outcome"] == "refused"
    assert field in [error["field"] for error in result["errors"]]


def test_a_thief_with_a_withdrawn_token_cannot_set_the_owners_later_work_aside(phone, phone_of, mette, sami):
    devices.revoke(mette, Device.get_by_id(phone.id))
    assert phone.did("register_youth", id=sami.id)["outcome"] == "quarantined"
    assert phone_of(mette).did("record_attempt", id=uuid4(), youth=sami.id)["outcome"] == "applied"
    quarantine.discard(mette, Operation.get(Operation.outcome == Outcome.QUARANTINED).id, "Skrevet af en tyv")
    assert phone_of(mette).did("record_attempt", id=uuid4(), youth=sami.id)["outcome"] == "applied"


def test_nor_does_a_refused_registration_of_somebody_there(phone, sami):
    assert phone.did("register_youth", id=sami.id)["outcome"] == "refused"
    assert phone.did("record_attempt", id=uuid4(), youth=sami.id)["outcome"] == "applied"


@pytest.fixture
def browser(client, mette):
    """Mette is signed in on the pages, and has a form open."""
    with client.session_transaction() as session:
        session["token"] = signin.open_session(mette, "", "")
    assert client.get("/account").status_code == 200
    return client


@pytest.mark.parametrize("path", ["/changes", "/youths", "/reference"])
def test_somebody_signed_in_on_the_pages_is_nobody_here(browser, path):
    assert browser.get(API + path).status_code == 401
    assert browser.head(API + path).status_code == 401
    assert browser.post(f"{API}/operations", json={}, headers={"X-CSRF-Token": "x"}).status_code == 401


def test_a_page_gives_no_tokens_to_a_forged_request(browser):
    made = {"device_id": str(uuid4()), "device_name": "x"}
    assert browser.post("/devices", json=made).status_code == 422
    assert not Device.select().exists()


def test_a_token_opens_no_page(phone, sami):
    for path in ("/youths", f"/youths/{sami.id}", "/devices", "/quarantine", "/account"):
        assert phone.client.get(path, headers=phone.shown).status_code == 303
    made = phone.client.post("/devices", json={"device_id": str(uuid4()), "device_name": "x"}, headers=phone.shown)
    assert made.status_code == 401


def test_whose_name_stands_on_another_card_is_in_the_log_too(app, mette):
    noor = cast.staff("Noor", Role.COUNSELLOR, ("Mjølnerparken",))
    hers, other = register(Known(mette)), register(Known(noor), first_name="Abdi Salam")
    given = Phone(app, mette).ask("/changes").json["people"]
    assert [twin["other"] for twin in given[0]["duplicates"]] == [str(other)]
    assert logged(AuditAct.SYNCED)[1] == {hers, other}


def test_a_version_there_never_was_writes_over_nobody(phone, phone_of, sami):
    noor = phone_of(cast.staff("Noor", Role.COUNSELLOR, ("Mjølnerparken",)))
    noor.send({**edit(sami, "Samir"), "base_version": sami.version})
    result = phone.send({**edit(sami, "Sammy"), "base_version": 10_000})[0]
    assert result["outcome"] == "conflict"
    assert phone.ask(f"/youths?id={sami.id}").json["people"][0]["nickname"] == "Samir"


def edit(youth, nickname):
    data = {"youth": str(youth.id), "nickname": nickname}
    return {"id": str(uuid4()), "kind": "edit_card", "made_at": clock.now().isoformat(), "data": data}


def test_a_token_that_was_never_given_tells_nothing(phone):
    for shown in ("", "x", "ø" * 40, "a" * 10_000, f"{phone.tokens.access}x", phone.tokens.refresh):
        answer = phone.client.get(f"{API}/changes", headers={"Authorization": f"Bearer {shown}".encode()})
        assert answer.json["type"] == "/problems/signed-out"
    assert tokens.bearer(phone.tokens.access).device.id == phone.id


def test_a_device_that_asks_too_often_waits_and_no_other_does(app, phone, phone_of, mette, at, monkeypatch):
    monkeypatch.setitem(app.config, "PACE", Pace(3))
    at("2026-11-23 10:00:20")
    other = phone_of(mette)
    assert [phone.ask("/reference").status_code for _ in range(4)] == [200, 200, 200, 429]
    refused = phone.ask("/reference")
    assert (refused.mimetype, refused.headers["Retry-After"]) == ("application/problem+json", "40")
    assert refused.json["type"] == "/problems/too-often"
    exchange = {"grant": "refresh", "refresh": phone.tokens.refresh, "nonce": str(uuid4())}
    assert phone.client.post(f"{API}/tokens", json=exchange).status_code == 429
    assert other.ask("/reference").status_code == 200
    at("2026-11-23 10:01:01")
    assert phone.client.post(f"{API}/tokens", json=exchange).status_code == 200
    assert phone.ask("/reference").status_code == 200


def test_a_withdrawn_device_that_asks_too_often_waits_too(app, phone, mette, at, monkeypatch):
    monkeypatch.setitem(app.config, "PACE", Pace(3))
    at("2026-11-23 10:00:20")
    devices.revoke(mette, Device.get_by_id(phone.id))
    assert [phone.ask("/reference").status_code for _ in range(4)] == [401, 401, 401, 429]
    exchange = {"grant": "refresh", "refresh": phone.tokens.refresh, "nonce": str(uuid4())}
    assert phone.client.post(f"{API}/tokens", json=exchange).status_code == 429
    at("2026-11-23 10:01:01")
    asked = [phone.post("/operations", phone.parcel()).status_code for _ in range(4)]
    assert asked == [200, 200, 200, 429]


def test_what_is_sent_too_often_is_not_carried_out(app, phone, sami, monkeypatch):
    monkeypatch.setitem(app.config, "PACE", Pace(0))
    before = Operation.select().count()
    assert phone.post("/operations", {"sent_at": "2026-11-23T10:00:00Z", "operations": []}).status_code == 429
    assert Operation.select().count() == before
