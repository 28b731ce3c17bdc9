"""Codes: right now, once, and not guessed."""

import pyotp
import pytest

from tests import cast
from uu import clock
from uu.domain import second_factor
from uu.domain.errors import InvalidError
from uu.models import StaffUser

HOME = "192.0.2.7"


@pytest.fixture
def anton(db, at):
    """Anton has a second factor; its key is known to the tests."""
    anton = cast.anton()
    offer = second_factor.offer(anton)
    second_factor.accept(anton, offer, code_of(offer.key))
    anton.key = offer.key
    return anton


def code_of(key: str) -> str:
    return pyotp.TOTP(key).at(int(clock.now().timestamp()))


def test_a_code_works_once(anton, at):
    at("2026-11-23 10:01")
    second_factor.check(anton, code_of(anton.key), HOME)
    for who in (anton, StaffUser.get_by_id(anton.id)):
        with pytest.raises(InvalidError):
            second_factor.check(who, code_of(anton.key), HOME)


def test_the_code_that_set_it_up_does_not_sign_in(anton):
    with pytest.raises(InvalidError):
        second_factor.check(anton, code_of(anton.key), HOME)


def test_a_clock_may_be_half_a_minute_off(anton, at):
    at("2026-11-23 10:05:00")
    code = code_of(anton.key)
    at("2026-11-23 10:06:00")
    with pytest.raises(InvalidError):
        second_factor.check(anton, code, HOME)
    at("2026-11-23 10:05:30")
    second_factor.check(anton, f"{code[:3]} {code[3:]}", HOME)


def test_an_earlier_code_does_not_follow_a_later_one(anton, at):
    at("2026-11-23 10:05:00")
    earlier = code_of(anton.key)
    at("2026-11-23 10:05:30")
    second_factor.check(anton, code_of(anton.key), HOME)
    with pytest.raises(InvalidError):
        second_factor.check(StaffUser.get_by_id(anton.id), earlier, HOME)


def test_guessing_codes_is_slowed_down(anton, at):
    at("2026-11-23 10:05")
    for _ in range(5):
        with pytest.raises(InvalidError):
            second_factor.check(anton, "000000", HOME)
    with pytest.raises(InvalidError, match="Too many tries"):
        second_factor.check(anton, code_of(anton.key), HOME)


def test_a_right_code_takes_the_wrong_ones_back(anton, at):
    for wall in ("10:05", "10:06"):
        at(f"2026-11-23 {wall}")
        for _ in range(4):
            with pytest.raises(InvalidError, match="does not fit"):
                second_factor.check(anton, "000000", HOME)
        second_factor.check(anton, code_of(anton.key), HOME)


@pytest.mark.parametrize("nonsense", ["", "12345", "١٢٣٤٥٦", "1234567", "abcdef", "\N{FULLWIDTH DIGIT ONE}23456"])
def test_nonsense_is_no_code(anton, nonsense):
    with pytest.raises(InvalidError):
        second_factor.check(anton, nonsense, HOME)


def test_the_key_is_not_readable_in_the_database(anton):
    sealed = bytes(StaffUser.get_by_id(anton.id).totp_sealed)
    assert anton.key.encode() not in sealed


def test_an_offer_is_for_one_user_and_survives_the_page(anton):
    offer = second_factor.offer(anton)
    assert second_factor.offered(anton, offer.sealed).key == offer.key
    assert second_factor.offered(cast.karim(), offer.sealed).key != offer.key
    assert second_factor.offered(anton, "nonsense").key != offer.key
    assert "<svg" in offer.picture


def test_a_wrong_first_code_changes_nothing(anton, at):
    at("2026-11-23 10:05")
    with pytest.raises(InvalidError):
        second_factor.accept(anton, second_factor.offer(anton), "000000")
    second_factor.check(anton, code_of(anton.key), HOME)
