"""What a phone still sends about somebody who has been erased is refused in words, once; without a keyring it waits."""

from uuid import uuid4

import pytest

from tests import cast, people
from tests.field import Phone
from uu import clock
from uu.domain import keys, recounts
from uu.models import FollowUp, GuidanceSession, Operation, PersonKey
from uu.privacy.sealing import Unreadable
from uu.vocabulary import Outcome

SENTENCE = "What was known about this young person has been erased. Nothing can be added."


@pytest.fixture
def mette(db):
    return cast.mette()


@pytest.fixture
def erased(mette):
    """Sami was erased; Amina was not."""
    sami = people.youth(mette)
    people.youth(mette, "Amina")
    PersonKey.delete().where(PersonKey.youth == sami.id).execute()
    return sami


def walk(youth):
    told = {"youth": youth.id, "held_at": clock.now().isoformat(), "note": "En tur"}
    return "record_session", {"id": uuid4(), **told}


def step(youth):
    return "add_followup", {"id": uuid4(), "youth": youth.id, "text": "Ring", "due_on": "2026-11-30"}


@pytest.mark.parametrize("work", [walk, step])
def test_work_about_an_erased_person_is_refused_and_leaves_nothing(mette, erased, work):
    one = uuid4()
    result = Phone(mette).send(*work(erased), operation=one)
    assert (result.outcome, [fault.message for fault in result.errors]) == (Outcome.REFUSED, [SENTENCE])
    assert result.erased
    assert Operation.get_by_id(one).sealed is None
    assert not GuidanceSession.select().exists()
    assert not FollowUp.select().where(FollowUp.kind == "agreed").exists()
    assert recounts.differences(lambda _done: None) == []


def test_the_same_again_is_answered_as_before(mette, erased):
    phone, one, (kind, data) = Phone(mette), uuid4(), step(erased)
    phone.send(kind, data, operation=one, made=clock.now())
    again = phone.send(kind, data, operation=one, made=clock.now())
    assert (again.outcome, again.first, again.erased) == (Outcome.ALREADY_APPLIED, Outcome.REFUSED, True)


def test_what_would_be_set_aside_cannot_be_sealed_and_is_refused_too(mette, erased):
    result = Phone(cast.karim()).send(*step(erased))
    assert (result.outcome, result.errors[0].message) == (Outcome.REFUSED, SENTENCE)


def test_the_others_are_not_held_up(mette, erased):
    phone, amina = Phone(mette), people.youth(mette, "Bilal")
    assert phone.send(*step(erased)).outcome == Outcome.REFUSED
    applied = phone.send(*step(amina))
    assert (applied.outcome, applied.erased) == (Outcome.APPLIED, False)


def test_an_empty_keyring_refuses_nobody(mette, erased):
    PersonKey.delete().execute()
    with pytest.raises(Unreadable) as error:
        Phone(mette).send(*step(erased))
    assert not isinstance(error.value, keys.NoKeyError)
    assert not Operation.select().exists()


def test_a_key_that_cannot_be_unwrapped_refuses_nobody(mette):
    phone, amina = Phone(mette), people.youth(mette, "Amina")
    PersonKey.update(wrapped=b"\x01" + bytes(60)).execute()
    with pytest.raises(Unreadable):
        phone.send(*step(amina))
    assert not Operation.select().exists()
