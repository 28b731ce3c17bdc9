"""A leader's program: it reads the figures of the page, and nothing about anybody."""

from dataclasses import replace

import pytest

from tests import cast
from tests.api.conftest import API
from tests.api.test_openapi import fits
from tests.api.test_tokens import by_password
from tests.young_people import ago, young
from uu import clock
from uu.domain import passwords, recounts, staff
from uu.models import AuditEntry
from uu.models.devices import Standing
from uu.vocabulary import AuditAct, Role


@pytest.fixture
def lone(phone_of, mette):
    """Lone leads; Amina has completed, Bilal has dropped out and Carla is unknown."""
    young(mette, "Amina Xerxes", status="GUU", status_on=ago(10))
    young(mette, "Bilal Xerxes", status="AFB", place="Tingbjerg")
    young(mette, "Carla Xerxes", status="UOP", lives_outside=True)
    recounts.rebuild(lambda _done: None)
    return phone_of(cast.lone())


def test_it_reads_the_figures_of_the_page(lone):
    read = lone.ask("/overview?by=area").json
    now = read["figures"]["now"]
    assert (now["n"], now["reached"], now["at_risk"], now["unknown"]) == (3, 1, 1, 1)
    assert now["range"] == {"low": pytest.approx(1 / 3), "high": pytest.approx(2 / 3)}
    assert (read["distance"], read["target"]["share"]) == (2, 0.95)
    names = {line["place"]["name"]: line["figures"]["now"]["n"] for line in read["lines"]}
    assert (names["Tingbjerg"], names["Mjølnerparken"], names["Outside the areas"]) == (1, 1, 1)


def test_every_figure_has_its_day_and_says_of_whom_it_is(lone):
    read, today = lone.ask("/overview").json, clock.today()
    assert read["counted_on"] == read["figures"]["now"]["counted_on"] == today.isoformat()
    assert read["since"] == read["figures"]["before"]["counted_on"] == ago(28).isoformat()
    counts = [read["figures"]["now"], read["city"]["now"], *read["trend"]]
    assert {each["of"] for each in counts} == {"registered_young_people"}
    assert "registered young people" in read["caveat"]
    assert {*read["definitions"]} <= {*counts[0], "distance"}


def test_it_is_as_described_and_names_nobody(lone, client):
    described = client.get(f"{API}/openapi.json").json
    answer = lone.ask(f"/overview?level=area&id={cast.area('Tingbjerg')}&since=2026-10-01")
    fits(described, "Overview", answer.json)
    assert answer.json["above"][-1]["level"] == "plan"
    assert "Xerxes" not in answer.text


def test_reading_is_logged_and_changes_nothing_else(lone):
    before = AuditEntry.select().count()
    lone.ask("/overview")
    entry = AuditEntry.select().order_by(AuditEntry.seq.desc()).get()
    assert (entry.act, AuditEntry.select().count()) == (AuditAct.OVERVIEW_READ, before + 1)


@pytest.mark.parametrize(
    ("query", "field"),
    [("since=tomorrow", "since"), ("since=2027-01-01", "since"), ("level=street", "level"), ("by=city", "by")],
)
def test_what_cannot_be_used_is_said_on_its_field(lone, query, field):
    answer = lone.ask(f"/overview?{query}")
    assert (answer.status_code, [error["field"] for error in answer.json["errors"]]) == (422, [field])


def test_a_place_that_does_not_exist_is_not_found(lone):
    assert lone.ask("/overview?level=district&id=99").json["type"] == "/problems/not-found"


@pytest.mark.parametrize("path", ["/changes", "/reference", "/youths"])
def test_the_field_is_closed_to_it(lone, path):
    assert (lone.ask(path).status_code, lone.post("/operations", lone.parcel()).status_code) == (403, 403)


def test_a_counsellor_s_phone_reads_no_figures(phone):
    assert phone.ask("/overview").json["type"] == "/problems/forbidden"


@pytest.mark.parametrize(("who", "status"), [("lone", 200), ("hanne", 403), ("anton", 403), ("dorthe", 403)])
def test_only_roles_that_have_a_use_for_it_get_tokens(app, db, client, who, status):
    app.config["DEMO"] = True
    person = getattr(cast, who)()
    person.password_hash = passwords.hash_of(cast.PASSWORD)
    person.save()
    assert client.post(f"{API}/tokens", json=by_password(username=who)).status_code == status


def test_a_leader_s_program_ends_with_the_role_and_not_with_a_new_name(lone):
    anton = cast.anton()
    card = replace(staff.card_of(lone.owner), name="Lone Lund")
    renamed = staff.edit_staff(anton, lone.owner, card, lone.owner.version)
    assert lone.ask("/overview").status_code == 200
    staff.edit_staff(anton, renamed, replace(card, role=Role.DPO), renamed.version)
    assert lone.ask("/overview").json["standing"] == Standing.WIPE
