"""A record has one content: an operation that would make it with another one is refused, and keeps nothing."""

from uuid import uuid4

import pytest

from tests import cast, people
from tests.field import Phone
from tests.newcomers import dropped_out
from uu.domain import sessions, statuses
from uu.models import AuditEntry, FollowUp, GuidanceSession, Operation, StatusEvent, Youth
from uu.vocabulary import Outcome


@pytest.fixture
def mette(db):
    return cast.mette()


@pytest.fixture
def phone(mette):
    return Phone(mette)


@pytest.fixture
def sami(mette):
    return people.youth(mette)


def counts():
    tables = (Youth, GuidanceSession, StatusEvent, FollowUp, Operation, AuditEntry)
    return [table.select().count() for table in tables]


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        ("register_youth", {"first_name": "Sami"}, {"first_name": "Bilal"}),
        ("record_session", {"note": "Den første"}, {"note": "En anden"}),
        ("record_attempt", {}, {"note": "En anden"}),
        ("change_status", {"code": "EUG"}, {"code": "GYM"}),
        ("add_followup", {"text": "Ring"}, {"text": "Skriv"}),
    ],
)
def test_another_content_about_the_same_record_is_refused_and_the_first_stays(phone, sami, kind, first, second):
    whom = {"area": cast.area("Mjølnerparken")} if kind == "register_youth" else {"youth": sami.id}
    data = {"id": uuid4(), "due_on": "2026-11-30"} | whom
    assert phone.send(kind, data | first).outcome == Outcome.APPLIED
    before = counts()
    assert phone.send(kind, data | first).outcome == Outcome.APPLIED
    other = phone.send(kind, data | second)
    assert (other.outcome, [fault.field for fault in other.errors]) == (Outcome.REFUSED, ["id"])
    assert counts() == [*before[:4], before[4] + 2, before[5]]


def test_what_was_made_on_a_page_is_made_by_no_operation(phone, sami, mette):
    session, status = uuid4(), uuid4()
    sessions.record_attempt(mette, sami, session)
    statuses.change_status(mette, sami, dropped_out(id=status, code="GYM"))
    before = counts()
    walk, education = {"id": session, "note": "En gåtur"}, {"id": status, "code": "EUG"}
    for kind, data in (("record_session", walk), ("change_status", education)):
        other = phone.send(kind, data | {"youth": sami.id})
        assert (other.outcome, [fault.field for fault in other.errors]) == (Outcome.REFUSED, ["id"])
    assert counts()[:4] == before[:4]


def test_a_status_told_under_another_ones_id_takes_its_session_along(phone, sami):
    """Nothing is kept by halves: the session is recorded with a status of its own, or not at all."""
    status = uuid4()
    assert phone.send("change_status", {"id": status, "youth": sami.id, "code": "EUG"}).outcome == Outcome.APPLIED
    other = phone.send("record_session", {"id": uuid4(), "status_id": status, "youth": sami.id, "code": "GYM"})
    assert (other.outcome, GuidanceSession.select().count()) == (Outcome.REFUSED, 0)
