"""Tokens: who gets them, how they follow one another, and how they end."""

from datetime import timedelta
from uuid import uuid4

import pyotp
import pytest

from tests import cast
from tests.api.conftest import API
from uu import clock
from uu.domain import devices, passwords, second_factor, staff
from uu.domain.lockout import FREE_TRIES
from uu.models import Device

KEY = "JBSWY3DPEHPK3PXP"


@pytest.fixture
def ask(client):
    """Ask for tokens as a native client does."""
    return lambda **sent: client.post(f"{API}/tokens", json=sent, headers={"Accept-Language": "en"})


@pytest.fixture
def known(mette):
    """Mette has a password and an app that shows codes."""
    mette.password_hash = passwords.hash_of(cast.PASSWORD)
    mette.save()
    offer = second_factor.offer(mette)
    second_factor.accept(mette, offer, pyotp.TOTP(offer.key).at(clock.now()))
    return pyotp.TOTP(offer.key)


def by_password(**more):
    return {
        "grant": "password",
        "username": "mette",
        "password": cast.PASSWORD,
        "device_id": str(uuid4()),
        "device_name": "Telefon",
    } | more


def later(at, seconds):
    at(f"{clock.local(clock.now() + timedelta(seconds=seconds)):%Y-%m-%d %H:%M:%S}")


def test_a_password_and_a_code_bring_tokens(ask, known, at, mette):
    later(at, 60)
    answer = ask(**by_password(code=known.at(clock.now()))).json
    assert answer["user"] == {"id": str(mette.id), "name": "Mette", "language": "en"}
    assert answer["access_expires_in"] == 900
    assert Device.get().staff == mette


def test_without_the_code_there_are_none(ask, known):
    answer = ask(**by_password())
    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")
    assert answer.json["errors"] == [{"field": "code", "message": "Type the six digits."}]


def test_a_wrong_password_says_no_more_than_that(ask, known):
    wrong, nobody = ask(**by_password(password="forkert")), ask(**by_password(username="nobody"))
    assert wrong.status_code == nobody.status_code == 422
    assert wrong.json == nobody.json


def test_guessing_is_slowed_down(ask, known):
    for _ in range(FREE_TRIES):
        ask(**by_password(password="forkert"))
    answer = ask(**by_password())
    assert (answer.status_code, answer.json["type"], answer.headers["Retry-After"]) == (429, "/problems/too-many", "60")


def test_a_second_factor_is_set_up_on_the_page(ask, mette):
    mette.password_hash = passwords.hash_of(cast.PASSWORD)
    mette.save()
    answer = ask(**by_password())
    assert (answer.status_code, answer.json["type"]) == (403, "/problems/forbidden")


def test_in_a_demonstration_none_is_needed_and_who_has_no_use_for_tokens_gets_none(app, ask, mette):
    app.config["DEMO"] = True
    for person in (mette, cast.hanne()):
        person.password_hash = passwords.hash_of(cast.PASSWORD)
        person.save()
    assert ask(**by_password()).status_code == 200
    assert ask(**by_password(username="hanne")).status_code == 403


@pytest.mark.parametrize("grant", ["", "magic", None, 7, ["password"]])
def test_another_way_is_not_known(ask, grant):
    assert ask(grant=grant).status_code == 422


def test_a_refresh_token_brings_the_next_pair(ask, phone):
    fresh = ask(grant="refresh", refresh=phone.tokens.refresh, nonce=str(uuid4())).json
    shown = {"Authorization": f"Bearer {fresh['access']}"}
    assert phone.client.get(f"{API}/reference", headers=shown).status_code == 200


def test_a_lost_answer_may_be_asked_for_again_and_a_stolen_token_ends_it_all(ask, phone):
    exchange = {"grant": "refresh", "refresh": phone.tokens.refresh, "nonce": str(uuid4())}
    lost, second = ask(**exchange).json, ask(**exchange).json
    assert lost["refresh"] == second["refresh"]
    assert ask(grant="refresh", refresh=second["refresh"], nonce=str(uuid4())).status_code == 200
    late = ask(**exchange)
    assert (late.status_code, late.json["type"]) == (401, "/problems/signed-out")
    stolen = ask(**exchange | {"nonce": str(uuid4())})
    assert (stolen.status_code, stolen.json["type"], stolen.json["standing"]) == (
        401, "/problems/device-revoked", "signed_out"
    )  # fmt: skip


def test_a_program_that_keeps_no_nonce_is_told(ask, phone):
    assert ask(grant="refresh", refresh=phone.tokens.refresh).json["errors"][0]["field"] == "nonce"


def test_a_token_ends_after_a_quarter_of_an_hour(phone, at):
    later(at, 15 * 60 - 1)
    assert phone.ask("/reference").status_code == 200
    later(at, 1)
    answer = phone.ask("/reference")
    assert (answer.status_code, answer.json["type"]) == (401, "/problems/signed-out")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_locked_user_s_phone_is_told_to_wipe_itself(phone, client, mette):
    assert client.get(f"{API}/devices/{phone.id}/standing").json == {"standing": "ready"}
    staff.lock(cast.anton(), mette)
    answer = phone.ask("/reference")
    assert (answer.status_code, answer.json["standing"]) == (401, "wipe")
    assert client.post(f"{API}/devices/{phone.id}/wiped").json == {"standing": "wipe"}
    assert Device.get_by_id(phone.id).wiped_at is not None


def test_only_a_phone_that_was_asked_to_has_wiped_itself(phone, client):
    assert client.post(f"{API}/devices/{phone.id}/wiped").json == {"standing": "ready"}
    assert client.get(f"{API}/devices/{uuid4()}/standing").json == {"standing": "unknown"}
    assert Device.get_by_id(phone.id).wiped_at is None


def test_a_cookie_opens_nothing_here_and_a_token_opens_no_page(app, phone, mette):
    from uu.domain import signin

    browser = app.test_client()
    with browser.session_transaction() as session:
        session["token"] = signin.open_session(mette, "A browser", "127.0.0.1")
    assert browser.get(f"{API}/reference").status_code == 401
    assert phone.client.get("/followups", headers=phone.shown).status_code == 303


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Basic bWV0dGU6eA==", "Bearer x", "Bearer \ud800x", "Bearer x y"]
)
def test_other_headers_are_nobody(client, header):
    headers = {"Authorization": header} if header else {}
    answer = client.get(f"{API}/reference", headers=headers)
    assert (answer.status_code, answer.json["type"]) == (401, "/problems/signed-out")


def test_a_revoked_phone_is_told_its_standing(phone, mette):
    devices.revoke(mette, Device.get_by_id(phone.id))
    assert phone.ask("/reference").json["standing"] == "signed_out"


def test_a_phone_that_its_owner_gives_up_has_no_access_and_nothing_unsent_once_it_says_so(phone, client):
    assert phone.post("/devices/forgotten", {"device_id": str(uuid4())}).status_code == 422
    assert phone.post("/devices/forgotten", {"device_id": str(phone.id)}).json == {"standing": "wipe"}
    assert phone.ask("/reference").json["standing"] == "wipe"
    client.post(f"{API}/devices/{phone.id}/wiped")
    device = Device.get_by_id(phone.id)
    assert (device.revoked_by_id, device.unsent, device.wiped_at is not None) == (phone.owner.id, 0, True)
