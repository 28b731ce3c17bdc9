"""Under the radar in a browser: counts for a leader, names for the counsellor."""

import csv
import io
from collections.abc import Callable

import pytest
from python_calamine import CalamineWorkbook

from tests import cast
from tests.pages import AuditedClient
from tests.web.budget import counted
from tests.young_people import ago, young
from uu.models import AuditEntry, StaffUser
from uu.vocabulary import AuditAct

SignedIn = Callable[[StaffUser], AuditedClient]
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def lone(signed_in: SignedIn, mette: StaffUser) -> AuditedClient:
    """Lone leads; of Mette's three one is quiet, one unknown, and one does well."""
    young(mette, "Xerxes Amin", last_contact_on=ago(70))
    young(mette, "Yrsa Beck", status="UOP", counsellor=None)
    young(mette, "Zoran Cox", place="Lundtoftegade")
    return signed_in(cast.lone())


def test_a_leader_reads_counts_and_neither_names_nor_ways_to_a_person(lone: AuditedClient) -> None:
    text = lone.get("/radar", headers=ENGLISH).text
    assert "of 3 young people, in at least one of these ways" in text
    assert "1 of them has no counsellor who works here." in text
    assert not [name for name in ("Xerxes", "Yrsa", "Zoran", "/youths") if name in text]
    entry = AuditEntry.select().where(AuditEntry.act == AuditAct.OVERVIEW_READ).get()
    assert (entry.object_kind, entry.detail) == ("city", "radar")


@pytest.mark.parametrize(("show", "name"), [("quiet", "Xerxes"), ("unsure", "Yrsa"), ("idle", ""), ("overdue", "")])
def test_the_counsellor_finds_the_names_with_the_same_filter(lone, phone, show: str, name: str) -> None:
    listed = phone.get(f"/youths?show={show}&whose={'areas' if name == 'Yrsa' else 'mine'}").text
    assert [each for each in ("Xerxes", "Yrsa", "Zoran") if each in listed] == ([name] if name else [])


def test_a_filter_of_the_radar_is_offered_where_somebody_is_behind_it(lone, phone) -> None:
    listed = phone.get("/youths?show=all").text
    assert "show=quiet" in listed
    assert "show=overdue" not in listed


def test_a_leader_finds_nobody_with_the_filter(lone: AuditedClient) -> None:
    assert "Xerxes" not in lone.get("/youths?show=quiet").text


def test_every_level_opens_from_the_one_above(lone: AuditedClient) -> None:
    for address in ("/radar?by=district", "/radar?by=area", "/radar?level=district&id=3", "/radar?by=nonsense"):
        assert lone.get(address).status_code == 200
    empty = lone.get(f"/radar?level=area&id={cast.area('Tingbjerg')}", headers=ENGLISH).text
    assert "Nobody is followed here" in empty
    assert lone.get("/radar?level=area&id=x").status_code == 404


def test_the_files_hold_the_same_numbers_and_say_not_to_share(lone: AuditedClient) -> None:
    answer = lone.get("/radar.csv?by=area", headers=ENGLISH)
    table = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert table[1] == ["The whole city", "3", "1", "1", "0", "0", "2", "1"]
    assert ["Not for sharing: holds small counts."] in table
    book = CalamineWorkbook.from_filelike(io.BytesIO(lone.get("/radar.xlsx").data))
    assert book.get_sheet_by_index(0).to_python()[1][1:] == [3, 1, 1, 0, 0, 2, 1]
    details = [entry.detail for entry in AuditEntry.select().where(AuditEntry.act == AuditAct.EXPORTED)]
    assert details == ["radar csv", "radar xlsx"]


def test_the_page_sends_few_statements(lone: AuditedClient) -> None:
    with counted() as statements:
        lone.get("/radar?by=area")
    asked = statements.selects("staff_session", "audit_entry")
    assert len(asked) == 3, asked


def test_others_do_not_get_there(signed_in: SignedIn) -> None:
    for somebody in (cast.karim(), cast.hanne(), cast.anton(), cast.dorthe()):
        assert signed_in(somebody).get("/radar").status_code == 403
