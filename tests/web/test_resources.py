"""Resources in a leader's browser: entered as Danes write numbers, and figures that say when they cannot be given."""

import csv
import io
from collections.abc import Callable
from uuid import uuid4

import pytest
from python_calamine import CalamineWorkbook
from werkzeug.test import TestResponse

from tests import cast, people
from tests.pages import AuditedClient
from tests.web.budget import counted
from tests.web.filling import press
from uu.domain import resources
from uu.models import AuditEntry, Resource, StaffUser
from uu.vocabulary import AuditAct

SignedIn = Callable[[StaffUser], AuditedClient]
ENGLISH = {"Accept-Language": "en"}
LAST_YEARS = {"first_on": "2026-01-01", "last_on": "2026-12-31"}


@pytest.fixture
def lone(db: None, signed_in: SignedIn) -> AuditedClient:
    client = signed_in(cast.lone())
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def form(**told: str) -> dict[str, str]:
    usual = {"id": str(uuid4()), "kind": "full_time", "amount": "2,5", "financier": "state", "place": "city:"}
    return usual | LAST_YEARS | told


def sent(client: AuditedClient, path: str, **typed: str) -> TestResponse:
    """The page's form as it stands, but for what is typed."""
    return press(client, path, client.get(path.removesuffix("/removed")), **typed)


def test_without_anything_entered_the_page_says_what_is_not_possible(lone: AuditedClient) -> None:
    text = lone.get("/resources").text
    assert "Not possible: full-time counsellors are not entered for every day of the period." in text
    assert "Not possible: a budget is not entered for every day of the period." in text
    assert "Nothing is entered here yet" in text


def test_what_is_entered_stands_on_the_page_with_its_unit(lone: AuditedClient) -> None:
    assert sent(lone, "/resources/new", **form()).status_code == 303
    budget = form(kind="budget", amount="1.250.000", financier="foundation")
    assert sent(lone, "/resources/new", **budget).status_code == 303
    text = lone.get("/resources").text
    assert "2.5 full-time" in text
    assert "DKK 1,250,000" in text
    assert "Not possible: nobody was reached in the period." in text
    entry = AuditEntry.select().where(AuditEntry.act == AuditAct.RESOURCE_SET).get()
    assert entry.object_kind == "resource"


@pytest.mark.parametrize(
    ("amount", "hundredths"),
    [("2,5", 250), ("2.5", 250), ("3", 300), ("1.250", 125000), ("1.250.000,50 kr.", 125000050), ("0,5 årsværk", 50),
     ("1 250 000", 125000000)],
)  # fmt: skip
def test_numbers_as_danes_write_them(lone: AuditedClient, amount: str, hundredths: int) -> None:
    sent(lone, "/resources/new", **form(kind="budget", amount=amount))
    assert [row.amount for row in Resource.select()] == [hundredths]


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"amount": "many"}, "Write a number, for example 2,5."),
        ({"amount": "1e5"}, "Write a number, for example 2,5."),
        ({"amount": "-2"}, "Write a number above 0."),
        ({"amount": "0"}, "Write a number above 0."),
        ({"amount": "0,125"}, "Write at most two decimals."),
        ({"amount": "501"}, "Write a number above 0 and up to 500."),
        ({"amount": ""}, "Write a number, for example 2,5."),
        ({"kind": ""}, "Choose one of the two."),
        ({"financier": "nobody"}, "Choose one of the options shown."),
        ({"place": "district:3"}, "Choose one of the options shown."),
        ({"first_on": "tomorrow"}, "Write a date that exists"),
        ({"last_on": "2025-01-01"}, "Choose the first day or a later one"),
        ({"kind": "budget", "last_on": ""}, "Choose the last day of the budget"),
    ],
)
def test_what_cannot_be_used_is_said_on_its_field(lone: AuditedClient, told: dict, said: str) -> None:
    answer = sent(lone, "/resources/new", **form(**told))
    assert answer.status_code == 422
    assert said in answer.text
    assert Resource.select().count() == 0


def test_it_is_changed_and_removed_and_a_colleagues_change_is_told(lone: AuditedClient) -> None:
    sent(lone, "/resources/new", **form())
    [found] = Resource.select()
    address = f"/resources/{found.id}"
    assert 'value="2,5"' in lone.get(address).text
    sent(lone, address, **form(amount="3", version="1"))
    answer = sent(lone, address, **form(amount="4", version="1"))
    assert answer.status_code == 409
    assert "A colleague has changed this in the meantime." in answer.text
    assert sent(lone, address, **form(amount="4", version="2")).status_code == 303
    assert resources.entered(found.id).given.amount == 400
    assert sent(lone, f"{address}/removed").status_code == 303
    assert lone.get(address).status_code == 404


def test_the_files_hold_the_same_numbers(lone: AuditedClient) -> None:
    sent(lone, "/resources/new", **form())
    table = list(csv.reader(io.StringIO(lone.get("/resources.csv").data.decode("utf-8-sig"))))
    assert table[1] == ["The whole city", "2.5", "2.5", "0", "0", "0", "0", "", "0", ""]
    assert any("The cost is an estimate" in line[0] for line in table if line)
    book = CalamineWorkbook.from_filelike(io.BytesIO(lone.get("/resources.xlsx").data))
    assert book.get_sheet_by_index(0).to_python()[1][1:3] == [2.5, 2.5]


def test_places_periods_and_statements(lone: AuditedClient) -> None:
    for address in ("?by=area", "?level=district&id=3", "?by=nonsense", "?first=2026-10-02&last=2026-10-01"):
        assert lone.get(f"/resources{address}").status_code == 200
    assert lone.get("/resources?level=plan&id=x").status_code == 404
    with counted() as statements:
        lone.get("/resources?by=area")
    asked = statements.selects("staff_session", "audit_entry", "staff_user")
    assert len(asked) == 5, asked


def test_the_page_names_the_areas_that_lack_something_and_says_who_pays(lone: AuditedClient) -> None:
    mette = cast.mette()
    for place in ("Tingbjerg", "Folehaven", "Mjølnerparken", "Lundtoftegade", "Gadelandet/Husumgård"):
        people.youth(mette, area=cast.area(place))
    sent(lone, "/resources/new", **form(place=f"area:{cast.area('Tingbjerg')}"))
    text = lone.get("/resources").text
    assert "not entered for Folehaven, Gadelandet/Husumgård, Lundtoftegade and 1 more every day" in text
    assert 'id="payers"' not in text
    sent(lone, "/resources/new", **form())
    text = lone.get("/resources").text
    assert "Not possible: full-time" not in text
    assert "The state" in text[text.index('id="payers"') :]
    assert "Today there are 1 young people for each full-time counsellor." in text
