"""The field part as the server gives it: the same for everybody, and kept by nobody but the phone's own worker."""

import gzip
import html
import json
import re
import subprocess
from datetime import timedelta
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from tests import cast
from tests.web.filling import filled, press
from tools import node
from uu import clock
from uu.domain import passwords
from uu.models import Device, HousingArea, StaffUser, Status
from uu.web import assets, field, field_words
from uu.web.field_words import said

KIT_AT_MOST = 60_000
SHELLS = ("/field", "/field?language=en")
PUBLIC = (*SHELLS, "/field/kit", "/service-worker.js", "/manifest.webmanifest")


@pytest.mark.parametrize("path", SHELLS)
def test_the_shell_is_the_same_whoever_asks(client, signed_in, path, sami):
    mette, karim = (signed_in(user).get(path).text for user in (sami.counsellor, cast.karim()))
    assert mette == karim == client.get(path).text
    assert not [word for word in ("Mette", "Sami", "Yılmaz", "csrf") if word in mette]


@pytest.mark.parametrize("path", PUBLIC)
def test_no_cookie_is_set_and_no_browser_keeps_it_by_itself(client, phone, path):
    for visitor in (client, phone):
        answer = visitor.get(path)
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers
        assert answer.headers["Cache-Control"] == "no-store"


def test_the_shell_runs_only_own_files_and_makes_no_markup_out_of_text(client):
    policy = client.get("/field").headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "require-trusted-types-for 'script'" in policy
    assert "worker-src 'self'" in policy
    assert "unsafe" not in policy
    assert "<script>" not in client.get("/field").text


def test_the_shell_speaks_the_language_asked_for_then_the_cookie_then_the_browser(client):
    assert 'lang="da"' in client.get("/field").text
    assert 'lang="en"' in client.get("/field", headers={"Accept-Language": "en"}).text
    client.get("/language/da")
    assert 'lang="da"' in client.get("/field", headers={"Accept-Language": "en"}).text
    assert 'lang="en"' in client.get("/field?language=en").text


@pytest.mark.parametrize("path", SHELLS)
def test_the_words_of_a_shell_lie_beside_it_the_same_for_everybody(client, signed_in, sami, path):
    place = words_of(client, path)
    words = client.get(place)
    assert words.json["outbox"] == ("Outbox" if "en" in path else "Udbakke")
    assert signed_in(sami.counsellor).get(place).json == words.json
    assert (words.headers.get("Set-Cookie"), words.headers["Cache-Control"]) == (None, "no-store")
    assert client.get(place[:-1]).status_code == client.get("/field/words").status_code == 404


def test_another_word_is_another_version(client, monkeypatch):
    worker, place = client.get("/service-worker.js").text, words_of(client, "/field")
    assert json.dumps(place)[1:-1].replace("&", "\\u0026") in worker
    monkeypatch.setitem(field_words._WORDS, "today", "nowadays")
    assert words_of(client, "/field") != place
    assert client.get("/service-worker.js").text != worker


def words_of(client, path):
    return html.unescape(re.search(r'data-said="([^"]+)"', client.get(path).text)[1])


def test_the_worker_keeps_every_file_of_the_app_and_changes_only_with_them(client, monkeypatch):
    worker = client.get("/service-worker.js")
    assert worker.mimetype == "text/javascript"
    assert client.get("/service-worker.js").text == worker.text
    files = re.findall(r'"(/static/[^"]+)"', worker.text)
    assert {"/field/app.js", "/css/app.css", "/field/views/card.js"} <= {f"/{file.split('/', 3)[3]}" for file in files}
    for file in files:
        with client.get(file) as answer:
            assert answer.status_code == 200, file
    monkeypatch.setattr(assets, "folder", lambda: "static/another")
    assert client.get("/service-worker.js").text != worker.text


def test_the_shells_are_made_once_however_often_phones_look(client, monkeypatch):
    first, made = client.get("/service-worker.js").text, []
    render = field.render_template
    monkeypatch.setattr(field, "render_template", lambda name, **told: made.append(name) or render(name, **told))
    assert client.get("/service-worker.js").text == first
    client.get("/field")
    assert "field/shell.html" not in made


def test_a_renamed_or_closed_area_is_renamed_or_gone_on_the_phone(client, db):
    area = HousingArea.id == cast.area("Tingbjerg")
    for changed in ({"name": "Tingbjerg-Utterslevhuse"}, {"closed_on": clock.today()}):
        worker, shell = client.get("/service-worker.js").text, client.get("/field?language=da").text
        HousingArea.update(**changed).where(area).execute()
        assert ("Tingbjerg-Utterslevhuse" in client.get("/field?language=da").text) == ("name" in changed)
        assert client.get("/field?language=da").text != shell
        assert client.get("/service-worker.js").text != worker


