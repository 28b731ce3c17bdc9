"""The leader's page of forecasts in a browser."""

import csv
import io
from collections.abc import Callable

import pytest
from python_calamine import CalamineWorkbook

from tests import cast
from tests.nights import kept
from tests.pages import AuditedClient
from tests.web.budget import counted
from tests.young_people import young
from uu import clock
from uu.domain import forecasting, recounts
from uu.models import AuditEntry, StaffUser
from uu.vocabulary import AuditAct

SignedIn = Callable[[StaffUser], AuditedClient]
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def lone(signed_in: SignedIn) -> AuditedClient:
    """Lone leads; last night worked the city and Tingbjerg out."""
    kept()
    kept("area", str(cast.area("Tingbjerg")))
    kept("area", str(cast.area("Folehaven")), suffices=False, people=40, completed=3)
    return signed_in(cast.lone())


def test_the_page_says_the_share_its_night_and_the_target(lone: AuditedClient) -> None:
    text = lone.get("/forecast", headers=ENGLISH).text.replace("\N{NO-BREAK SPACE}", " ")
    assert "(57–67 %) will have completed" in text
    assert "Below the target of 95 %, also when chance is allowed for." in text
    assert "worked out in the night to 23 November 2026" in text
    assert "(28–35) more a year" in text
    assert "175 (160–190)" in text
    entry = AuditEntry.select().where(AuditEntry.act == AuditAct.OVERVIEW_READ).get()
    assert (entry.object_kind, entry.detail) == ("city", "forecast")


def test_it_is_danish_to_a_dane(lone: AuditedClient) -> None:
    assert "Hvor er vi på vej hen?" in lone.get("/forecast").text


def test_every_level_opens_and_too_little_is_told_in_words(lone: AuditedClient) -> None:
    for address in ("/forecast?by=district", "/forecast?by=area", "/forecast?level=district&id=3", "/forecast?by=x"):
        assert lone.get(address).status_code == 200
    few = lone.get(f"/forecast?level=area&id={cast.area('Folehaven')}", headers=ENGLISH).text
    assert "Not enough history yet" in few
    assert ">40<" in few
    none = lone.get(f"/forecast?level=area&id={cast.area('Mjølnerparken')}", headers=ENGLISH).text
    assert "The first forecast comes tonight" in none


def test_one_person_and_no_name(signed_in: SignedIn) -> None:
    young(cast.mette(), "Amina Xerxes")
    forecasting.renew(clock.today())
    text = signed_in(cast.lone()).get("/forecast", headers=ENGLISH).text
    assert "Not enough history yet" in text
    assert "Xerxes" not in text


def test_where_nobody_turns_25_the_page_says_so(signed_in: SignedIn) -> None:
    kept(registered=[5] * 5 + [0] * 5)
    text = signed_in(cast.lone()).get("/forecast", headers=ENGLISH).text
    assert "Nobody registered here is 20 to 24 years old" in text


@pytest.mark.parametrize("address", ["level=area&id=x", "level=district&id=99", "level=nowhere", "level=plan&id=%00"])
def test_a_place_that_does_not_exist_is_404(lone: AuditedClient, address: str) -> None:
    assert lone.get(f"/forecast?{address}").status_code == 404


def test_the_files_hold_the_same_numbers_and_say_not_to_share(lone: AuditedClient) -> None:
    table = list(csv.reader(io.StringIO(lone.get("/forecast.csv?by=area", headers=ENGLISH).data.decode("utf-8-sig"))))
    assert table[1][:4] == ["The whole city", "0.62", "0.57", "0.67"]
    assert ["Not for sharing: holds small counts."] in table
    assert ["Folehaven", "", "", "", "12", "40", "3", "5", "12"] in table
    book = CalamineWorkbook.from_filelike(io.BytesIO(lone.get("/forecast.xlsx").data))
    assert book.get_sheet_by_index(1).to_python()[10] == [24, 90, 22, 0.5, 0.4, 0.6]
    assert book.get_sheet_by_index(2).to_python()[1] == [16, 0.1, 0.2, 0.3, 0.3, 0.1]
    details = [entry.detail for entry in AuditEntry.select().where(AuditEntry.act == AuditAct.EXPORTED)]
    assert details == ["forecast csv", "forecast xlsx"]


def test_files_of_a_place_without_a_forecast_are_empty_and_say_why(signed_in: SignedIn) -> None:
    client = signed_in(cast.lone())
    assert "comes tonight" in client.get("/forecast.csv", headers=ENGLISH).data.decode("utf-8-sig")
    assert client.get("/forecast.xlsx").status_code == 200


def test_the_page_sends_few_statements(lone: AuditedClient) -> None:
    with counted() as statements:
        lone.get("/forecast?by=area")
    asked = statements.selects("staff_session", "staff_user", "audit_entry")
    assert len(asked) == 3, asked


def test_how_we_count_explains_the_forecast(lone: AuditedClient) -> None:
    assert 'id="forecast"' in lone.get("/overview/definitions").text


def test_the_overview_leads_to_the_same_place(lone: AuditedClient) -> None:
    young(cast.mette())
    recounts.rebuild(lambda _done: None)
    assert 'href="/forecast?level=district&amp;id=3"' in lone.get("/overview?level=district&id=3").text
