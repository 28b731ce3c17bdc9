"""The areas by need in a leader's browser."""

import csv
import io
from collections.abc import Callable

import pytest
from python_calamine import CalamineWorkbook

from tests import cast
from tests.pages import AuditedClient
from tests.young_people import young
from uu.domain import recounts
from uu.models import AuditEntry, StaffUser
from uu.vocabulary import AuditAct

SignedIn = Callable[[StaffUser], AuditedClient]


@pytest.fixture
def lone(signed_in: SignedIn) -> AuditedClient:
    """Lone leads; Mette has Mjølnerparken with two young people, Folehaven has one and no counsellor."""
    mette = cast.mette()
    for place in ("Mjølnerparken", "Mjølnerparken", "Folehaven"):
        young(mette, "Amina Xerxes", place=place, status="OPV")
    recounts.rebuild(lambda _done: None)
    browser = signed_in(cast.lone())
    browser.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return browser


def test_the_page_says_where_one_more_would_meet_most(lone: AuditedClient) -> None:
    text = lone.get("/overview/need").text
    assert "would meet most young people in" in text
    assert "Without a counsellor of their own:" in text
    assert "not possible: no counsellor" in text
    assert "Mette" in text
    assert "Xerxes" not in text
    entry = AuditEntry.select().where(AuditEntry.act == AuditAct.OVERVIEW_READ).get()
    assert (entry.object_kind, entry.detail) == ("city", "need")


def test_every_order_and_level_opens(lone: AuditedClient) -> None:
    area = f"level=area&id={cast.area('Folehaven')}"
    for address in ("?sort=share", "?sort=load", "?sort=name", "?sort=%00", "?level=district&id=3", f"?{area}"):
        assert lone.get(f"/overview/need{address}").status_code == 200
    assert 'href="/overview/need?level=district&amp;id=3"' in lone.get("/overview?level=district&id=3").text


def test_an_empty_database_says_why(signed_in: SignedIn) -> None:
    text = signed_in(cast.lone()).get("/overview/need", headers={"Accept-Language": "en"}).text
    assert "Nobody is registered here yet" in text
    assert "nobody registered" in text


@pytest.mark.parametrize("address", ["level=area&id=x", "level=district&id=99", "level=nowhere"])
def test_a_place_that_does_not_exist_is_404(lone: AuditedClient, address: str) -> None:
    assert lone.get(f"/overview/need?{address}").status_code == 404


def test_the_files_hold_the_same_numbers_and_say_not_to_share(lone: AuditedClient) -> None:
    table = list(csv.reader(io.StringIO(lone.get("/overview/need.csv").data.decode("utf-8-sig"))))
    assert table[1] == ["Mjølnerparken", "2", "2", "0", "0", "2", "Mette", "0.5", "4"]
    assert ["Not for sharing: holds small counts."] in table
    book = CalamineWorkbook.from_filelike(io.BytesIO(lone.get("/overview/need.xlsx").data))
    assert book.get_sheet_by_index(0).to_python()[2][:3] == ["Folehaven", 1, 1]
    details = [entry.detail for entry in AuditEntry.select().where(AuditEntry.act == AuditAct.EXPORTED)]
    assert details == ["need csv", "need xlsx"]
