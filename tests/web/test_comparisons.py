"""Two places beside each other in a leader's browser."""

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
MJOELNER, TINGBJERG, FOLEHAVEN = (f"area:{cast.area(name)}" for name in ("Mjølnerparken", "Tingbjerg", "Folehaven"))


@pytest.fixture
def lone(signed_in: SignedIn) -> AuditedClient:
    """Lone leads; of twenty in Mjølnerparken all have completed, of twenty in Tingbjerg none has."""
    mette = cast.mette()
    for _each in range(20):
        young(mette, "Amina Xerxes", status="GUU")
        young(mette, "Bilal Xerxes", status="AFB", place="Tingbjerg")
    recounts.rebuild(lambda _done: None)
    browser = signed_in(cast.lone())
    browser.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return browser


def test_a_sure_difference_is_said_in_points_people_and_words(lone: AuditedClient) -> None:
    text = lone.get(f"/overview/compare?one={MJOELNER}&other={TINGBJERG}").text
    assert "+100 percentage points, +20 young people" in text
    assert "Higher, also when chance and the unknown are allowed for." in text
    assert "Lower, also when chance" in text
    assert "Xerxes" not in text
    read = AuditEntry.select().where(AuditEntry.act == AuditAct.OVERVIEW_READ)
    assert [(entry.object_kind, entry.detail) for entry in read] == [("area", "compare")] * 2


def test_one_comes_from_a_place_with_the_city_beside_it(lone: AuditedClient) -> None:
    address = f"/overview/compare?one=area%3A{cast.area('Tingbjerg')}"
    overview = lone.get(f"/overview?level=area&id={cast.area('Tingbjerg')}").text
    assert address in overview
    text = lone.get(address).text
    assert "Some count in both" in text
    assert "Could be chance" not in text


def test_nothing_chosen_asks_for_two_places(lone: AuditedClient) -> None:
    assert "Choose two places" in lone.get("/overview/compare").text
    assert "Choose two places" in lone.get("/overview/compare?one=").text


def test_the_same_place_twice_is_explained(lone: AuditedClient) -> None:
    text = lone.get(f"/overview/compare?one={TINGBJERG}&other={TINGBJERG}").text
    assert "These are the same place." in text


def test_a_place_without_people_has_no_shares(lone: AuditedClient) -> None:
    text = lone.get(f"/overview/compare?one={TINGBJERG}&other={FOLEHAVEN}").text
    assert "Nobody is registered in Folehaven, so it has no shares." in text
    assert "not possible: nobody" in text


def test_an_empty_database_compares_nothing(signed_in: SignedIn) -> None:
    text = signed_in(cast.lone()).get(f"/overview/compare?one={TINGBJERG}", headers={"Accept-Language": "en"}).text
    assert "Nobody is registered in" in text


@pytest.mark.parametrize("address", ["one=area:x", "one=nowhere", "one=city:&other=plan:%00", "one=youth:1"])
def test_a_place_that_does_not_exist_is_404(lone: AuditedClient, address: str) -> None:
    assert lone.get(f"/overview/compare?{address}").status_code == 404


def test_the_files_hold_the_same_shares_and_numbers(lone: AuditedClient) -> None:
    words = f"one={MJOELNER}&other={TINGBJERG}"
    text = lone.get(f"/overview/compare?{words}").text
    for kind in ("csv", "xlsx"):
        assert f"/overview/compare.{kind}?one=" in text
    table = list(csv.reader(io.StringIO(lone.get(f"/overview/compare.csv?{words}").data.decode("utf-8-sig"))))
    reached = next(row for row in table if row[0] == "Reached, of all")
    assert (reached[1:5], reached[9:13]) == (["1", "1", "0", "0"], ["1", "1", "20", "20"])
    assert ["Not for sharing: holds small counts."] in table
    book = CalamineWorkbook.from_filelike(io.BytesIO(lone.get(f"/overview/compare.xlsx?{words}").data))
    assert ["Young people", 20, 20] in book.get_sheet_by_index(1).to_python()
    details = [entry.detail for entry in AuditEntry.select().where(AuditEntry.act == AuditAct.EXPORTED)]
    assert details == ["compare csv"] * 2 + ["compare xlsx"] * 2


def test_there_is_no_file_before_two_places_are_chosen(lone: AuditedClient) -> None:
    assert lone.get("/overview/compare.csv").status_code == 404
    assert lone.get(f"/overview/compare.xlsx?one={TINGBJERG}&other={TINGBJERG}").status_code == 404
