"""A phone's tokens: an answer that is lost costs nothing, and a token that was copied ends the phone's access."""

from uuid import uuid4

import pytest

from tests import cast
from uu.domain import devices, policies, tokens
from uu.domain.errors import DeviceRevokedError, SignedOutError
from uu.models import AuditEntry, Device, DeviceToken
from uu.vocabulary import AuditAct, Standing

PHONE = uuid4()


@pytest.fixture
def mette(db):
    return cast.mette()


@pytest.fixture
def first(mette):
    """The pair Mette's phone is given when it is made ready."""
    return devices.make_ready(mette, PHONE, "Mettes telefon")


def renewed(pair):
    return tokens.refresh(pair.refresh)[1]


def holds(pair):
    try:
        return tokens.bearer(pair.access).device.id == PHONE
    except (SignedOutError, DeviceRevokedError):
        return False


def test_a_phone_works_with_its_pair_and_the_next(mette, first):
    assert tokens.bearer(first.access).user == mette
    owner, second = tokens.refresh(first.refresh)
    assert (owner, holds(second), devices.standing(PHONE)) == (mette, True, Standing.READY)


def test_no_token_lies_in_the_database(first):
    stored = {bytes(value) for row in DeviceToken.select().dicts() for value in row.values() if type(value) is bytes}
    assert stored
    assert not stored & {first.access.encode(), first.refresh.encode()}


def test_an_access_token_holds_for_a_quarter_of_an_hour(first, at):
    at("2026-11-23 10:14")
    assert holds(first)
    at("2026-11-23 10:15")
    assert not holds(first)
    assert holds(renewed(first))


def test_a_refresh_token_holds_as_long_as_a_phone_may_be_offline_counted_anew_each_time(mette, first, at):
    at("2026-12-05 10:00")
    second = renewed(first)
    at("2026-12-18 10:00")
    third = renewed(second)
    policies.change_policy(mette, "offline_days", 2)
    at("2027-01-01 10:00")
    with pytest.raises(SignedOutError):
        renewed(third)


def test_a_lost_answer_may_be_asked_for_again_and_what_it_brought_is_void(first):
    lost = renewed(first)
    also_lost = renewed(first)
    third = renewed(first)
    assert [holds(pair) for pair in (lost, also_lost, third)] == [False, False, True]
    assert holds(renewed(third))
    assert devices.standing(PHONE) == Standing.READY


def test_a_token_whose_successor_works_already_ends_the_phones_access(first):
    second = renewed(first)
    assert holds(second)
    with pytest.raises(DeviceRevokedError) as caught:
        renewed(first)
    assert caught.value.standing == Standing.SIGNED_OUT == devices.standing(PHONE)
    assert not holds(second)
    assert AuditEntry.get(AuditEntry.act == AuditAct.DEVICE_REVOKED).detail == "reuse"


def test_a_token_whose_successor_was_followed_ends_the_phones_access(first):
    renewed(renewed(first))
    with pytest.raises(DeviceRevokedError):
        renewed(first)


def test_a_thief_who_was_first_is_found_out_by_the_phone(first):
    """The thief copied the token and is quicker: the phone's own next use of it tells."""
    stolen = renewed(first)
    assert holds(stolen)
    with pytest.raises(DeviceRevokedError):
        renewed(first)
    assert not holds(stolen)


def test_a_void_token_shown_ends_the_phones_access(first):
    lost = renewed(first)
    renewed(first)
    with pytest.raises(DeviceRevokedError):
        renewed(lost)


def test_what_nobody_gave_is_nobodys(first):
    for shown in ("", "x" * 43, "æ", first.access, first.refresh[:-1]):
        with pytest.raises(SignedOutError):
            tokens.refresh(shown)
    with pytest.raises(SignedOutError):
        tokens.bearer(first.refresh)


def test_signing_in_again_on_the_phone_forgets_the_tokens_before(mette, first):
    second = devices.make_ready(mette, PHONE, "Mettes telefon")
    assert [holds(first), holds(second)] == [False, True]
    with pytest.raises(SignedOutError):
        renewed(first)
    assert Device.get().revoked_at is None


def test_an_old_token_is_not_kept_for_ever(first, at):
    second = renewed(first)
    at("2026-12-07 09:00")
    third = renewed(second)
    at("2026-12-08 10:00")
    renewed(third)
    assert DeviceToken.select().count() == 2
