"""What was sent is read strictly or not at all: nothing is guessed at, and nothing of it is said back."""

import gzip
import json
import logging

import peewee
import pytest

from tests import people
from tests.api.conftest import API, operation
from uu.models import AuditEntry, Operation
from uu.web.api import bodies

NAME = "Amina Hassan"


def post(phone, sent, kind="application/json", **headers):
    shown = phone.shown | {"Content-Type": kind} | headers
    return phone.client.post(f"{API}/operations", data=sent, headers=shown)


def problem(answer):
    assert answer.mimetype == "application/problem+json"
    assert answer.json["status"] == answer.status_code
    return answer.json["type"].removeprefix("/problems/")


BROKEN = {
    "nothing": b"", "half": b'{"operations": [', "no object": b"[]", "a number": b"7", "null": b"null",
    "twice": b'{"app": "a", "app": "b"}', "twice deep": b'{"operations": [{"id": 1, "id": 2}]}',
    "NaN": b'{"unsent": NaN}', "infinite": b'{"unsent": -Infinity}', "too large": b'{"unsent": 1e999}',
    "digits": b'{"unsent": ' + b"9" * 5000 + b"}", "not UTF-8": b'{"app": "\xff"}',
    "UTF-16": '{"app": "å"}'.encode("utf-16"),
    "with a mark": b'\xef\xbb\xbf{"app": "a"}', "deep": b'{"operations": ' + b"[" * 9 + b"]" * 9 + b"}",
    "very deep": b"[" * 100_000, "open text": b'{"app": "' + b"[" * 50, "a comment": b'{"app": "a"} // a',
}  # fmt: skip


@pytest.mark.parametrize("sent", BROKEN.values(), ids=BROKEN)
def test_broken_json_is_not_guessed_at(phone, sent):
    answer = post(phone, sent)
    assert (answer.status_code, problem(answer)) == (400, "unreadable")


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "", "multipart/form-data"])
def test_json_says_that_it_is_json(phone, kind):
    assert problem(post(phone, b"{}", kind)) == "unreadable"


def test_compressed_json_is_not_unpacked(phone):
    sent = gzip.compress(json.dumps(phone.parcel()).encode())
    assert problem(post(phone, sent, **{"Content-Encoding": "gzip"})) == "unreadable"


def test_a_megabyte_is_taken_and_no_more(phone):
    sent = json.dumps(phone.parcel()).encode()
    assert post(phone, sent.ljust(bodies.LARGEST)).status_code == 200
    answer = post(phone, sent.ljust(bodies.LARGEST + 1))
    assert (answer.status_code, problem(answer)) == (413, "too-large")


def test_brackets_within_a_text_are_no_depth(phone, mette):
    sami = people.youth(mette)
    result = phone.did("change_status", youth=sami.id, id=str(sami.id), code="JOB", note='[[[[[[[[[["{{{{{{')
    assert result["outcome"] == "applied"


def test_an_address_that_is_not_there_is_a_problem_and_no_page(phone, client):
    for path in ("/nothing", "/devices/7/standing", "//reference", "/reference/"):
        for answer in (phone.ask(path), client.get(API + path)):
            assert (answer.status_code, problem(answer)) == (404, "not-found")


def test_another_method_is_told_which_there_are(phone):
    answer = phone.client.delete(f"{API}/operations", headers=phone.shown)
    assert (answer.status_code, problem(answer)) == (405, "not-allowed")
    assert "POST" in answer.headers["Allow"]


def test_a_program_is_answered_in_its_language(client):
    titles = {code: client.get(f"{API}/x", headers={"Accept-Language": code}).json["title"] for code in ("da", "en")}
    assert titles == {"da": "Det findes ikke", "en": "There is no such thing"}


def test_a_browser_s_language_cookie_counts_on_pages_only(client):
    client.set_cookie("language", "en")
    assert client.get(f"{API}/x", headers={"Accept-Language": "da"}).json["title"] == "Det findes ikke"


def fail(error):
    def view():
        raise error

    return view


@pytest.mark.parametrize(
    ("error", "slug", "wait"),
    [(peewee.OperationalError(f"locked: {NAME}"), "unavailable", "5"), (KeyError(NAME), "broken", None)],
)
def test_a_fault_of_ours_says_that_nothing_is_saved_and_quotes_nobody(app, phone, caplog, error, slug, wait):
    failing = fail(error)
    failing.rule = app.view_functions["api_changes.index"].rule
    app.view_functions["api_changes.index"] = failing
    answer = phone.ask("/changes")
    assert (problem(answer), answer.headers.get("Retry-After")) == (slug, wait)
    assert type(error).__name__ in caplog.text
    assert NAME not in answer.text + caplog.text


def test_what_is_wrong_is_told_without_what_was_written(phone, caplog):
    caplog.set_level(logging.DEBUG, "uu")
    written = {"first_name": "Amina" * 40, "phone": "20 00 Amina", "birth_on": "Amina", "cpr": "Amina", "area": "Amina"}
    both = operation("register_youth", **written), operation("register_youth", **{"kind Amina": "Amina"})
    answer = phone.post("/operations", phone.parcel(*both))
    refused = phone.post("/operations", {NAME: NAME, "sent_at": NAME})
    parcel = phone.post("/operations", phone.parcel(operation(NAME)))
    assert {result["outcome"] for sent in (answer, parcel) for result in sent.json["results"]} == {"refused"}
    assert "Amina" not in answer.text + refused.text + parcel.text + caplog.text
    kept = [str(entry.__data__) for entry in (*Operation.select(), *AuditEntry.select())]
    assert "Amina" not in "".join(kept)
