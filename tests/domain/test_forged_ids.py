"""Ids are made by whoever creates the record: one of another person, or of another record, makes nothing."""

from uuid import uuid4

import pytest

from tests import cast, people
from uu import clock
from uu.domain import grants, stays
from uu.domain.errors import InvalidError
from uu.models import AccessGrant, AreaStay
from uu.vocabulary import GrantReason

WHY = GrantReason.SAFETY, "Skolen har ringet om fravær"


@pytest.fixture
def mette(db):
    return cast.mette()


def move(by, youth, stay):
    stays.move_youth(by, youth, stay, cast.area("Lundtoftegade"), False, clock.today())


def test_a_move_with_the_id_of_another_move_is_none(mette):
    stay, sami, aisha = uuid4(), people.youth(mette), people.youth(mette, "Aisha")
    move(mette, sami, stay)
    move(mette, sami, stay)
    for by, youth in ((mette, aisha), (cast.staff("Nadia", mette.role, ("Mjølnerparken", "Lundtoftegade")), sami)):
        with pytest.raises(InvalidError, match="something else"):
            move(by, youth, stay)
    assert AreaStay.select().count() == 3


def test_an_opening_with_the_id_of_another_opening_is_none(mette):
    grant, sami, aisha, lone = uuid4(), people.youth(mette), people.youth(mette, "Aisha"), cast.lone()
    first = grants.request_grant(lone, grant, sami.id, *WHY)
    assert grants.request_grant(lone, grant, sami.id, *WHY) == first
    for by, youth in ((lone, aisha), (cast.staff("Lars", lone.role), sami)):
        with pytest.raises(InvalidError, match="something else"):
            grants.request_grant(by, grant, youth.id, *WHY)
    assert AccessGrant.select().count() == 1
