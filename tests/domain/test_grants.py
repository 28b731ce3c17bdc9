"""A leader's opening: found exactly or not at all, for a reason, logged, for an hour, never a protected person."""

from dataclasses import replace
from uuid import uuid4

import pytest

from tests import cast
from tests.newcomers import SAMI, sami
from uu.domain import access, grants, stays, youths
from uu.domain.errors import InvalidError, NotVisibleError
from uu.models import AccessGrant, AuditEntry, AuditSubject
from uu.vocabulary import AuditAct, GrantReason

WHY = "Familien har klaget over os"


@pytest.fixture
def lone(db):
    return cast.lone()


@pytest.fixture
def youth(lone):
    return youths.register_youth(cast.mette(), sami())


def find(by, query, text=WHY):
    return grants.find_exactly(by, GrantReason.COMPLAINT, text, query)


def open_up(by, youth, grant=None, text=WHY):
    return grants.request_grant(by, grant or uuid4(), youth.id, GrantReason.COMPLAINT, text)


@pytest.mark.parametrize("query", ["20 12 34 56", "720309-4234", "abdisalam nur", "Sami Nur"])
def test_a_full_name_or_a_number_finds_with_as_little_as_tells_people_apart(lone, youth, query):
    (found,) = find(lone, query)
    assert (found.name, found.age, found.area) == ("Abdisalam Nur", 17, "Mjølnerparken")


@pytest.mark.parametrize("query", ["Sami", "Nur", "Abdisalam Nu", "2012", "3456", "720309", "", "  ", "Nur Nur"])
def test_parts_find_nobody(lone, youth, query):
    assert find(lone, query) == []


def test_two_people_with_one_name_are_both_found(lone, youth):
    youths.register_youth(cast.karim(), sami(id=uuid4(), identity=replace(SAMI, phone="", cpr="")))
    assert len(find(lone, "Abdisalam Nur")) == 2


def test_searching_is_logged_with_the_reason_and_without_the_words(lone, youth):
    find(lone, "Abdisalam Nur")
    entry = AuditEntry.get(AuditEntry.act == AuditAct.SEARCH)
    assert (entry.actor, entry.purpose, entry.detail) == (lone.id, "complaint", "opening")
    assert AuditSubject.get(entry=entry.seq).youth == youth.id


def test_an_opening_lasts_an_hour_and_is_logged(lone, youth, at):
    assert not access.visible_youths(lone).exists()
    open_up(lone, youth)
    assert access.visible_youth(lone, youth.id)
    entry = AuditEntry.get(AuditEntry.act == AuditAct.ACCESS_GRANTED)
    assert (entry.actor, entry.purpose, WHY in str(bytes(entry.sealed_detail))) == (lone.id, "complaint", False)
    at("2026-11-23 11:00")
    assert not access.visible_youths(lone).exists()


def test_an_opening_is_one_leaders_alone(lone, youth):
    open_up(lone, youth)
    assert not access.visible_youths(cast.staff("Lars", lone.role)).exists()


def test_the_same_opening_twice_is_one(lone, youth):
    grant = uuid4()
    assert open_up(lone, youth, grant) == open_up(lone, youth, grant)
    assert AccessGrant.select().count() == 1


def test_who_is_protected_while_open_is_seen_no_longer(lone, youth):
    open_up(lone, youth)
    stays.set_protection(youth.counsellor, youth, protected=True)
    with pytest.raises(NotVisibleError):
        access.visible_youth(lone, youth.id)


def test_a_protected_person_is_neither_found_nor_opened(lone):
    protected = youths.register_youth(cast.mette(), sami(address_protected=True))
    assert find(lone, "20123456") == []
    with pytest.raises(NotVisibleError):
        open_up(lone, protected)


@pytest.mark.parametrize("text", ["", "fordi", "x" * 301, "om 120385-1234 og skolen"])
def test_a_reason_says_something_and_holds_no_number(lone, youth, text):
    for act in (lambda: find(lone, "20123456", text), lambda: open_up(lone, youth, text=text)):
        with pytest.raises(InvalidError) as caught:
            act()
        assert caught.value.field == "text"
    assert not AccessGrant.select().exists()
