"""What a counsellor is told first when phones have brought something that somebody must decide."""

from uuid import uuid4

import pytest

from tests import cast, people
from tests.domain.test_proposals import register
from tests.field import Phone
from uu.domain import conflicts, proposals, waiting, youths
from uu.domain.waiting import Waiting
from uu.models import Conflict, DuplicateProposal
from uu.vocabulary import DuplicateVerdict


@pytest.fixture
def mette(db):
    return cast.mette()


@pytest.fixture
def noor(mette):
    return cast.staff("Noor", mette.role, ("Mjølnerparken",))


def test_nothing_waits(mette):
    people.youth(mette)
    assert waiting.of(mette) == Waiting(0, {}, {})


def test_two_versions_wait_for_the_counsellor_until_somebody_chooses(mette, noor):
    sami, phone = people.youth(mette), Phone(mette)
    Phone(noor).send("edit_card", {"youth": sami.id, "nickname": "Sam"}, version=sami.version)
    phone.send("edit_card", {"youth": sami.id, "nickname": "Sami"}, version=sami.version)
    assert waiting.of(mette).two_versions == {sami.id: "Sam"}
    assert waiting.of(noor).ids() == []
    conflicts.resolve(mette, Conflict.get().id, {"nickname": "mine"})
    assert waiting.of(mette).ids() == []


def test_two_records_wait_for_both_counsellors_who_may_see_both(mette, noor):
    first, second = register(Phone(mette)), register(Phone(noor), first_name="Abdi Salam")
    assert (list(waiting.of(mette).twice), list(waiting.of(noor).twice)) == ([first], [second])
    proposals.settle(mette, DuplicateProposal.get().id, DuplicateVerdict.DIFFERENT)
    assert waiting.of(mette).twice == waiting.of(noor).twice == {}


def test_what_is_set_aside_is_counted_for_who_may_know_of_it(mette, noor):
    karim = cast.karim()
    sami, phone = people.youth(karim), Phone(karim)
    youths.hand_over(karim, sami, mette)
    phone.send("record_attempt", {"youth": sami.id, "id": uuid4()})
    assert [waiting.of(user).set_aside for user in (mette, karim, cast.lone())] == [1, 0, 1]
