"""Colleagues come, change work and leave; there is always an administrator."""

from datetime import date
from uuid import uuid4

import pyotp
import pytest

from tests import cast
from tests.cast import PASSWORD, area
from uu import clock
from uu.domain import access, invitations, passwords, second_factor, signin, staff
from uu.domain.errors import InvalidError, NotVisibleError, StaleError
from uu.domain.staff import StaffCard
from uu.models import AuditEntry, HousingPlan, StaffArea, StaffUser
from uu.vocabulary import AuditAct, Role

COUNSELLOR = StaffCard("Sara Holm", Role.COUNSELLOR, frozenset({area("Tingbjerg")}))


@pytest.fixture(autouse=True)
def cheap_passwords():
    passwords.configure(cheap=True)


@pytest.fixture
def anton(db):
    return cast.anton()


def acts():
    return [entry.act.value for entry in AuditEntry.select().order_by(AuditEntry.seq)]


def test_an_invited_colleague_chooses_a_password_and_signs_in(anton):
    sara, token = staff.invite(anton, uuid4(), " Sara ", COUNSELLOR)
    assert signin.try_password("sara", PASSWORD) is None
    assert invitations.guest(token) == sara
    invitations.accept(token, PASSWORD)
    assert signin.try_password("sara", PASSWORD) == sara
    assert access.area_ids(sara) == [area("Tingbjerg")]


def test_an_invitation_holds_once_and_for_seven_days(anton, at):
    sara, token = staff.invite(anton, uuid4(), "sara", COUNSELLOR)
    at("2026-11-30 09:59")
    invitations.guest(token)
    at("2026-11-30 10:00")
    with pytest.raises(NotVisibleError):
        invitations.guest(token)
    newer = invitations.issue(anton, sara)
    invitations.accept(newer, PASSWORD)
    with pytest.raises(NotVisibleError):
        invitations.accept(newer, PASSWORD + "!")


def test_a_new_link_ends_the_older_one_and_a_used_one_every_device(anton):
    sara, older = staff.invite(anton, uuid4(), "sara", COUNSELLOR)
    newer = invitations.issue(anton, sara)
    with pytest.raises(NotVisibleError):
        invitations.guest(older)
    signed_in = signin.open_session(sara, "Phone", "192.0.2.7")
    invitations.accept(newer, PASSWORD)
    assert signin.user_of(signed_in) is None


def test_a_weak_password_leaves_the_link_good(anton):
    _sara, token = staff.invite(anton, uuid4(), "sara", COUNSELLOR)
    with pytest.raises(InvalidError):
        invitations.accept(token, "for kort")
    invitations.accept(token, PASSWORD)


def test_the_same_form_twice_makes_one_user(anton):
    sara_id = uuid4()
    sara, _token = staff.invite(anton, sara_id, "sara", COUNSELLOR)
    again, token = staff.invite(anton, sara_id, "sara", COUNSELLOR)
    assert again == sara
    assert invitations.guest(token) == sara
    assert StaffUser.select().where(StaffUser.username == "sara").count() == 1
    assert StaffArea.select().where(StaffArea.staff == sara.id).count() == 1


def test_the_log_tells_the_role_of_who_is_invited_and_a_new_link_from_an_invitation(anton):
    sara, _token = staff.invite(anton, uuid4(), "sara", COUNSELLOR)
    staff.invite(anton, sara.id, "sara", COUNSELLOR)
    invitations.issue(anton, sara)
    told = [(entry.act, entry.detail) for entry in AuditEntry.select().order_by(AuditEntry.seq)]
    assert told == [(AuditAct.STAFF_INVITED, "role counsellor"), *[(AuditAct.LINK_ISSUED, "")] * 2]


@pytest.mark.parametrize("username", ["ANTON", "ab", "sara holm", "sara/holm", "x" * 65, ""])
def test_a_username_is_one_word_that_nobody_else_has(anton, username):
    with pytest.raises(InvalidError) as refusal:
        staff.invite(anton, uuid4(), username, COUNSELLOR)
    assert refusal.value.field == "username"


def test_assignments_end_and_begin_today_and_stay_on_record(anton, at):
    mette = cast.mette()
    card = StaffCard("Mette", Role.COUNSELLOR, frozenset({area("Tingbjerg"), area("Mjølnerparken")}))
    staff.edit_staff(anton, mette, card, base_version=1)
    assert set(access.area_ids(mette)) == {area("Tingbjerg"), area("Mjølnerparken")}
    over = StaffArea.get((StaffArea.staff == mette.id) & (StaffArea.area == area("Lundtoftegade")))
    assert over.until == date(2026, 11, 23)
    at("2026-11-22 12:00")
    assert set(access.area_ids(mette)) == {area("Mjølnerparken"), area("Lundtoftegade")}


