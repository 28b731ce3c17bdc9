"""Standing outside the door: what one sees, what one is told, and what one never learns."""

import re

import pyotp
import pytest
from flask import Flask

from tests import cast
from tests.cast import PASSWORD
from tests.engines import in_demo
from uu import clock
from uu.domain import invitations, passwords, second_factor, signin, staff
from uu.models import StaffSession, StaffUser
from uu.web import create_app
from uu.web.signin import own_path


def token_of(client, path) -> str:
    return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get(path).text)[1]


def post(client, path, **fields):
    words = {"csrf_token": token_of(client, path), **fields}
    return client.post(path, data=words, headers={"Accept-Language": "en"})


@pytest.fixture
def hanne(app):
    """Hanne has a password and a second factor."""
    hanne = cast.hanne()
    hanne.password_hash = passwords.hash_of(PASSWORD)
    hanne.save()
    return hanne


@pytest.fixture
def key(hanne, at):
    """The key in Hanne's phone."""
    offer = second_factor.offer(hanne)
    second_factor.accept(hanne, offer, code_of(offer.key))
    at("2026-11-23 10:05")
    return offer.key


def code_of(key: str) -> str:
    return pyotp.TOTP(key).at(int(clock.now().timestamp()))


def give_password(client, path="/login", password=PASSWORD):
    return post(client, path, username="hanne", password=password)


def test_password_then_code_then_in(client, key):
    assert give_password(client, "/login?next=/releases").location == "/login/second-factor"
    assert client.get("/releases").location.startswith("/login?")
    answer = post(client, "/login/second-factor", code=code_of(key))
    assert answer.location == "/releases"
    assert client.get("/releases").status_code == 200
    assert client.get("/login").location == "/"


def test_a_link_to_the_sign_in_leads_nowhere_else(client, key):
    give_password(client, "/login?next=https://evil.example/")
    assert post(client, "/login/second-factor", code=code_of(key)).location == "/"


def test_nothing_tells_whether_an_account_exists(client, hanne):
    known = give_password(client, password="forkert kodeord").text
    unknown = post(client, "/login", username="nobody", password="forkert kodeord").text
    assert "The username or the password is wrong." in known
    assert strip(known, "hanne") == strip(unknown, "nobody")


def strip(html: str, username: str) -> str:
    return re.sub(r'value="[^"]{40,}"|nonce="[^"]+"', "", html).replace(username, "somebody")


def test_the_password_is_never_sent_back(client, hanne):
    assert "forkert kodeord" not in give_password(client, password="forkert kodeord").text


def test_who_has_no_second_factor_sets_it_up_first(client, hanne):
    give_password(client)
    html = client.get("/login/second-factor").text
    offered = re.search(r'name="offer"[^>]*value="([^"]+)"', html)[1]
    key = re.search(r"<code[^>]*>([A-Z2-7 ]+)</code>", html)[1].replace(" ", "")
    assert post(client, "/login/second-factor", offer=offered, code="000000").status_code == 422
    assert client.get("/releases").status_code == 303
    assert post(client, "/login/second-factor", offer=offered, code=code_of(key)).location == "/"
    assert client.get("/releases").status_code == 200


def test_a_demonstration_needs_none_and_names_its_accounts(settings, db):
    app: Flask = create_app(in_demo(settings))
    hanne = cast.hanne()
    hanne.password_hash = passwords.hash_of(PASSWORD)
    hanne.save()
    client = app.test_client()
    assert "hanne" in client.get("/login").text
    assert PASSWORD not in client.get("/login").text
    assert give_password(client).location == "/"
    assert client.get("/releases").status_code == 200


def test_who_has_a_second_factor_is_asked_for_it_in_a_demonstration_too(settings, key):
    client = create_app(in_demo(settings)).test_client()
    assert give_password(client).location == "/login/second-factor"
    assert client.get("/releases").location.startswith("/login?")


def test_no_account_is_named_outside_a_demonstration(client, hanne):
    assert "hanne" not in client.get("/login").text


