"""Closed by default: what is not opened is shut, and what only reads cannot write."""

import gzip
import os
import re

import peewee
import pytest
from flask import Blueprint
from flask.testing import FlaskClient

from tests import cast
from tests.web.filling import filled
from uu.models import AuditEntry, PersonKey, StaffUser
from uu.models.database import act, keyring
from uu.vocabulary import AuditAct
from uu.web import assets, create_app, guard


def token_on(client, path):
    return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get(path).text)[1]


def test_the_application_does_not_start_with_a_view_without_a_rule(app):
    app.view_functions["forgotten"] = lambda: "open to all"
    with pytest.raises(RuntimeError, match="forgotten"):
        guard.check_every_view(app)


def test_nobody_is_led_to_sign_in_and_back(client):
    response = client.get("/account?x=1")
    assert response.status_code == 303
    assert response.headers["Location"] == "/login?next=/account?x%3D1"


def test_a_page_of_another_role_is_refused_and_logged(signed_in):
    response = signed_in(cast.mette()).get("/releases")
    assert response.status_code == 403
    assert AuditEntry.select().where(AuditEntry.act == AuditAct.REFUSED).count() == 1


def test_a_post_without_its_token_changes_nothing(signed_in):
    mette = cast.mette()
    response = signed_in(mette).post("/account/language", data={"language": "en"})
    assert response.status_code == 422
    assert StaffUser.get_by_id(mette.id).language is None


@pytest.mark.parametrize(
    ("form", "typed"),
    [
        ("edit", {"nickname": "Samo"}),
        ("status/new", {"note": "Vil gerne på FGU"}),
        ("followups/new", {"text": "Ring til FGU"}),
        ("sessions/new", {"note": "Gik rundt om søen"}),
        ("moves/new", {"since": "2026-11-20"}),
    ],
)
def test_a_page_open_for_too_long_gives_back_what_was_typed(phone, sami, form, typed):
    answer = filled(phone, f"/youths/{sami.id}/{form}", csrf_token="old", **typed)
    assert (answer.status_code, "Nothing is saved yet" in answer.text) == (422, True)
    assert all(text in answer.text for text in typed.values())


def test_a_post_with_its_token_goes_through(signed_in):
    mette = cast.mette()
    client = signed_in(mette)
    client.post("/account/language", data={"language": "en", "csrf_token": token_on(client, "/account")})
    assert StaffUser.get_by_id(mette.id).language == "en"


def test_a_get_that_tries_to_write_is_stopped(settings, db):
    app = create_app(settings)
    sly = Blueprint("sly", __name__)

    @guard.public
    def write():
        with act():
            StaffUser.update(name="Changed by a GET").execute()
        return "done"

    app._got_first_request = False  # The application is built already; the test adds a room to it.
    sly.add_url_rule("/sly", view_func=write)
    app.register_blueprint(sly)
    mette = cast.mette()
    assert app.test_client().get("/sly").status_code == 400
    assert StaffUser.get_by_id(mette.id).name == "Mette"


def test_every_answer_is_kept_by_nobody_and_framed_by_nobody(client):
    headers = client.get("/login").headers
    assert headers["Cache-Control"] == "no-store"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]


def test_a_page_with_a_token_is_not_compressed(app):
    plain, wishes = FlaskClient(app), {"Accept-Encoding": "gzip"}
    assert "Content-Encoding" not in plain.get("/login", headers=wishes).headers
    assert plain.get("/privacy", headers=wishes).headers["Content-Encoding"] == "gzip"


def test_static_files_are_kept_for_a_year_under_a_name_that_changes(client):
    sheet = re.search(r'href="(/static/[0-9a-f]{12}/css/app.css)"', client.get("/login").text)[1]
    with client.get(sheet) as response:
        assert "immutable" in response.headers["Cache-Control"]
        assert "no-store" not in response.headers["Cache-Control"]


@pytest.mark.parametrize("error", [peewee.OperationalError("database or disk is full: Amina Hassan"), OSError("Amina")])
def test_an_error_says_that_nothing_is_saved_and_quotes_nobody(app, signed_in, caplog, error):
    client = signed_in(cast.mette())
    token = token_on(client, "/account")

    def fail():
        raise error

    fail.rule = app.view_functions["account.language_choice"].rule
    app.view_functions["account.language_choice"] = fail
    response = client.post("/account/language", data={"csrf_token": token, "note": "Vi gik en tur"})
    assert response.status_code in {500, 503}
    assert "Vi gik en tur" in response.text
    assert "Amina" not in response.text + caplog.text


def test_a_keyring_without_its_table_is_not_ready(client):
    assert client.get("/health/ready").status_code == 200
    keyring.drop_tables([PersonKey])
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json["failing"]) == (503, ["keyring"])


def test_the_language_follows_the_browser_then_the_cookie(client):
    assert 'lang="en"' in client.get("/privacy", headers={"Accept-Language": "en"}).text
    client.get("/language/en")
    assert 'lang="en"' in client.get("/privacy", headers={"Accept-Language": "da"}).text
    assert client.get("/language/en", headers={"Referer": "https://elsewhere.example/"}).headers["Location"] == "/"


def test_compressed_copies_are_made_anew_when_their_file_is(tmp_path, monkeypatch):
    sheet = tmp_path / "app.css"
    sheet.write_text("a { color: red }\n" * 99)
    monkeypatch.setattr(assets, "STATIC", tmp_path)
    assets.compress()
    os.utime(tmp_path / "app.css.gz", (0, 0))
    sheet.write_text("a { color: blue }\n" * 99)
    assets.compress()
    assert b"blue" in gzip.decompress((tmp_path / "app.css.gz").read_bytes())
