"""Two phones that registered the same young person offline: both are kept, and somebody who sees both decides."""

from dataclasses import replace
from uuid import uuid4

import pytest

from tests import cast, people
from tests.field import Phone
from tests.reader import Reader
from uu import clock
from uu.domain import access, proposals, recounts, sessions, staff
from uu.domain.errors import InvalidError, NotVisibleError
from uu.domain.proposals import Twin
from uu.models import AuditEntry, DuplicateProposal, Youth
from uu.vocabulary import AuditAct, DuplicateVerdict, Outcome


@pytest.fixture
def mette(db):
    return cast.mette()


@pytest.fixture
def noor(mette):
    return cast.staff("Noor", mette.role, ("Mjølnerparken",))


def register(phone, place="Mjølnerparken", **who):
    youth = uuid4()
    result = phone.send("register_youth", {"id": youth, "area": cast.area(place)} | who)
    assert result.outcome == Outcome.APPLIED
    return youth


@pytest.fixture
def twice(mette, noor):
    """Mette and Noor met the same young person; Noor's phone comes second."""
    return register(Phone(mette)), register(Phone(noor), first_name="Abdi Salam")


def test_both_are_registered_and_meet_as_a_proposal(twice, mette, noor):
    first, second = twice
    assert Youth.select().count() == 2
    for user in (mette, noor):
        found = proposals.open_of(user, twice)
        assert [(one.other, one.name) for one in found[first]] == [(second, "Abdi Salam Nur")]
        assert [(one.other, one.name) for one in found[second]] == [(first, "Abdisalam Nur")]
    assert "phone" in found[first][0].reasons
    assert AuditEntry.get(AuditEntry.act == AuditAct.DUPLICATE_NOTED).object_kind == "duplicate"


def test_the_same_operation_again_makes_no_second_proposal(mette, noor):
    register(Phone(mette))
    phone, operation, data = Phone(noor), uuid4(), {"id": uuid4(), "area": cast.area("Mjølnerparken")}
    for _ in range(2):
        phone.send("register_youth", data, operation=operation)
    assert DuplicateProposal.select().count() == 1


def test_the_same_young_person_sent_under_another_operation_makes_no_second_proposal(mette, noor):
    register(Phone(mette))
    phone, data = Phone(noor), {"id": uuid4(), "area": cast.area("Mjølnerparken")}
    assert [phone.send("register_youth", data).outcome for _ in range(2)] == [Outcome.APPLIED] * 2
    assert DuplicateProposal.select().count() == 1


def test_who_may_see_only_one_of_them_learns_nothing(twice, mette, noor):
    first, _second = twice
    Youth.update(address_protected=True).where(Youth.id == first).execute()
    assert proposals.open_of(noor, twice) == {}
    assert set(proposals.open_of(mette, twice)) == set(twice)
    with pytest.raises(NotVisibleError):
        proposals.settle(noor, DuplicateProposal.get().id, DuplicateVerdict.SAME)


@pytest.fixture
def reader(twice, mette):
    """Mette's phone, which knows of both."""
    reader = Reader(mette)
    reader.fetch()
    return reader


def names_of_twins(reader):
    return [twin.name for person in reader.kept.values() for twin in person.duplicates]


def test_who_may_be_the_same_is_called_on_the_phone_what_they_are_called_now(reader, noor):
    assert names_of_twins(reader) == ["Abdi Salam Nur"]
    theirs = Youth.get(Youth.counsellor == noor.id)
    Phone(noor).send("edit_card", {"youth": theirs.id, "first_name": "Salim"}, version=theirs.version)
    reader.fetch()
    assert names_of_twins(reader) == ["Salim Nur"]


def test_who_may_be_the_same_is_named_no_more_when_the_areas_were_taken(reader, mette):
    card = replace(staff.card_of(mette), areas=frozenset())
    staff.edit_staff(cast.anton(), mette, card, mette.version)
    reader.fetch()
    assert names_of_twins(reader) == []


def test_somebody_in_another_area_is_no_proposal(mette):
    register(Phone(mette))
    register(Phone(cast.karim()), "Tingbjerg")
    assert DuplicateProposal.select().count() == 0


def test_a_stranger_is_no_proposal(mette):
    people.youth(mette, "Bilal")
    register(Phone(mette))
    assert DuplicateProposal.select().count() == 0


def test_it_is_settled_once(twice, mette, noor):
    one = DuplicateProposal.get().id
    proposals.settle(mette, one, DuplicateVerdict.DIFFERENT)
    proposals.settle(noor, one, DuplicateVerdict.SAME)
    assert proposals.open_of(mette, twice) == {}
    assert (DuplicateProposal.get().settled_as, DuplicateProposal.get().settled_by) == (
        DuplicateVerdict.DIFFERENT,
        mette,
    )
    settled = AuditEntry.select().where(AuditEntry.act == AuditAct.DUPLICATE_SETTLED)
    assert [entry.detail for entry in settled] == ["different"]


def test_what_is_no_proposal_is_not_there(mette):
    with pytest.raises(NotVisibleError):
        proposals.settle(mette, uuid4(), DuplicateVerdict.SAME)


def test_of_the_same_young_person_one_record_goes_on_and_counts_once(twice, mette, noor):
    first, second = twice
    Phone(noor).send("record_session", {"id": uuid4(), "youth": second, "note": "Vi talte om FGU"})
    proposals.settle(mette, DuplicateProposal.get().id, DuplicateVerdict.SAME, keep=first)
    kept, closed = people.now(Youth(id=first)), people.now(Youth(id=second))
    assert (kept.closed, closed.closed, closed.status) == (False, True, "FEJ")
    assert [one.note for one in sessions.of_youth(closed)] == ["Vi talte om FGU"]
    assert recounts.differences(lambda _done: None) == []
    assert proposals.same_as(noor, first) == [Twin(second, "Abdi Salam Nur", closed=True)]
    assert proposals.same_as(noor, second) == [Twin(first, "Abdisalam Nur", closed=False)]
    assert proposals.same_as(cast.karim(), first) == []


def test_the_second_record_is_gone_from_the_figures_since_it_was_made(mette, noor, at):
    at("2026-11-03 10:00")
    first, second = register(Phone(mette)), register(Phone(noor), first_name="Abdi Salam")
    at("2026-11-23 10:00")
    proposals.settle(mette, DuplicateProposal.get().id, DuplicateVerdict.SAME, keep=first)
    assert people.now(Youth(id=second)).status_on.isoformat() == "2026-11-03"
    assert recounts.differences(lambda _done: None) == []
    assert clock.today().isoformat() == "2026-11-23"


@pytest.mark.parametrize("keep", [None, uuid4()])
def test_one_says_which_of_the_two_goes_on(twice, mette, keep):
    with pytest.raises(InvalidError):
        proposals.settle(mette, DuplicateProposal.get().id, DuplicateVerdict.SAME, keep=keep)
    assert len(proposals.open_of(mette, twice)) == 2
    assert access.visible_youths(mette).where(Youth.closed).count() == 0
