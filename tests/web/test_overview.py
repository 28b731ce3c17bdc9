"""The leader's overview in a browser."""

import csv
import io
from collections.abc import Callable
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from tests import cast
from tests.pages import AuditedClient
from tests.web.budget import counted
from tests.young_people import ago, young
from uu.domain import buckets, recounts
from uu.models import AuditEntry, StaffUser
from uu.vocabulary import AuditAct

SignedIn = Callable[[StaffUser], AuditedClient]


@pytest.fixture
def lone(signed_in: SignedIn) -> AuditedClient:
    """Lone leads; Amina has completed, Bilal has dropped out and Carla is unknown."""
    mette = cast.mette()
    young(mette, "Amina Xerxes", status="GUU", status_on=ago(10))
    young(mette, "Bilal Xerxes", status="AFB", place="Tingbjerg")
    young(mette, "Carla Xerxes", status="UOP", lives_outside=True)
    recounts.rebuild(lambda _done: None)
    return signed_in(cast.lone())


def test_the_overview_shows_the_range_the_distance_and_no_name(lone: AuditedClient) -> None:
    text = lone.get("/overview", headers={"Accept-Language": "en"}).text
    assert "33–67" in text
    assert "2 young people" in text
    assert "Outside the areas" in text
    assert "Xerxes" not in text
    assert "Amina" not in text
    assert AuditEntry.select().where(AuditEntry.act == AuditAct.OVERVIEW_READ).count() == 1


def cohort_card(text: str) -> str:
    return text.split('id="cohort-card"')[1].split("</section>", maxsplit=1)[0]


def test_those_who_turn_25_come_first_with_their_range_and_why(signed_in: SignedIn) -> None:
    mette = cast.mette()
    for status, born in (("GUU", "2001-12-01"), ("OPV", "2001-12-31"), ("UOP", "2001-11-30"), ("AFB", "2002-01-01")):
        young(mette, status=status, birth_on=date.fromisoformat(born))
    recounts.rebuild(lambda _done: None)
    text = signed_in(cast.lone()).get("/overview", headers={"Accept-Language": "en"}).text
    card = cohort_card(text)
    assert "Those who turn 25 in 2026" in card
    assert "33–67" in card
    assert "<strong>2 young people</strong> to go" in card
    assert "6–94" in card
    assert "because the target is about 25-year-olds" in card
    assert text.index("cohort-card") < text.index('id="reached"')


def test_where_nobody_turns_25_there_is_no_headline(lone: AuditedClient) -> None:
    card = cohort_card(lone.get("/overview", headers={"Accept-Language": "en"}).text)
    assert "Nobody who is registered here turns 25 in 2026." in card


def test_every_level_opens_from_the_one_above(lone: AuditedClient) -> None:
    for address in (
        "/overview?by=district", "/overview?by=area&sort=name", "/overview?level=district&id=3",
        "/overview?sort=n&order=rising",
        f"/overview?level=area&id={cast.area('Tingbjerg')}&since=2026-10-01",
    ):  # fmt: skip
        assert lone.get(address).status_code == 200
    assert lone.get("/overview?level=district&id=3").text.count("Mjølnerparken") == 1


def test_an_empty_database_says_why(signed_in: SignedIn) -> None:
    text = signed_in(cast.lone()).get("/overview", headers={"Accept-Language": "en"}).text
    assert "Nobody is registered yet" in text


@pytest.mark.parametrize("since", ["tomorrow", "2027-01-01", "0001-01-01", "2026-13-40", "%00", "🙂"])
def test_a_day_that_cannot_be_used_is_explained(lone: AuditedClient, since: str) -> None:
    answer = lone.get(f"/overview?since={since}", headers={"Accept-Language": "en"})
    assert (answer.status_code, "Choose today or an earlier day" in answer.text) == (200, True)


@pytest.mark.parametrize("address", ["level=area&id=x", "level=district&id=99", "level=nowhere", "level=plan&id=%00"])
def test_a_place_that_does_not_exist_is_404(lone: AuditedClient, address: str) -> None:
    assert lone.get(f"/overview?{address}").status_code == 404


def test_the_files_hold_the_same_numbers_and_say_not_to_share(lone: AuditedClient) -> None:
    answer = lone.get("/overview.csv?by=area", headers={"Accept-Language": "en"})
    table = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert table[1][:6] == ["The whole city", "3", "1", "0", "1", "1"]
    assert ["Not for sharing: holds small counts."] in table
    book = CalamineWorkbook.from_filelike(io.BytesIO(lone.get("/overview.xlsx").data))
    assert book.get_sheet_by_index(0).to_python()[1][1:6] == [3, 1, 0, 1, 1]
    assert len(book.get_sheet_by_index(1).to_python()) >= 37
    assert AuditEntry.select().where(AuditEntry.act == AuditAct.EXPORTED).count() == 2


