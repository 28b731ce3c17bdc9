"""A phone's tokens: an answer that is lost costs nothing, and a token that was copied ends the phone's access."""

from uuid import uuid4

import pytest

from tests import cast
from tests.web.budget import counted
from uu.domain import devices, policies, tokens
from uu.domain.errors import DeviceRevokedError, SignedOutError
from uu.models import AuditEntry, Device, DeviceToken
from uu.models.devices import Standing
from uu.vocabulary import AuditAct

PHONE, NONCE, ANOTHER = uuid4(), uuid4(), uuid4()


@pytest.fixture
def mette(db):
    return cast.mette()


@pytest.fixture
def first(mette):
    """The pair Mette's phone is given when it is made ready."""
    return devices.make_ready(mette, PHONE, "Mettes telefon")


def renewed(pair, nonce=NONCE):
    """What the phone gets for its refresh token; it keeps one nonce for each."""
    return tokens.refresh(pair.refresh, nonce)[1]


def holds(pair):
    try:
        return tokens.bearer(pair.access).device.id == PHONE
    except (SignedOutError, DeviceRevokedError):
        return False


@pytest.mark.parametrize("shown", ["access", "refresh"])
def test_a_phone_whose_access_was_withdrawn_is_still_seen(mette, first, at, shown):
    devices.wipe(mette, Device.get_by_id(PHONE))
    then = at("2026-11-23 18:00")
    with pytest.raises(DeviceRevokedError):
        tokens.bearer(first.access) if shown == "access" else tokens.refresh(first.refresh, NONCE)
    assert Device.get_by_id(PHONE).last_seen_at == then


@pytest.mark.parametrize("shown", ["access", "refresh"])
def test_a_withdrawn_token_writes_nothing_only_because_it_is_shown_again(mette, first, at, shown):
    devices.wipe(mette, Device.get_by_id(PHONE))
    then = at("2026-11-23 18:00:00")
    for moment in ("18:00:00", "18:00:59"):
        at(f"2026-11-23 {moment}")
        with pytest.raises(DeviceRevokedError):
            tokens.bearer(first.access) if shown == "access" else tokens.refresh(first.refresh, NONCE)
    assert Device.get_by_id(PHONE).last_seen_at == then


def test_a_phone_works_with_its_pair_and_the_next(mette, first):
    assert tokens.bearer(first.access).user == mette
    owner, second = tokens.refresh(first.refresh, NONCE)
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


def test_a_lost_answer_may_be_asked_for_again_and_is_the_same(first, at):
    lost = renewed(first)
    at("2026-11-23 10:05")
    found = renewed(first)
    assert (found.access, found.refresh) == (lost.access, lost.refresh)
    assert (found.access_expires_in, lost.access_expires_in) == (600, 900)
    assert holds(found)


def test_a_late_copy_of_a_finished_exchange_changes_nothing(first):
    """The network delivered the request twice, the second time when the phone was long done with it."""
    second = renewed(first)
    assert holds(second)
    with pytest.raises(SignedOutError):
        renewed(first)
    third = renewed(second)
    with pytest.raises(SignedOutError):
        renewed(first)
    assert (holds(second), holds(third), devices.standing(PHONE)) == (True, True, Standing.READY)


def test_a_copied_token_ends_the_phones_access_whoever_comes_second(first):
    stolen = renewed(first, ANOTHER)
    assert holds(stolen)
    with pytest.raises(DeviceRevokedError) as caught:
        renewed(first)
    assert caught.value.standing == Standing.SIGNED_OUT == devices.standing(PHONE)
    assert not holds(stolen)
    assert AuditEntry.get(AuditEntry.act == AuditAct.DEVICE_REVOKED).detail == "reuse"


def test_who_copied_the_nonce_too_is_found_out_at_the_next_exchange(first):
    both_have = renewed(first)
    renewed(both_have, ANOTHER)
    with pytest.raises(DeviceRevokedError):
        renewed(both_have)


def test_a_phone_at_work_writes_nothing_only_because_it_asks(first, at):
    """Many phones that fetch would otherwise queue up behind whoever saves."""
    tokens.bearer(first.access)
    with counted() as statements:
        tokens.bearer(first.access)
    assert not [sql for sql in statements.data if not sql.startswith("SELECT")]
    moment = at("2026-11-23 10:02")
    tokens.bearer(first.access)
    assert Device.get().last_seen_at == moment


def test_what_nobody_gave_is_nobodys(first):
    for shown in ("", "x" * 43, "æ", first.access, first.refresh[:-1]):
        with pytest.raises(SignedOutError):
            tokens.refresh(shown, NONCE)
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
