"""A leader opens one card: reason first, an exact match, an hour, everything logged."""

import pytest

from tests import cast
from tests.newcomers import sami
from tests.web.filling import filled, press
from uu.domain import youths
from uu.models import AccessGrant, AuditEntry
from uu.vocabulary import AuditAct

ASKED = {"reason": "complaint", "text": "Familien har klaget over os", "query": "Abdisalam Nur"}


@pytest.fixture
def browser(signed_in, db):
    return signed_in(cast.lone())


@pytest.fixture
def youth(db):
    return youths.register_youth(cast.mette(), sami())


def test_lone_finds_opens_and_reads_for_an_hour(browser, youth, at):
    assert browser.get(f"/youths/{youth.id}").status_code == 404
    found = filled(browser, "/openings/new", **ASKED)
    assert "Abdisalam Nur" in found.text
    assert not AccessGrant.select().exists()
    opened = press(browser, "/openings", found)
    assert (opened.status_code, opened.location) == (303, f"/youths/{youth.id}")
    assert browser.get(opened.location).status_code == 200
    assert browser.get(f"/youths/{youth.id}/edit").status_code == 404
    at("2026-11-23 11:00")
    assert browser.get(opened.location).status_code == 404


def test_what_is_found_is_little(browser, youth):
    found = filled(browser, "/openings/new", **ASKED)
    assert not [word for word in ("20 12 34 56", "7203", "AFB", "Mette") if word in found.text]


def test_opening_twice_from_one_page_is_one_opening(browser, youth):
    found = filled(browser, "/openings/new", **ASKED)
    for _ in range(2):
        press(browser, "/openings", found)
    assert AccessGrant.select().count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [("reason", ""), ("reason", "curiosity"), ("text", ""), ("text", "fordi"), ("text", "x" * 301), ("query", "")],
)
def test_without_a_reason_nobody_is_searched_for(browser, youth, field, value):
    answer = filled(browser, "/openings/new", **ASKED | {field: value})
    assert (answer.status_code, f'id="{field}-error"' in answer.text) == (422, True)
    assert not AuditEntry.select().where(AuditEntry.act == AuditAct.SEARCH).exists()


@pytest.mark.parametrize("query", ["Nur", "2012", "Sami", "'; drop table youth; --", "🌟"])
def test_part_of_a_name_or_nonsense_finds_nobody(browser, youth, query):
    answer = filled(browser, "/openings/new", **ASKED | {"query": query})
    assert (answer.status_code, "Abdisalam" in answer.text) == (200, False)


def test_a_protected_person_is_not_there(browser):
    protected = youths.register_youth(cast.mette(), sami(address_protected=True))
    found = filled(browser, "/openings/new", **ASKED)
    assert "Abdisalam" not in found.text.replace('value="Abdisalam Nur"', "")
    token = {"reason": "complaint", "text": ASKED["text"], "youth": str(protected.id)}
    form = browser.get("/openings/new")
    answer = press(browser, "/openings", form, id="0e7b2f3c-58ab-4d8e-9d1b-2a5d3f7c6b10", **token)
    assert (answer.status_code, AccessGrant.select().exists()) == (404, False)


def test_a_meddled_opening_is_refused(browser, youth):
    form = browser.get("/openings/new")
    answer = press(browser, "/openings", form, id="0e7b2f3c-58ab-4d8e-9d1b-2a5d3f7c6b10", youth="7", **ASKED)
    assert (answer.status_code, AccessGrant.select().exists()) == (422, False)


def test_a_counsellor_opens_nobody(signed_in, db):
    assert signed_in(cast.mette()).get("/openings/new").status_code == 403
