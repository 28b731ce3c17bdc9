"""The weekly control in a leader's browser."""

import csv
import io
from collections.abc import Callable

import pytest
from python_calamine import CalamineWorkbook

from tests import cast, people
from tests.pages import AuditedClient
from tests.web.budget import counted
from uu.domain import followups
from uu.models import AuditEntry, FollowUp, StaffUser
from uu.vocabulary import AuditAct, FollowUpKind

SignedIn = Callable[[StaffUser], AuditedClient]
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def lone(signed_in: SignedIn, mette: StaffUser, at) -> AuditedClient:
    """Lone leads; on Monday two stopped, and by Wednesday one of them was reached."""
    for name in ("Xerxes", "Yrsa"):
        people.youth(mette, name, status="LED")
    at("2026-11-25 10:00")
    followups.finish(mette, FollowUp.get(FollowUp.kind == FollowUpKind.CONTACT_CLOCK))
    return signed_in(cast.lone())


def test_the_week_is_shown_in_counts_and_called_no_legal_record(lone: AuditedClient) -> None:
    text = lone.get("/control", headers=ENGLISH).text
    assert "Week 48: 23 Nov 2026 to 29 Nov 2026" in text
    assert "It is no legal record" in text
    assert not [name for name in ("Xerxes", "Yrsa", "/youths") if name in text]
    entry = AuditEntry.select().where(AuditEntry.act == AuditAct.OVERVIEW_READ).get()
    assert (entry.object_kind, entry.detail) == ("city", "control")


def test_weeks_are_walked_through_and_none_lies_ahead(lone: AuditedClient, at) -> None:
    assert "/control?day=2026-11-16" in lone.get("/control").text
    assert "The week after" not in lone.get("/control", headers=ENGLISH).text
    before = lone.get("/control?day=2026-11-18", headers=ENGLISH).text
    assert "Week 47" in before
    assert 'href="/control?day=2026-11-23"' in before


def test_new_year_lies_in_week_53(signed_in: SignedIn, at) -> None:
    at("2027-01-20 10:00")
    text = signed_in(cast.lone()).get("/control?day=2027-01-01", headers=ENGLISH).text
    assert "Week 53: 28 Dec 2026 to 3 Jan 2027" in text


@pytest.mark.parametrize("day", ["2027-01-01", "1999-12-31", "tomorrow", "2026-13-01", "%00"])
def test_a_day_that_cannot_be_used_is_said_to_be_wrong(lone: AuditedClient, day: str) -> None:
    text = lone.get(f"/control?day={day}", headers=ENGLISH).text
    assert "Choose today or an earlier day, from 2000 on." in text
    assert "Week 48" in text


def test_the_files_hold_the_same_numbers(lone: AuditedClient) -> None:
    answer = lone.get("/control.csv?by=area", headers=ENGLISH)
    table = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    idle, contact = ["0", "2", "0", "0", "2"], ["0", "2", "1", "0", "0", "0", "0", "1", "0"]
    assert table[1] == ["The whole city", *idle, *contact, *["0", "2", "0", "0", "0", "0", "0", "2", "0"]]
    assert ["Week 48: 23 Nov 2026 to 29 Nov 2026"] in table
    book = CalamineWorkbook.from_filelike(io.BytesIO(lone.get("/control.xlsx").data))
    assert book.get_sheet_by_index(0).to_python()[1][1:] == [int(n) for n in table[1][1:]]


def test_an_empty_database_and_places(signed_in: SignedIn) -> None:
    lone = signed_in(cast.lone())
    for address in ("/control", "/control?by=area", "/control?level=district&id=3", "/control?by=nonsense"):
        assert lone.get(address).status_code == 200
    assert lone.get("/control?level=plan&id=x").status_code == 404


def test_the_page_sends_few_statements(lone: AuditedClient) -> None:
    with counted() as statements:
        lone.get("/control?by=area")
    asked = statements.selects("staff_session", "audit_entry", "staff_user")
    assert len(asked) == 3, asked


def test_the_pages_of_figures_stand_beside_each_other(lone: AuditedClient) -> None:
    for address in ("/overview", "/outcome", "/radar", "/control"):
        text = lone.get(address).text
        assert all(f'href="{each}"' in text for each in ("/overview", "/outcome", "/radar", "/control")), address
    assert 'href="/control"' not in lone.get("/targets").text
