"""One's own account: only one's own, and every change signs the others out."""

import re

import pyotp
import pytest

from tests import cast
from tests.cast import PASSWORD
from tests.web.filling import filled, press
from uu import clock
from uu.domain import passwords, signin
from uu.models import StaffUser
from uu.web.account import device

PIXEL = "Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1 Version/19 Safari/604.1"
LAPTOP = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0"
NEW = "en ny tur ved kanalen"


@pytest.fixture
def hanne(app):
    hanne = cast.hanne()
    hanne.password_hash, hanne.language = passwords.hash_of(PASSWORD), "en"
    hanne.save()
    return hanne


@pytest.fixture
def client(signed_in, hanne):
    """Hanne's browser."""
    return signed_in(hanne)


def own_token(client) -> str:
    with client.session_transaction() as session:
        return session["token"]


def test_the_account_shows_who_one_is_and_where_one_is_signed_in(client, hanne):
    signin.open_session(hanne, PIXEL, "192.0.2.9")
    html = client.get("/account").text
    assert "Head of housing plan" in html
    assert "Chrome on Android" in html
    assert "This device" in html
    assert own_token(client) not in html


def test_a_new_password_holds_and_signs_other_devices_out(client, hanne):
    phone = signin.open_session(hanne, PIXEL, "192.0.2.9")
    assert filled(client, "/account/password", present=PASSWORD, new=NEW).status_code == 303
    assert signin.user_of(phone) is None
    assert "Your new password is saved" in client.get("/account").text
    assert signin.try_password("hanne", NEW) == hanne


@pytest.mark.parametrize(
    ("present", "new", "told"),
    [("forkert kodeord", NEW, "not your present password"), (PASSWORD, "for kort", "at least 12 characters"),
     (PASSWORD, "hanne går en tur", "without your username"), ("", "", "Type your present password"),
     (PASSWORD, "en ny tur\x00ved kanalen", "invisible"), (PASSWORD, "x" * 1001, "at most 1000")],
)  # fmt: skip
def test_a_password_that_does_not_do_is_answered_on_its_field(client, present, new, told):
    answer = filled(client, "/account/password", present=present, new=new)
    assert answer.status_code == 422
    assert told in answer.text
    assert signin.try_password("hanne", PASSWORD)


def test_a_new_second_step_needs_password_and_code_and_gives_a_new_session(client, hanne):
    before = own_token(client)
    page = client.get("/account/second-factor")
    key = re.search(r"<code[^>]*>([A-Z2-7 ]+)</code>", page.text)[1].replace(" ", "")
    code = pyotp.TOTP(key).at(int(clock.now().timestamp()))
    for wrong in ({"present": "forkert kodeord", "code": code}, {"present": PASSWORD, "code": "000000"}):
        answer = press(client, "/account/second-factor", page, **wrong)
        assert answer.status_code == 422
        assert page.text.split('<code id="key">')[1][:20] in answer.text
    assert press(client, "/account/second-factor", page, present=PASSWORD, code=code).location == "/account"
    assert own_token(client) != before
    assert signin.user_of(before) is None
    assert StaffUser.get_by_id(hanne.id).totp_sealed is not None
    assert client.get("/account").status_code == 200


def test_one_ends_ones_own_devices_and_nobody_elses(client, hanne):
    phone, laptop = (signin.open_session(hanne, agent, "192.0.2.9") for agent in (PIXEL, LAPTOP))
    mettes = signin.open_session(cast.mette(), IPHONE, "192.0.2.10")
    one = next(session for session in signin.sessions_of(hanne) if session.agent == PIXEL)
    other = signin.sessions_of(signin.user_of(mettes))[0]
    page = client.get("/account")
    assert press(client, f"/account/sign-ins/{one.id}/end", page).status_code == 303
    assert press(client, f"/account/sign-ins/{other.id}/end", page).status_code == 404
    assert signin.user_of(phone) is None
    assert press(client, "/account/sign-ins/end-others", page).status_code == 303
    assert signin.user_of(laptop) is None
    assert client.get("/account").status_code == 200


def test_a_forged_button_ends_nothing(client, hanne):
    phone = signin.open_session(hanne, PIXEL, "192.0.2.9")
    assert client.post("/account/sign-ins/end-others").status_code == 400
    assert signin.user_of(phone) == hanne


def test_the_chosen_language_is_that_of_the_pages(client):
    page = client.get("/account")
    assert press(client, "/account/language", page, language="da").status_code == 303
    assert '<html lang="da">' in client.get("/account").text
    assert press(client, "/account/language", page, language="tlh").status_code == 422
    assert press(client, "/account/language", page, language="").status_code == 422


def test_the_link_at_the_foot_changes_this_browser_until_one_saves_a_language(client):
    client.get("/language/da")
    assert '<html lang="da">' in client.get("/account").text
    press(client, "/account/language", client.get("/account"), language="en")
    assert '<html lang="en">' in client.get("/account").text


def test_devices_have_the_names_people_use(app):
    with app.test_request_context(headers={"Accept-Language": "en"}):
        assert device(PIXEL) == "Chrome on Android"
        assert device(IPHONE) == "Safari on iPhone"
        assert device(LAPTOP) == "Edge on Windows"
        assert device("curl/8") == "Unknown device"
