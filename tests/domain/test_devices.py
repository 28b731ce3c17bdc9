"""Phones in the field: whose they are, and what becomes of them when access ends."""

from uuid import uuid4

import pytest

from tests import cast
from uu.domain import access, devices, invitations, signin, staff, tokens
from uu.domain.errors import DeviceRevokedError, InvalidError, NotVisibleError, RefusedError, SignedOutError
from uu.domain.staff import StaffCard
from uu.models import AuditEntry, Device
from uu.models.devices import Standing
from uu.vocabulary import AuditAct, Role

PHONE = uuid4()
ANOTHER = "en ganske anden sætning"


@pytest.fixture
def mette(db):
    return cast.mette()


@pytest.fixture
def anton(db):
    return cast.anton()


@pytest.fixture
def pair(mette):
    return devices.make_ready(mette, PHONE, "  Mettes telefon ", "1.0")


def acts():
    return [entry.act for entry in AuditEntry.select().order_by(AuditEntry.seq)]


def test_a_phone_is_made_ready_by_its_counsellor(mette, pair):
    phone = devices.of_user(mette)[0]
    assert (phone.id, phone.name, phone.app, phone.unsent) == (PHONE, "Mettes telefon", "1.0", 0)
    assert acts() == [AuditAct.DEVICE_READY]


def test_only_counsellors_and_leaders_have_a_use_for_one(anton):
    assert devices.make_ready(cast.lone(), uuid4(), "Et regneark").device.name == "Et regneark"
    for person in (anton, cast.hanne(), cast.dorthe()):
        with pytest.raises(RefusedError):
            devices.make_ready(person, PHONE, "Telefon")


def test_nobody_takes_over_another_persons_phone(pair):
    with pytest.raises(InvalidError):
        devices.make_ready(cast.karim(), PHONE, "Karims nu")
    assert Device.get().name == "Mettes telefon"


def test_a_phone_tells_what_it_has_not_sent(mette, pair, at):
    then = at("2026-11-23 11:00")
    devices.heard_from(devices.of_user(mette)[0], 3, "1.1")
    phone = devices.everybody()[0]
    assert (phone.unsent, phone.app, phone.last_seen_at, phone.staff.name) == (3, "1.1", then, "Mette")


def test_ones_own_phones_and_for_the_administrator_all(mette, pair, anton):
    assert devices.visible_device(anton, PHONE) == devices.visible_device(mette, PHONE)
    karim = cast.karim()
    with pytest.raises(NotVisibleError):
        devices.visible_device(karim, PHONE)
    with pytest.raises(NotVisibleError):
        devices.revoke(karim, Device.get())


def test_a_withdrawn_phone_reads_nothing_and_may_be_made_ready_again(mette, pair):
    devices.revoke(mette, Device.get())
    devices.revoke(mette, Device.get())
    with pytest.raises(DeviceRevokedError) as caught:
        tokens.bearer(pair.access)
    assert (caught.value.standing, acts().count(AuditAct.DEVICE_REVOKED)) == (Standing.SIGNED_OUT, 1)
    again = devices.make_ready(mette, PHONE, "Mettes telefon")
    assert tokens.bearer(again.access).user == mette


def test_a_phone_that_is_to_be_wiped_never_comes_back_under_its_id(mette, pair, anton):
    devices.wipe(anton, Device.get())
    assert devices.standing(PHONE) == Standing.WIPE
    with pytest.raises(InvalidError):
        devices.make_ready(mette, PHONE, "Mettes telefon")
    assert devices.note_wiped(PHONE) == Standing.WIPE
    devices.note_wiped(PHONE)
    assert Device.get().wiped_at is not None
    assert acts()[-1] == AuditAct.DEVICE_WIPED
    assert acts().count(AuditAct.DEVICE_WIPED) == 1


def test_a_phone_nobody_asked_does_not_pass_for_wiped(pair):
    assert devices.note_wiped(PHONE) == Standing.READY
    assert Device.get().wiped_at is None
    assert devices.note_wiped(uuid4()) == Standing.UNKNOWN == devices.standing(uuid4())


def test_a_locked_users_phones_are_wiped(mette, pair, anton):
    staff.lock(anton, mette)
    assert devices.standing(PHONE) == Standing.WIPE


def test_who_is_no_counsellor_any_more_keeps_nobody_on_a_phone(mette, pair, anton):
    staff.edit_staff(anton, mette, StaffCard("Mette", Role.LEADER), mette.version)
    assert devices.standing(PHONE) == Standing.WIPE


def test_a_changed_name_leaves_the_phone_alone(mette, pair, anton):
    card = StaffCard("Mette V", Role.COUNSELLOR, frozenset(access.area_ids(mette)))
    staff.edit_staff(anton, mette, card, mette.version)
    assert tokens.bearer(pair.access).user == mette


@pytest.mark.parametrize("event", ["password", "second factor", "invitation"])
def test_a_new_password_or_second_factor_signs_the_phones_out(mette, pair, anton, event):
    if event == "second factor":
        staff.reset_second_factor(anton, mette)
    else:
        token = invitations.issue(anton, mette)
        invitations.accept(token, cast.PASSWORD)
    if event == "password":
        devices.make_ready(mette, PHONE, "Mettes telefon")
        user = signin.try_password("mette", cast.PASSWORD)
        signin.change_password(user, cast.PASSWORD, ANOTHER, "")
    assert devices.standing(PHONE) == Standing.SIGNED_OUT


def test_a_withdrawn_phone_may_hand_in_what_it_holds_whoever_says_that_it_is_wiped(mette, pair, at):
    with pytest.raises(SignedOutError):
        tokens.last_delivery(pair.access)
    devices.wipe(mette, Device.get())
    at("2026-11-25 10:00")
    assert tokens.last_delivery(pair.access).user == mette
    devices.note_wiped(PHONE)
    assert tokens.last_delivery(pair.access).user == mette


def test_a_withdrawn_phone_does_not_hand_in_without_end(mette, pair):
    devices.revoke(mette, Device.get())
    for n in (1999, 1):
        tokens.note_handed_in(tokens.last_delivery(pair.access), n)
    with pytest.raises(SignedOutError):
        tokens.last_delivery(pair.access)


def test_who_has_copied_a_token_takes_no_place_from_the_phone(mette, pair):
    """The phone has gone on to its next pair; the copied token is used up, and the phone's own is not."""
    own = tokens.refresh(pair.refresh, uuid4())[1]
    devices.wipe(mette, Device.get())
    tokens.note_handed_in(tokens.last_delivery(pair.access), 2000)
    with pytest.raises(SignedOutError):
        tokens.last_delivery(pair.access)
    assert tokens.last_delivery(own.access).user == mette


def test_who_signs_in_again_on_a_phone_delivers_whatever_was_handed_in_with_the_token_before(mette, pair):
    devices.revoke(mette, Device.get())
    tokens.note_handed_in(tokens.last_delivery(pair.access), 2000)
    fresh = devices.make_ready(mette, PHONE, "Mettes telefon")
    assert tokens.bearer(fresh.access).delivers is None
    devices.revoke(mette, Device.get())
    assert tokens.last_delivery(fresh.access).user == mette
