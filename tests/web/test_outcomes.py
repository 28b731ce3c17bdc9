"""The leader's page of outcomes in a browser."""

import csv
import io
from collections.abc import Callable

import pytest
from python_calamine import CalamineWorkbook

from tests import cast
from tests.pages import AuditedClient
from tests.web.budget import counted
from tests.young_people import ago, young
from uu.models import AuditEntry, Journey, StaffUser
from uu.vocabulary import AuditAct, JourneyEnd

SignedIn = Callable[[StaffUser], AuditedClient]
ENGLISH = {"Accept-Language": "en"}


def begun(by: StaffUser, days: int, end: JourneyEnd = JourneyEnd.OPEN, after: int | None = None) -> None:
    """Xerxes of Mjølnerparken had a first session so many days ago."""
    Journey.create(
        youth=young(by, "Amina Xerxes"), scope=cast.area("Mjølnerparken"), started_on=ago(days), age=17, outcome=end,
        days=after,
    )  # fmt: skip


@pytest.fixture
def lone(signed_in: SignedIn) -> AuditedClient:
    """Lone leads; of ten young people four came into education or work, and one left."""
    mette = cast.mette()
    for after in (30, 60, 200, 500):
        begun(mette, 800, JourneyEnd.REACHED, after)
    begun(mette, 800, JourneyEnd.LEFT, 100)
    for _each in range(5):
        begun(mette, 800)
    return signed_in(cast.lone())


def test_the_page_shows_the_share_its_interval_and_no_name(lone: AuditedClient) -> None:
    text = lone.get("/outcome", headers=ENGLISH).text
    assert "12–67" in text
    assert "No sure difference from the 25" in text
    assert "Amina" not in text
    assert "Xerxes" not in text
    entry = AuditEntry.select().where(AuditEntry.act == AuditAct.OVERVIEW_READ).get()
    assert (entry.object_kind, entry.detail) == ("city", "outcome")


def test_every_level_opens_from_the_one_above(lone: AuditedClient) -> None:
    for address in (
        "/outcome?by=district", "/outcome?by=area", "/outcome?level=district&id=3", "/outcome?by=nonsense",
        f"/outcome?level=area&id={cast.area('Tingbjerg')}",
    ):  # fmt: skip
        assert lone.get(address).status_code == 200
    assert (
        "Nobody here has had a first session yet"
        in lone.get(f"/outcome?level=area&id={cast.area('Tingbjerg')}", headers=ENGLISH).text
    )


def test_the_overview_leads_to_the_same_place(lone: AuditedClient) -> None:
    from uu.domain import recounts

    recounts.rebuild(lambda _done: None)
    assert 'href="/outcome?level=district&amp;id=3"' in lone.get("/overview?level=district&id=3").text


def test_an_empty_database_says_why(signed_in: SignedIn) -> None:
    text = signed_in(cast.lone()).get("/outcome", headers=ENGLISH).text
    assert "Nobody here has had a first session yet" in text


def test_too_few_are_told_in_words(signed_in: SignedIn) -> None:
    mette = cast.mette()
    for days in (800, 400, 400, 400, 400, 100):
        begun(mette, days)
    text = signed_in(cast.lone()).get("/outcome", headers=ENGLISH).text
    assert "Not yet possible" in text
    assert "1 had the first session 24 months ago or earlier. At least 5 are needed." in text
    assert "The curve shows what is known so far." in text


def test_one_person_has_neither_share_nor_curve(signed_in: SignedIn) -> None:
    begun(cast.mette(), 800, JourneyEnd.REACHED, 40)
    text = signed_in(cast.lone()).get("/outcome", headers=ENGLISH).text
    assert "Not yet possible" in text
    assert 'id="outcome-title"' not in text


@pytest.mark.parametrize("address", ["level=area&id=x", "level=district&id=99", "level=nowhere", "level=plan&id=%00"])
def test_a_place_that_does_not_exist_is_404(lone: AuditedClient, address: str) -> None:
    assert lone.get(f"/outcome?{address}").status_code == 404


def test_the_files_hold_the_same_numbers_and_say_not_to_share(lone: AuditedClient) -> None:
    answer = lone.get("/outcome.csv?by=area", headers=ENGLISH)
    table = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert table[1][1:7] == ["The whole city", "10", "10", "4", "1", "0.4"]
    assert ["Not for sharing: holds small counts."] in table
    book = CalamineWorkbook.from_filelike(io.BytesIO(lone.get("/outcome.xlsx").data))
    assert book.get_sheet_by_index(0).to_python()[1][2:7] == [10, 10, 4, 1, 0.4]
    assert [row[0] for row in book.get_sheet_by_index(1).to_python()[1:9]] == [3, 6, 9, 12, 15, 18, 21, 24]
    details = [entry.detail for entry in AuditEntry.select().where(AuditEntry.act == AuditAct.EXPORTED)]
    assert details == ["outcome csv", "outcome xlsx"]


def test_the_page_sends_few_statements(lone: AuditedClient) -> None:
    with counted() as statements:
        lone.get("/outcome?by=area")
    asked = statements.selects("staff_session", "staff_user", "audit_entry", "reference_series")
    assert len(asked) == 4, asked


def test_how_we_count_explains_the_outcome(lone: AuditedClient) -> None:
    assert 'id="outcome"' in lone.get("/overview/definitions").text
