"""A young person as a phone keeps them: everything the field needs, nothing it does not, read in bulk."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from uuid import uuid4

import pytest

from tests import cast, people
from tests.field import Phone
from tests.newcomers import sami as newcomer
from tests.web.budget import counted
from uu import clock
from uu.domain import cards, changes, followups, sessions, statuses, youths
from uu.domain import people as phones
from uu.domain.sessions import NewSession
from uu.models import AuditEntry, DuplicateProposal, PersonKey
from uu.vocabulary import AuditAct, SessionKind, Topic


@pytest.fixture
def mette(db):
    return cast.mette()


@pytest.fixture
def noor(mette):
    return cast.staff("Noor", mette.role, ("Mjølnerparken",))


def read(user, *folk):
    return phones.records(user, [one.id for one in folk])


def session(by, youth, days=0, note="", **more):
    held_at = clock.now() - timedelta(days=days)
    return sessions.record_session(by, [youth], NewSession(uuid4(), SessionKind.TALK, held_at, note=note, **more))


def test_all_that_the_field_needs_in_plain_values(mette):
    youth = youths.register_youth(mette, newcomer())
    followups.add_followup(mette, youth, uuid4(), "Ring til skolen", date(2026, 11, 30))
    session(mette, youth, note="Gik en tur", place="Søen", minutes=45, topics=(Topic.CV, Topic.WORK))
    one = phones.as_json(read(mette, youth)[0])
    assert {name: one[name] for name in ("first_name", "nickname", "phone", "birth_on", "said_age", "informed")} == {
        "first_name": "Abdisalam", "nickname": "Sami", "phone": "+4520123456", "birth_on": "2009-03-12",
        "said_age": None, "informed": "not_yet",
    }  # fmt: skip
    assert (one["id"], one["version"], one["code"], one["observed_on"]) == (str(youth.id), 1, "UOP", "2026-11-23")
    assert (one["last_contact_on"], one["closed"], one["registered_on"]) == ("2026-11-23", False, "2026-11-23")
    (held,), (step,), (status,) = one["sessions"], one["followups"], one["statuses"]
    assert (held["held_at"], held["topics"], held["place"], held["note"]) == (
        "2026-11-23T09:00:00Z", ["cv", "work"], "Søen", "Gik en tur"
    )  # fmt: skip
    assert (held["by"], held["others"], held["withdrawn"], held["minutes"]) == ("Mette", 0, False, 45)
    assert (step["kind"], step["text"], step["due_on"], step["version"]) == (
        "agreed",
        "Ring til skolen",
        "2026-11-30",
        1,
    )
    assert (status["code"], status["by"], status["source"], status["replaced"]) == ("UOP", "Mette", "youth", False)
    assert (one["conflicts"], one["duplicates"]) == ([], [])


def test_neither_cpr_nor_e_mail_nor_address_nor_contacts(mette):
    who = replace(newcomer().identity, email="sami@example.org", address="Tagensvej 1", contacts="Far: Omar")
    youth = youths.register_youth(mette, newcomer(identity=who))
    text = str(phones.as_json(read(mette, youth)[0]))
    assert "Abdisalam" in text
    for secret in (who.cpr, "@", "Tagensvej", "Omar"):
        assert secret not in text


def test_the_newest_ten_the_newest_first_each_with_its_own(mette, noor):
    sami, aisha = people.youth(mette, since=date(2026, 1, 5)), people.youth(mette, "Aisha", since=date(2026, 1, 5))
    for days in range(12):
        session(noor, sami, days, note=f"for {days} dage siden")
        statuses.change_status(mette, sami, people.given("EUG", clock.today() - timedelta(days=days)))
    session(mette, aisha, note="Kun Aisha")
    one, other = sorted(read(mette, sami, aisha), key=lambda person: person.first_name, reverse=True)
    assert [held.note for held in one.sessions] == [f"for {days} dage siden" for days in range(10)]
    assert [seen.observed_on for seen in one.statuses] == [clock.today() - timedelta(days=days) for days in range(10)]
    assert {held.by for held in one.sessions} == {"Noor"}
    assert [held.note for held in other.sessions] == ["Kun Aisha"]
    assert len(other.statuses) == 1


def test_mistakes_are_shown_as_mistakes(mette):
    youth = people.youth(mette)
    first = statuses.change_status(mette, youth, people.given("UOP", note="Sagde fætteren"))
    statuses.change_status(mette, youth, people.given("EUG"), first.id)
    sessions.withdraw_session(mette, session(mette, youth))
    one = read(mette, youth)[0]
    replaced = {seen.code: (seen.replaced, seen.replaces, seen.note) for seen in one.statuses}
    assert replaced["UOP"] == (True, None, "Sagde fætteren")
    assert replaced["EUG"] == (False, first.id, "")
    assert [held.withdrawn for held in one.sessions] == [True]


def test_a_session_with_several_lies_with_each(mette):
    sami, aisha = people.youth(mette), people.youth(mette, "Aisha")
    sessions.record_session(
        mette, [sami, aisha], NewSession(uuid4(), SessionKind.ACTIVITY, clock.now(), note="Boldspil")
    )
    assert [(one.sessions[0].note, one.sessions[0].others) for one in read(mette, sami, aisha)] == [("Boldspil", 1)] * 2


def test_only_those_one_may_see_and_only_those_who_have_a_key(mette, noor):
    sami, aisha = people.youth(mette), people.youth(mette, "Aisha")
    assert read(cast.karim(), sami, aisha) == []
    PersonKey.delete().where(PersonKey.youth == aisha.id).execute()
    given, missing = phones.given(mette, Phone(mette).device, [sami.id, aisha.id, sami.id])
    assert ([one.id for one in given], missing) == ([sami.id], [aisha.id])
    assert AuditEntry.select().order_by(AuditEntry.seq.desc()).get().act == AuditAct.SYNCED


@pytest.mark.parametrize("size", [5, 40])
def test_reading_in_bulk_takes_ten_statements_however_many_there_are(mette, noor, size):
    phone, folk = Phone(mette), []
    for number in range(size):
        youth = people.youth(mette, f"Nummer {number}", since=date(2026, 11, 2))
        session(mette, youth, 1, note="Gik en tur")
        followups.add_followup(noor, youth, uuid4(), "Ring", date(2026, 11, 30))
        youths.edit_youth(noor, youth, _with_phone(youth, "41424344"), 1)
        phone.send("edit_card", {"youth": youth.id, "phone": "31323334"}, version=1)
        folk.append(youth)
    for one, other in pairwise(folk):
        DuplicateProposal.create(id=uuid4(), youth=one, other=other, reasons="phone", found_at=clock.now())
    with counted() as statements:
        found = phones.records(mette, [youth.id for youth in folk])
    assert all(one.conflicts and one.duplicates and one.sessions and one.followups for one in found)
    assert len(statements.selects()) <= 10
    assert len(statements.keyring) <= 4
    with counted() as statements:
        assert len(changes.page(mette, phone.device).people) == size
    assert len(statements.selects("audit_subject")) <= 16


def _with_phone(youth, number):
    card = cards.of(people.now(youth))
    return replace(card, identity=replace(card.identity, phone=number))
