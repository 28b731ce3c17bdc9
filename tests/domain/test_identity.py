"""Who somebody is can be read with their own key only."""

from uuid import uuid4

import pytest

from uu.domain import identity, keys
from uu.domain.identity import ERASED, Identity
from uu.models import PersonKey
from uu.privacy.sealing import Unreadable

AMINA = Identity(first_name="Amina", last_name="Hassan", nickname="Mina", phone="+4520000001")


@pytest.fixture
def amina(db):
    youth = uuid4()
    return youth, AMINA.sealed(keys.make_key(youth), youth)


def test_an_identity_comes_back(amina):
    assert identity.read(*amina) == AMINA
    assert AMINA.name == "Mina"


def test_nothing_of_it_is_in_the_sealed_bytes(amina):
    assert not any(word in amina[1] for word in (b"Amina", b"Hassan", b"Mina", b"20000001"))


def test_another_persons_key_does_not_open_it(amina):
    sami = uuid4()
    keys.make_key(sami)
    with pytest.raises(Unreadable):
        identity.read(sami, amina[1])


def test_without_the_key_the_person_is_gone(amina):
    PersonKey.delete().execute()
    assert identity.read(*amina) == ERASED


def test_a_key_is_made_once(db):
    youth = uuid4()
    assert keys.make_key(youth) == keys.make_key(youth)
