"""The leader's page of ages in a browser."""

import csv
import io
from collections.abc import Callable
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from tests import cast
from tests.pages import AuditedClient
from tests.young_people import ago, young
from uu.models import AuditEntry, StaffUser
from uu.vocabulary import AuditAct

SignedIn = Callable[[StaffUser], AuditedClient]
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def lone(signed_in: SignedIn) -> AuditedClient:
    """Lone leads; Xerxes of 17, of 24 twice, and one of 24 who has moved away."""
    mette = cast.mette()
    young(mette, "Amina Xerxes", birth_on=date(2009, 1, 1))
    for status in ("GUU", "UOP"):
        young(mette, "Bilal Xerxes", birth_on=date(2002, 1, 1), status=status, place="Tingbjerg")
    young(mette, "Carla Xerxes", birth_on=date(2002, 1, 1), status="FLY", closed=True)
    return signed_in(cast.lone())


def test_the_page_shows_each_age_and_no_name(lone: AuditedClient) -> None:
    text = lone.get("/overview/ages", headers=ENGLISH).text
    assert "15–17 years" in text
    assert "50–100" in text
    assert "not possible: nobody of this age" in text
    assert "Xerxes" not in text
    entry = AuditEntry.select().where(AuditEntry.act == AuditAct.OVERVIEW_READ).get()
    assert (entry.object_kind, entry.detail) == ("city", "ages")


def test_one_comes_from_the_overview_of_a_place_to_its_ages(lone: AuditedClient) -> None:
    from uu.domain import recounts

    recounts.rebuild(lambda _done: None)
    assert 'href="/overview/ages?level=district&amp;id=3"' in lone.get("/overview?level=district&id=3").text
    area = f"level=area&id={cast.area('Tingbjerg')}"
    assert "50–100" in lone.get(f"/overview/ages?{area}").text


def test_an_empty_database_says_why(signed_in: SignedIn) -> None:
    text = signed_in(cast.lone()).get("/overview/ages", headers=ENGLISH).text
    assert "Nobody is registered here yet" in text


def test_one_person_and_everybody_unknown(signed_in: SignedIn) -> None:
    young(cast.mette(), status="UOP", birth_on=ago(6000))
    assert "0–100" in signed_in(cast.lone()).get("/overview/ages").text


@pytest.mark.parametrize("address", ["level=area&id=x", "level=district&id=99", "level=nowhere", "level=plan&id=%00"])
def test_a_place_that_does_not_exist_is_404(lone: AuditedClient, address: str) -> None:
    assert lone.get(f"/overview/ages?{address}").status_code == 404


def test_the_files_hold_the_same_numbers_and_say_not_to_share(lone: AuditedClient) -> None:
    answer = lone.get("/overview/ages.csv", headers=ENGLISH)
    table = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert table[3][:10] == ["The whole city", "21–24 years", "2", "1", "0", "0", "1", "1", "0.5", "1"]
    assert table[4][2] == "3"
    assert ["Not for sharing: holds small counts."] in table
    book = CalamineWorkbook.from_filelike(io.BytesIO(lone.get("/overview/ages.xlsx").data))
    assert book.get_sheet_by_index(0).to_python()[3][2:8] == [2, 1, 0, 0, 1, 1]
    details = [entry.detail for entry in AuditEntry.select().where(AuditEntry.act == AuditAct.EXPORTED)]
    assert details == ["ages csv", "ages xlsx"]