def test_a_code_is_not_taken_twice(client, app, key):
    code = code_of(key)
    give_password(client)
    post(client, "/login/second-factor", code=code)
    other = app.test_client()
    give_password(other)
    assert post(other, "/login/second-factor", code=code).status_code == 422


def test_half_a_sign_in_is_forgotten_after_ten_minutes(client, key, at):
    give_password(client)
    at("2026-11-23 10:16")
    assert client.get("/login/second-factor").location == "/login"


def test_half_a_sign_in_dies_with_the_account(client, key):
    give_password(client)
    StaffUser.update(locked_at=clock.now()).execute()
    assert client.get("/login/second-factor").location == "/login"


def test_a_session_brought_along_is_not_kept(client, key):
    with client.session_transaction() as session:
        session["token"], session["planted"] = "a token somebody else knows", "yes"
    before = token_of(client, "/login")
    give_password(client)
    post(client, "/login/second-factor", code=code_of(key))
    with client.session_transaction() as session:
        assert "planted" not in session
        assert session["token"] != "a token somebody else knows"
        assert session.get("csrf_token") is None
    assert signin.user_of("a token somebody else knows") is None
    assert token_of(client, "/logout") != before


def test_after_too_many_tries_one_waits(client, hanne):
    for _ in range(5):
        give_password(client, password="forkert kodeord")
    answer = give_password(client)
    assert answer.status_code == 422
    assert "Wait 1 min." in answer.text


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example", "//evil.example", "///evil.example",
     "/\\evil.example", "\\/evil.example", "javascript:alert(1)", "releases",
     "/\t/evil.example", "/logout", "/login/second-factor", "", None],
)  # fmt: skip
def test_one_is_never_sent_elsewhere(elsewhere):
    assert own_path(elsewhere) == "/"


def test_one_comes_back_to_where_one_was_going():
    assert own_path("/releases?week=3") == "/releases?week=3"


def test_signing_out_asks_first_and_then_ends_the_session(app, signed_in, hanne):
    client = signed_in(hanne)
    assert client.get("/logout").status_code == 200
    assert client.get("/releases").status_code == 200
    with client.session_transaction() as session:
        token = session["token"]
    assert post(client, "/logout").location == "/login"
    assert signin.user_of(token) is None
    assert client.get("/releases").status_code == 303


def test_a_forged_sign_out_does_nothing(signed_in, hanne):
    client = signed_in(hanne)
    assert client.post("/logout").status_code == 422
    assert StaffSession.get().ended_at is None


def test_an_old_page_keeps_the_username(client, hanne):
    answer = client.post("/login", data={"username": "hanne", "password": PASSWORD})
    assert answer.status_code == 422
    assert 'value="hanne"' in answer.text


@pytest.mark.parametrize(
    "fields",
    [{"username": "", "password": ""}, {"username": "x" * 65, "password": "y"}, {"username": "a\x00b", "password": "y"},
     {"username": "hanne", "password": "y" * 2000}, {"username": "\u202eennah", "password": "y"},
     {"username": "👩🏽‍🏫", "password": "👩🏽‍🏫"}],
)  # fmt: skip
def test_bad_input_is_answered_calmly(client, hanne, fields):
    assert post(client, "/login", **fields).status_code == 422


def test_an_invited_colleague_chooses_a_password(client, app):
    anton = cast.anton()
    hanne = cast.hanne()
    path = f"/invitations/{invitations.issue(anton, hanne)}"
    assert "hanne" in client.get(path).text
    assert post(client, path, password="for kort").status_code == 422
    assert post(client, path, password=PASSWORD).location == "/login"
    assert signin.try_password("hanne", PASSWORD) == hanne
    assert client.get(path).status_code == 404
    assert client.get("/invitations/guessed").status_code == 404


def test_a_locked_colleagues_link_is_over(client, app):
    anton, hanne = cast.anton(), cast.hanne()
    path = f"/invitations/{invitations.issue(anton, hanne)}"
    staff.lock(anton, hanne)
    assert client.get(path).status_code == 404