def test_an_area_taken_and_given_back_on_one_day_holds(anton):
    mette = cast.mette()
    before = staff.card_of(mette)
    mette = staff.edit_staff(anton, mette, StaffCard("Mette", Role.COUNSELLOR), base_version=1)
    staff.edit_staff(anton, mette, before, base_version=2)
    assert staff.card_of(mette) == before


def test_another_role_takes_the_assignments_that_do_not_fit(anton):
    mette = cast.mette()
    kept = frozenset({area("Mjølnerparken")})
    mette = staff.edit_staff(anton, mette, StaffCard("Mette", Role.LEADER, kept), base_version=1)
    assert access.area_ids(mette) == []
    assert AuditEntry.select().order_by(AuditEntry.seq.desc()).get().detail == "role counsellor → leader, areas"


def test_a_head_of_a_housing_plan_heads_one(anton):
    with pytest.raises(InvalidError) as refusal:
        staff.invite(anton, uuid4(), "hanne", StaffCard("Hanne", Role.PLAN_LEADER))
    assert refusal.value.field == "plans"
    plan = HousingPlan.get()
    hanne, _token = staff.invite(
        anton, uuid4(), "hanne", StaffCard("Hanne", Role.PLAN_LEADER, plans=frozenset({plan.id}))
    )
    assert access.plan_ids(hanne) == [plan.id]


def test_two_administrators_at_once_see_each_others_change(anton):
    mette = cast.mette()
    areas = staff.card_of(mette).areas
    staff.edit_staff(anton, mette, StaffCard("Mette Berg", Role.COUNSELLOR, areas), base_version=1)
    with pytest.raises(StaleError) as refusal:
        staff.edit_staff(anton, mette, StaffCard("Mette Lund", Role.COUNSELLOR, areas), base_version=1)
    assert refusal.value.clashes == {"name": ("Mette Berg", "Mette Lund")}


def test_the_same_change_twice_is_one_change(anton):
    mette = cast.mette()
    card = StaffCard("Mette Berg", Role.COUNSELLOR, staff.card_of(mette).areas)
    staff.edit_staff(anton, mette, card, base_version=1)
    assert staff.edit_staff(anton, mette, card, base_version=1).version == 2
    assert acts() == ["staff_changed"]


def test_the_last_administrator_stays_one(anton):
    for refused in (
        lambda: staff.lock(anton, anton),
        lambda: staff.edit_staff(anton, anton, StaffCard("Anton", Role.LEADER), base_version=1),
    ):
        with pytest.raises(InvalidError, match="last administrator"):
            refused()
    cast.staff("Bodil", Role.ADMIN)
    staff.edit_staff(anton, anton, StaffCard("Anton", Role.LEADER), base_version=1)
    assert staff.find(anton.id).role == Role.LEADER


@pytest.mark.parametrize("absent", [{"locked_at": "2026-11-01"}, {"password_hash": None}])
def test_an_administrator_who_cannot_sign_in_is_none(anton, at, absent):
    bodil = cast.staff("Bodil", Role.ADMIN)
    values = {"locked_at": at("2026-11-23 10:00")} if "locked_at" in absent else absent
    StaffUser.update(**values).where(StaffUser.id == bodil.id).execute()
    with pytest.raises(InvalidError):
        staff.lock(anton, anton)


def test_locking_signs_out_and_unlocking_lets_in_again(anton):
    sara, token = staff.invite(anton, uuid4(), "sara", COUNSELLOR)
    sara = invitations.accept(token, PASSWORD)
    signed_in = signin.open_session(sara, "Phone", "192.0.2.7")
    staff.lock(anton, sara)
    staff.lock(anton, sara)
    assert signin.user_of(signed_in) is None
    staff.unlock(anton, sara)
    assert signin.user_of(signed_in) is None
    assert signin.try_password("sara", PASSWORD) == sara
    assert acts()[-4:] == ["sign_in", "session_revoked", "staff_locked", "staff_unlocked"]


def test_a_locked_user_cannot_use_a_link(anton):
    sara, token = staff.invite(anton, uuid4(), "sara", COUNSELLOR)
    staff.lock(anton, sara)
    with pytest.raises(NotVisibleError):
        invitations.guest(token)


def test_a_reset_second_factor_is_set_up_anew(anton):
    mette = cast.mette()
    offer = second_factor.offer(mette)
    second_factor.accept(mette, offer, pyotp.TOTP(offer.key).at(int(clock.now().timestamp())))
    signed_in = signin.open_session(mette, "Phone", "192.0.2.7")
    staff.reset_second_factor(anton, mette)
    assert staff.find(mette.id).totp_sealed is None
    assert signin.user_of(signed_in) is None


def test_only_counsellors_who_can_sign_in_take_over(anton, at):
    mette, karim = cast.mette(), cast.karim()
    cast.lone()
    staff.invite(anton, uuid4(), "sara", COUNSELLOR)
    assert staff.takers(mette) == [karim]
    assert staff.young_people_of(mette) == 0
