"""Dorthe reads who looked at whom, and finds what she looks for."""

from datetime import date
from uuid import UUID, uuid4

import pytest

from tests import cast
from uu.domain import audit, auditlog
from uu.domain.auditlog import Wanted
from uu.vocabulary import AuditAct

AISHA = UUID("3fa81c2e-0000-4000-8000-000000000001")
OMAR = UUID("77b0aa10-0000-4000-8000-000000000002")


@pytest.fixture
def week(db, at):
    """A few acts of Mette and Karim on two days."""
    mette, karim = cast.mette(), cast.karim()
    at("2026-11-22 23:30")
    with audit.origin("192.0.2.1"):
        audit.record(AuditAct.YOUTH_READ, mette, youths=[AISHA])
    at("2026-11-23 09:00")
    with audit.origin("192.0.2.2"):
        audit.record(AuditAct.LIST_READ, karim, youths=[OMAR, AISHA])
        audit.record(AuditAct.CPR_REVEALED, karim, youths=[OMAR], purpose="contact")
    return {"mette": mette.id, "karim": karim.id}


def found(**wanted):
    return [line.seq for line in auditlog.read(Wanted(**wanted)).lines]


def test_newest_first_with_the_beginning_of_the_ids_alone(week):
    lines = auditlog.read(Wanted()).lines
    assert [line.act for line in lines] == [AuditAct.CPR_REVEALED, AuditAct.LIST_READ, AuditAct.YOUTH_READ]
    assert [line.youths for line in lines] == [("77b0aa10",), ("3fa81c2e", "77b0aa10"), ("3fa81c2e",)]
    assert auditlog.names()[lines[0].actor] == "Karim"


def test_filtered_by_who_what_when_whom_and_from_where(week):
    assert found(actor=week["mette"]) == [1]
    assert found(act=AuditAct.LIST_READ) == [2]
    assert found(since=date(2026, 11, 23)) == [3, 2]
    assert found(until=date(2026, 11, 22)) == [1]
    assert found(youth="3fa81c2e") == [2, 1]
    assert found(youth=OMAR.hex) == [3, 2]
    assert found(address="192.0.2.1") == [1]
    assert found(youth="3fa81c2e", actor=week["karim"]) == [2]


def test_pages_follow_each_other_in_both_directions(week):
    for _ in range(auditlog.PAGE * 2):
        audit.record(AuditAct.SEARCH, None)
    newest = auditlog.read(Wanted())
    middle = auditlog.read(Wanted(), before=newest.older)
    oldest = auditlog.read(Wanted(), before=middle.older)
    assert newest.newer is None
    assert oldest.older is None
    assert [line.seq for page in (newest, middle, oldest) for line in page.lines] == list(range(103, 0, -1))
    assert auditlog.read(Wanted(), after=oldest.newer).lines == middle.lines
    assert auditlog.read(Wanted(), after=middle.newer) == newest


def test_a_download_holds_everything_that_was_asked_for(week, monkeypatch):
    monkeypatch.setattr(auditlog, "_EXPORT_PAGE", 2)
    assert [line.seq for line in auditlog.every(Wanted())] == [3, 2, 1]
    assert [line.seq for line in auditlog.every(Wanted(youth="77b0"))] == [3, 2]
    assert list(auditlog.every(Wanted(actor=uuid4()))) == []
