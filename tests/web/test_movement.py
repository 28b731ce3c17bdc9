"""The leader's page of movement in a browser."""

import csv
import io
from collections.abc import Callable

import pytest
from python_calamine import CalamineWorkbook

from tests import cast
from tests.hindsight import Story
from tests.pages import AuditedClient
from tests.web.budget import counted
from tests.young_people import ago
from uu.models import AuditEntry, StaffUser
from uu.vocabulary import AuditAct

SignedIn = Callable[[StaffUser], AuditedClient]
ENGLISH = {"Accept-Language": "en"}
TEN_DAYS = f"from={ago(10)}"


@pytest.fixture
def lone(signed_in: SignedIn) -> AuditedClient:
    """Of three young people one has come closer, one is no longer known, and one has moved."""
    story = Story()
    story.tell([("observe", 0, "GYM", 5), ("observe", 1, "UOP", 3), ("move", 2, "Tingbjerg", False, 2)])
    return signed_in(story.lone)


def page(client: AuditedClient, address: str) -> str:
    return " ".join(client.get(f"/movement?{address}", headers=ENGLISH).text.split())


def test_the_page_says_who_moved_how_and_no_name(lone: AuditedClient) -> None:
    text = page(lone, TEN_DAYS)
    assert "33 % (6–79 %)" in text
    assert "1 of those further away is unknown on the last day: we know less." in text
    assert "Of the 2 whose status was known on both days" in text
    assert "Sami" not in text
    entry = AuditEntry.select().where(AuditEntry.act == AuditAct.OVERVIEW_READ).get()
    assert (entry.object_kind, entry.detail) == ("city", "movement")


def test_who_moved_is_apart_in_each_area_and_in_the_city_on_both_days(lone: AuditedClient) -> None:
    gone = page(lone, f"level=area&id={cast.area('Mjølnerparken')}&{TEN_DAYS}")
    assert "1, 1 of them elsewhere in the city" in gone
    new = page(lone, f"level=area&id={cast.area('Tingbjerg')}&{TEN_DAYS}")
    assert "Nobody was counted here on both days." in new
    assert "1, 1 of them from elsewhere in the city" in new


def test_every_level_opens_from_the_one_above(lone: AuditedClient) -> None:
    for address in ("by=district", "by=area", "level=district&id=3", "by=nonsense", "from=2020-01-01"):
        assert lone.get(f"/movement?{address}").status_code == 200
    assert f'href="/movement?level=district&amp;id=3&amp;{TEN_DAYS}"' in page(lone, f"by=district&{TEN_DAYS}")


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        (f"from={ago(1)}&to={ago(5)}", "The first day must lie before the last."),
        (f"from={ago(5)}&to={ago(5)}", "The first day must lie before the last."),
        (f"to={ago(-1)}", "of a day to come nothing can be known yet"),
        (f"known={ago(-1)}", "of a day to come nothing can be known yet"),
        ("to=0001-01-01", "Choose a day that exists, from 2000 on."),
        ("from=0001-01-01&to=0001-01-01", "Choose a day that exists, from 2000 on."),
        ("from=1999-12-31", "Choose a day that exists, from 2000 on."),
        ("from=2026-02-30", "Choose a day that exists, from 2000 on."),
        ("known=<script>", "Choose a day that exists, from 2000 on."),
    ],
)
def test_a_period_that_cannot_be_is_told_at_its_field(lone: AuditedClient, address: str, sentence: str) -> None:
    text = page(lone, address)
    assert sentence in text
    assert "Below are the last three months as they are known today." in text
    assert 'aria-invalid="true"' in text


def test_the_day_of_knowledge_is_explained(lone: AuditedClient) -> None:
    text = page(lone, f"{TEN_DAYS}&known={ago(1)}")
    assert "Only what had been recorded by midnight at the end of that day counts" in text
    assert "Nobody could know that yet" in text
    assert "What we have learned since" in text
    assert "Nobody could know that yet" not in page(lone, f"{TEN_DAYS}&to={ago(2)}&known={ago(1)}")


def test_before_the_first_record_the_page_says_so(lone: AuditedClient) -> None:
    assert "Nobody was counted before" in page(lone, f"from={ago(50)}")
    assert "Nobody was counted here on either day" in page(lone, f"from={ago(60)}&to={ago(50)}")


def test_an_empty_city_says_why(signed_in: SignedIn) -> None:
    assert "Nobody was counted here on either day" in page(signed_in(cast.lone()), "")


@pytest.mark.parametrize("address", ["level=area&id=x", "level=district&id=99", "level=nowhere", "level=plan&id=%00"])
def test_a_place_that_does_not_exist_is_404(lone: AuditedClient, address: str) -> None:
    assert lone.get(f"/movement?{address}").status_code == 404


def test_the_files_hold_the_same_numbers_and_say_not_to_share(lone: AuditedClient) -> None:
    answer = lone.get(f"/movement.csv?by=area&{TEN_DAYS}", headers=ENGLISH)
    table = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    ways = [f"{way}{end}" for way in ("Closer", "Unchanged", "Further away")
            for end in ("", ", share", ", at least", ", at most")]  # fmt: skip
    assert table[0][:14] == ["Area", "Counted on both days", *ways]
    assert table[1][:4] == ["The whole city", "3", "1", "0.333333"]
    assert float(table[1][4]) < 1 / 3 < float(table[1][5])
    assert ["Not for sharing: holds small counts."] in table
    book = CalamineWorkbook.from_filelike(io.BytesIO(lone.get(f"/movement.xlsx?{TEN_DAYS}", headers=ENGLISH).data))
    assert book.get_sheet_by_index(0).to_python()[1][1:4] == [3, 1, pytest.approx(1 / 3)]
    flows = book.get_sheet_by_index(1).to_python()
    assert ["The whole city", "Needs effort", "On the way, in upper-secondary", 1] in flows
    assert book.get_sheet_by_index(2).to_python()[1][1:4] == [3, 3, 0]
    details = [entry.detail for entry in AuditEntry.select().where(AuditEntry.act == AuditAct.EXPORTED)]
    assert details == ["movement csv", "movement xlsx"]


def test_the_page_sends_few_statements(lone: AuditedClient) -> None:
    with counted() as statements:
        lone.get("/movement?by=area")
    asked = statements.selects("staff_session", "staff_user", "audit_entry")
    assert len(asked) == 5, asked


def test_how_we_count_explains_both(lone: AuditedClient) -> None:
    text = lone.get("/overview/definitions").text
    assert 'id="movement"' in text
    assert 'id="as_known"' in text


@pytest.mark.parametrize("kind", ["", ".csv", ".xlsx"])
def test_a_day_before_all_reckoning_stops_no_output(lone: AuditedClient, kind: str) -> None:
    assert lone.get(f"/movement{kind}?to=0001-01-01").status_code == 200
