"""The page of the activity in a leader's browser."""

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pytest
from python_calamine import CalamineWorkbook

from tests import cast, people
from tests.pages import AuditedClient
from tests.web.budget import counted
from uu import clock
from uu.domain import sessions
from uu.domain.sessions import NewSession
from uu.models import AuditEntry, StaffUser
from uu.vocabulary import AuditAct, SessionKind

SignedIn = Callable[[StaffUser], AuditedClient]
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def lone(signed_in: SignedIn, mette: StaffUser) -> AuditedClient:
    """Lone leads; one was met after an attempt, one never."""
    for name, kinds in (("Xerxes", ("attempt", "walk_and_talk")), ("Yrsa", ("attempt",))):
        youth = people.youth(mette, name, since=date(2026, 9, 1))
        for hours, kind in enumerate(reversed(kinds)):
            held_at = clock.now() - timedelta(hours=hours)
            sessions.record_session(mette, [youth], NewSession(uuid4(), SessionKind(kind), held_at))
    return signed_in(cast.lone())


def test_the_page_shows_counts_a_chart_and_no_name(lone: AuditedClient) -> None:
    text = lone.get("/activity", headers=ENGLISH).text
    assert 'id="weeks-title"' in text
    assert "week 48, 2026" in text
    assert not [name for name in ("Xerxes", "Yrsa", "/youths") if name in text]
    entry = AuditEntry.select().where(AuditEntry.act == AuditAct.OVERVIEW_READ).get()
    assert (entry.object_kind, entry.detail) == ("city", "activity")


def test_an_empty_period_says_so_and_draws_nothing(lone: AuditedClient) -> None:
    text = lone.get("/activity?first=2026-01-01&last=2026-02-01", headers=ENGLISH).text
    assert "No session in this period" in text
    assert "Nobody was met for the first time in this period." in text
    assert "weeks-title" not in text


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("first=2026-10-02&last=2026-10-01", "The last day is before the first."),
        ("first=2026-10-02&last=2027-10-01", "Choose today or an earlier day"),
        ("first=1999-10-02&last=2026-10-01", "Choose today or an earlier day"),
        ("first=never", "Choose today or an earlier day"),
        ("first=2024-10-01&last=2026-10-01", "Choose a period of at most two years."),
    ],
)
def test_a_period_that_cannot_be_used_says_why(lone: AuditedClient, asked: str, said: str) -> None:
    text = lone.get(f"/activity?{asked}", headers=ENGLISH).text
    assert said in text
    assert "31 Aug 2026 to 23 Nov 2026" in text


def test_two_years_are_not_too_long_and_stay_in_the_links(lone: AuditedClient) -> None:
    text = lone.get("/activity?first=2024-10-01&last=2026-09-30", headers=ENGLISH).text
    assert "1 Oct 2024 to 30 Sept 2026" in text
    assert "first=2024-10-01&amp;last=2026-09-30" in text


def test_the_files_hold_the_same_numbers(lone: AuditedClient) -> None:
    answer = lone.get("/activity.csv?by=area", headers=ENGLISH)
    table = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    kinds = ["1", "0", "0", "0", "0", "0", "0", "2"]
    assert table[1] == ["The whole city", *kinds, "1", "1", "1", "1", "1", "1", "0", "0", "0", "0", "1"]
    assert ["A session with several young people counts once for each of them."] in table
    book = CalamineWorkbook.from_filelike(io.BytesIO(lone.get("/activity.xlsx").data))
    assert book.get_sheet_by_index(0).to_python()[1][1:] == [int(n) for n in table[1][1:]]
    assert book.get_sheet_by_index(1).to_python()[13][1:9] == [int(n) for n in kinds]


def test_an_empty_database_and_places(signed_in: SignedIn) -> None:
    lone = signed_in(cast.lone())
    for address in ("/activity", "/activity?by=area", "/activity?level=district&id=3", "/activity?by=nonsense"):
        assert lone.get(address).status_code == 200
    assert lone.get("/activity?level=plan&id=x").status_code == 404


def test_the_page_sends_few_statements(lone: AuditedClient) -> None:
    with counted() as statements:
        lone.get("/activity?by=area")
    asked = statements.selects("staff_session", "audit_entry", "staff_user")
    assert len(asked) == 5, asked