def listed(text: str, term: str) -> str:
    """What stands beside a term in the card of all young people."""
    card = text.split('id="reached"')[1].split("</section>", maxsplit=1)[0]
    assert card.count(f"{term}</dt>") == 1
    return card.split(f"{term}</dt>")[1].split("</dd>")[0].split(">")[-1].strip().replace("\N{NO-BREAK SPACE}", " ")


def test_neither_education_nor_work_and_the_index_stand_in_the_headline_with_their_ranges(lone: AuditedClient) -> None:
    english = {"Accept-Language": "en"}
    city = lone.get("/overview", headers=english).text
    assert listed(city, "In neither education nor work") == "33–67 %"
    assert "Index" not in city.split('id="reached"')[1].split("</section>", maxsplit=1)[0]
    text = lone.get(f"/overview?level=area&id={cast.area('Mjølnerparken')}", headers=english).text
    assert listed(text, "Index: the city is 100") == "150–300"
    assert listed(text, "In neither education nor work") == "0 %"
    text = lone.get(f"/overview?level=area&id={cast.area('Tingbjerg')}", headers=english).text
    assert (listed(text, "Index: the city is 100"), listed(text, "In neither education nor work")) == ("0", "100 %")


def test_without_anybody_who_has_reached_it_there_is_no_index(signed_in: SignedIn) -> None:
    young(cast.mette(), status="UOP")
    recounts.rebuild(lambda _done: None)
    client, english = signed_in(cast.lone()), {"Accept-Language": "en"}
    text = client.get(f"/overview?level=area&id={cast.area('Mjølnerparken')}", headers=english).text
    assert listed(text, "Index: the city is 100").startswith("not possible: nobody in the city")
    table = list(csv.DictReader(io.StringIO(client.get("/overview.csv", headers=english).data.decode("utf-8-sig"))))
    assert [line["Index with the city as 100, at least"] for line in table[:1]] == [""]


def test_the_files_hold_neither_education_nor_work_and_the_index(lone: AuditedClient) -> None:
    answer = lone.get("/overview.csv?by=area", headers={"Accept-Language": "en"})
    table = {line["Area"]: line for line in csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")))}
    ends = ("at least", "at most")
    city, mine = table["The whole city"], table["Mjølnerparken"]
    assert [mine[f"Index with the city as 100, {end}"] for end in ends] == ["150", "300"]
    assert [city[f"Index with the city as 100, {end}"] for end in ends] == ["100", "100"]
    shares = [float(city[f"In neither education nor work, {end}"]) for end in ends]
    assert shares == [pytest.approx(1 / 3, abs=0.001), pytest.approx(2 / 3, abs=0.001)]


RULE = "How some statuses count was changed, last from"


def test_a_rule_that_was_changed_is_said_beside_what_it_changes(lone: AuditedClient) -> None:
    english = {"Accept-Language": "en"}
    assert RULE not in lone.get("/overview", headers=english).text
    buckets.set_bucket(StaffUser.get(StaffUser.username == "lone"), "AFB", "reached", ago(5))
    text = lone.get(f"/overview?since={ago(6)}", headers=english).text
    for card in ("trend-card", "places", "since-card"):
        assert RULE in text.split(f'id="{card}"')[1].split('<section class="card"')[0], card
    text = lone.get(f"/overview?since={ago(5)}", headers=english).text
    assert RULE not in text.split('id="since-card"')[1].split('<section class="card"')[0]


def test_how_we_count_explains_every_measure(lone: AuditedClient) -> None:
    assert lone.get("/overview/definitions").text.count("<section") >= 12


def test_the_page_sends_as_few_statements_for_many_as_for_one(lone: AuditedClient) -> None:
    with counted() as few:
        lone.get("/overview?by=area")
    mette = StaffUser.get(StaffUser.username == "mette")
    for place in ("Folehaven", "Bispeparken", "Lundtoftegade"):
        young(mette, place=place)
    recounts.rebuild(lambda _done: None)
    with counted() as many:
        lone.get("/overview?by=area")
    assert len(many.data) == len(few.data)
    rest = (
        "target", "policy", "status_bucket", "staff_session", "staff_user", "audit_entry", "operation",
        "reference_series",
    )  # fmt: skip
    asked = [sql for sql in many.selects(*rest) if "pg_advisory" not in sql]
    assert len(asked) == 4, asked