def test_a_status_is_offered_on_the_phone_until_the_day_it_is_retired(client, db, at):
    retired = {"label_da": "Gymnasiet, som det hed"}, {"retired_on": clock.today() + timedelta(days=1)}
    for changed in retired:
        Status.update(**changed).where(Status.code == "GYM").execute()
        assert "Gymnasiet, som det hed" in client.get("/field?language=da").text
    worker = client.get("/service-worker.js").text
    at("2026-11-24 09:00")
    assert "Gymnasiet, som det hed" not in client.get("/field?language=da").text
    assert client.get("/service-worker.js").text != worker


def test_the_manifest_is_enough_to_install(client):
    manifest = client.get("/manifest.webmanifest").json
    assert (manifest["start_url"], manifest["display"]) == ("/field", "standalone")
    assert {icon.get("purpose") for icon in manifest["icons"]} == {None, "maskable"}
    for icon in manifest["icons"]:
        with client.get(icon["src"]) as answer:
            assert answer.status_code == 200


def test_a_counsellor_makes_a_phone_ready_and_others_do_not(signed_in, phone):
    page = phone.get("/devices/new")
    assert 'data-initials="ME"' in page.text
    assert "If you lose every way to unlock" in page.text
    assert signed_in(cast.lone()).get("/devices/new").status_code == 403


def ready(phone):
    """Ask for the tokens of a phone as its script does."""
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', phone.get("/account").text)[1]
    made = {"device_id": str(uuid4()), "device_name": "En telefon"}
    return phone.post("/devices", json=made, headers={"X-CSRF-Token": token})


def test_who_signed_in_long_ago_signs_in_again_before_a_phone_is_made_ready(app, mette, at, monkeypatch):
    monkeypatch.setitem(app.config, "DEMO", True)  # Then no second factor is asked for.
    StaffUser.update(password_hash=passwords.hash_of(cast.PASSWORD)).where(StaffUser.id == mette.id).execute()
    browser = app.test_client()
    filled(browser, "/login?next=/devices/new", username=mette.username, password=cast.PASSWORD)
    assert ready(browser).status_code == 200
    at("2026-11-23 10:06")
    page = browser.get("/devices/new")
    assert "Log ind igen først" in page.text
    assert 'id="setup"' not in page.text
    assert ready(browser).status_code == 200
    at("2026-11-23 10:16")
    assert (ready(browser).status_code, Device.select().count()) == (403, 2)
    answer = press(browser, "/logout?next=/devices/new", page)
    assert answer.location == "/login?next=/devices/new"
    assert filled(browser, answer.location, username=mette.username, password="et galt").location is None
    answer = filled(browser, answer.location, username=mette.username, password=cast.PASSWORD)
    assert answer.location == "/devices/new"
    assert 'id="setup"' in browser.get("/devices/new").text
    assert ready(browser).status_code == 200


def test_the_menu_of_the_account_leads_to_the_field_part(phone, signed_in):
    assert 'href="/devices/new"' in phone.get("/account").text
    assert 'href="/devices/new"' not in signed_in(cast.lone()).get("/account").text


def test_the_kit_is_light_and_still_script(client):
    answer = FlaskClient(client.application).get("/field/kit", headers={"Accept-Encoding": "gzip"})
    assert len(answer.data) <= KIT_AT_MOST
    kit = json.loads(gzip.decompress(answer.data))
    assert "/** @param" not in "".join(kit.values())
    for name, source in kit.items():
        if name.endswith(".js"):
            done = subprocess.run(
                [node.node(), "--check", "--input-type=module", "-"],
                input=source,
                text=True,
                capture_output=True,
                check=False,
            )
            assert done.returncode == 0, f"{name}: {done.stderr}"


def test_the_script_has_words_for_all_it_says_and_no_others(app):
    script = "".join(path.read_text(encoding="utf-8") for path in (assets.STATIC / "field").rglob("*.js"))
    with app.test_request_context():
        words = set(said())
    asked = set(re.findall(r'say\("(\w+)"', script))
    families = tuple(re.findall(r"say\(`(\w+_)\$\{", script))
    assert asked <= words
    assert {"kind_", "state_", "problem_"} <= set(families)
    assert not [name for name in words - asked if f'"{name}"' not in script and not name.startswith(families)
                and f".{name}" not in script and not name.endswith("_text")]  # fmt: skip
