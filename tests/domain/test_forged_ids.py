"""Ids are made by whoever creates the record: one of another person, or of another record, makes nothing."""

from uuid import uuid4

import pytest

from tests import cast, people
from uu import clock
from uu.domain import areas, followups, grants, memberships, reference, sessions, staff, statuses, stays, youths
from uu.domain.areas import AreaGiven, PlanGiven
from uu.domain.errors import UsedIdError
from uu.domain.memberships import Move
from uu.models import OUTSIDE, AccessGrant, AreaMembership, AreaStay, StaffUser
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
        with pytest.raises(UsedIdError):
            move(by, youth, stay)
    assert AreaStay.select().count() == 3


def test_an_opening_with_the_id_of_another_opening_is_none(mette):
    grant, sami, aisha, lone = uuid4(), people.youth(mette), people.youth(mette, "Aisha"), cast.lone()
    first = grants.request_grant(lone, grant, sami.id, *WHY)
    assert grants.request_grant(lone, grant, sami.id, *WHY) == first
    for by, youth in ((lone, aisha), (cast.staff("Lars", lone.role), sami)):
        with pytest.raises(UsedIdError):
            grants.request_grant(by, grant, youth.id, *WHY)
    assert AccessGrant.select().count() == 1


def test_a_colleague_with_the_id_of_another_colleague_is_none(mette):
    anton, card = cast.anton(), staff.card_of(mette)
    with pytest.raises(UsedIdError):
        staff.invite(anton, mette.id, "sara", card)
    assert not StaffUser.select().where(StaffUser.username == "sara").exists()


@pytest.mark.parametrize("used", [cast.area("Tingbjerg"), OUTSIDE])
def test_an_area_with_the_id_of_another_area_is_none(mette, used):
    with pytest.raises(UsedIdError):
        areas.add_area(mette, used, AreaGiven("Bellahøj", "7"))


def test_a_plan_with_the_id_of_another_plan_is_none(mette):
    with pytest.raises(UsedIdError):
        areas.add_plan(mette, reference.stable_id("plan", "NørreBrobyggerne"), PlanGiven("Bellahøjplanen"))


@pytest.mark.parametrize(("area", "plan"), [("Folehaven", "NørreBrobyggerne"), ("Tingbjerg", "Amagerplanen")])
def test_an_area_is_not_moved_with_the_id_of_another_move(mette, area, plan):
    move, since = uuid4(), clock.today()
    memberships.move_area(
        mette, cast.area("Tingbjerg"), 1, Move(move, reference.stable_id("plan", "NørreBrobyggerne"), since)
    )
    before = AreaMembership.select().count()
    version = areas.real_area(cast.area(area)).version
    with pytest.raises(UsedIdError):
        memberships.move_area(mette, cast.area(area), version, Move(move, reference.stable_id("plan", plan), since))
    assert AreaMembership.select().count() == before


def test_what_a_colleague_recorded_about_somebody_is_not_found_under_its_id(mette):
    sami, nadia = people.youth(mette), cast.staff("Nadia", mette.role, ("Mjølnerparken",))
    status, session, step = people.given("GYM"), uuid4(), uuid4()
    statuses.change_status(mette, sami, status)
    sessions.record_attempt(mette, sami, session)
    followups.add_followup(mette, sami, step, "Ring", clock.today())
    for forged in (
        lambda: youths.registered_as(nadia, sami.id),
        lambda: statuses.change_status(nadia, sami, status),
        lambda: sessions.record_attempt(nadia, sami, session),
        lambda: followups.add_followup(nadia, sami, step, "Ring", clock.today()),
    ):
        with pytest.raises(UsedIdError):
            forged()
