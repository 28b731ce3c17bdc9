"""Who gets in, who is slowed down, and how one gets out again."""

import argon2
import pytest

from tests import cast
from tests.cast import PASSWORD
from uu.domain import audit, lockout, passwords, policies, signin
from uu.domain.errors import InvalidError, NotVisibleError
from uu.models import AuditEntry, SignInFailure, StaffSession, StaffUser
from uu.models.database import read_only

PHONE = ("Phone", "192.0.2.7")


@pytest.fixture
def mette(db):
    """Mette has chosen her password."""
    passwords.configure(cheap=True)
    mette = cast.mette()
    mette.password_hash = passwords.hash_of(PASSWORD)
    mette.save()
    return mette


def guess(times: int, username="mette", password="forkert kodeord", address="192.0.2.7"):
    return [signin.try_password(username, password, address) for _ in range(times)]


def acts():
    return [entry.act.value for entry in AuditEntry.select().order_by(AuditEntry.seq)]


def test_the_right_password_lets_in_and_no_other(mette):
    assert signin.try_password("Mette ", PASSWORD) == mette
    assert signin.try_password("mette", PASSWORD + "!") is None
    assert signin.try_password("karim", PASSWORD) is None
    assert acts() == ["sign_in_refused", "sign_in_refused"]


def test_a_locked_user_and_one_without_password_stay_out(mette, at):
    StaffUser.update(locked_at=at("2026-11-23 10:00")).execute()
    assert signin.try_password("mette", PASSWORD) is None
    StaffUser.update(locked_at=None, password_hash=None).execute()
    assert signin.try_password("mette", PASSWORD) is None


def test_the_same_password_from_another_keyboard(mette):
    decomposed = PASSWORD.replace("å", "a\N{COMBINING RING ABOVE}")
    assert decomposed != PASSWORD
    assert signin.try_password("mette", decomposed) == mette


def test_unknown_users_cost_as_much_as_known_ones(mette, monkeypatch):
    judged = []
    verify = argon2.PasswordHasher.verify
    monkeypatch.setattr(argon2.PasswordHasher, "verify", lambda *a: judged.append(a[1][:30]) or verify(*a))
    guess(1, "mette")
    guess(1, "nobody")
    assert len(judged) == 2
    assert judged[0].rpartition("$")[0] == judged[1].rpartition("$")[0]


def test_production_uses_the_low_memory_profile_of_rfc_9106():
    passwords.configure(cheap=False)
    kept = passwords.hash_of(PASSWORD)
    passwords.configure(cheap=True)
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert passwords.is_outdated(kept)


def test_a_hash_of_other_parameters_is_made_anew_at_sign_in(mette):
    older = argon2.PasswordHasher(time_cost=2, memory_cost=16, parallelism=1).hash(PASSWORD)
    StaffUser.update(password_hash=older).execute()
    assert signin.try_password("mette", PASSWORD) == mette
    assert not passwords.is_outdated(StaffUser.get().password_hash)
    assert signin.try_password("mette", PASSWORD) == mette


def test_after_five_failures_one_waits_and_each_further_one_doubles_it(mette, at):
    guess(5)
    with pytest.raises(InvalidError) as refusal:
        signin.try_password("mette", PASSWORD, "192.0.2.7")
    assert refusal.value.params == {"minutes": 1}
    at("2026-11-23 10:02")
    guess(1)
    at("2026-11-23 10:03")
    with pytest.raises(InvalidError):
        guess(1)
    at("2026-11-23 10:05")
    assert signin.try_password("mette", PASSWORD, "192.0.2.7") == mette
    guess(4)
    assert signin.try_password("mette", PASSWORD, "192.0.2.7") == mette


def test_the_last_half_second_of_a_wait_is_a_minute_and_not_none(mette, at):
    guess(5)
    at("2026-11-23 10:00:59.500")
    with pytest.raises(InvalidError) as refusal:
        guess(1)
    assert refusal.value.params == {"minutes": 1}


def test_nobody_waits_for_more_than_a_quarter_of_an_hour(mette, at):
    guess(5)
    for wall in ("10:05", "10:20", "10:35", "10:50", "11:05", "11:20"):
        at(f"2026-11-23 {wall}")
        guess(1)
    with pytest.raises(InvalidError) as refusal:
        guess(1)
    assert refusal.value.params == {"minutes": 15}


def test_the_wait_follows_the_account_to_other_addresses(mette):
    guess(5, address="192.0.2.1")
    with pytest.raises(InvalidError):
        guess(1, address="192.0.2.2")


def test_an_account_that_does_not_exist_waits_just_the_same(mette):
    guess(5, "nobody")
    with pytest.raises(InvalidError) as refusal:
        guess(1, "nobody")
    assert refusal.value.params == {"minutes": 1}


def test_an_address_that_tries_many_accounts_waits(mette):
    for number in range(lockout.TRIES_OF_AN_ADDRESS):
        guess(1, f"guess-{number}")
    with pytest.raises(InvalidError):
        signin.try_password("mette", PASSWORD, "192.0.2.7")
    assert signin.try_password("mette", PASSWORD, "192.0.2.8") == mette


def test_a_try_counts_before_it_is_judged(mette, monkeypatch):
    counted = []
    monkeypatch.setattr(passwords, "matches", lambda *_: counted.append(SignInFailure.select().count()))
    guess(1)
    assert counted == [2]


def test_failures_are_forgotten_after_a_day(mette, at):
    guess(5)
    at("2026-11-24 10:01")
    guess(1)
    assert SignInFailure.select().count() == 2


def test_the_failures_name_nobody(mette):
    guess(1)
    assert not any(word in bytes(row.subject) for row in SignInFailure for word in (b"mette", b"192.0.2.7"))


def test_a_session_is_known_by_its_token_alone(mette):
    token = signin.open_session(mette, *PHONE)
    assert signin.user_of(token) == mette
    assert signin.user_of(token + "x") is None
    session = StaffSession.get()
    assert token.encode() not in bytes(session.token_hash)
    assert signin.user_of(bytes(session.token_hash).hex()) is None


def test_a_session_ends_when_idle_and_after_a_day_in_any_case(mette, at):
    policies.change_policy(mette, "session_idle_minutes", 60)
    token = signin.open_session(mette, *PHONE)
    at("2026-11-23 10:59")
    assert signin.user_of(token)
    at("2026-11-23 11:58")
    assert signin.user_of(token)
    at("2026-11-23 12:58")
    assert signin.user_of(token) is None
    policies.change_policy(mette, "session_idle_minutes", 1440)
    token = signin.open_session(mette, *PHONE)
    at("2026-11-24 00:00")
    assert signin.user_of(token)
    at("2026-11-24 12:59")
    assert signin.user_of(token) is None


def test_last_seen_is_kept_at_most_once_a_minute_and_while_reading(mette, at):
    token = signin.open_session(mette, *PHONE)
    began = at("2026-11-23 10:00:59")
    with read_only():
        signin.user_of(token)
    assert StaffSession.get().last_seen_at < began
    later = at("2026-11-23 10:01")
    with read_only():
        signin.user_of(token)
    assert StaffSession.get().last_seen_at == later


def test_a_locked_user_is_out_at_once(mette, at):
    token = signin.open_session(mette, *PHONE)
    StaffUser.update(locked_at=at("2026-11-23 10:00")).execute()
    assert signin.user_of(token) is None


def test_signing_out_and_ending_other_devices(mette):
    here, there, third = (signin.open_session(mette, agent, "192.0.2.7") for agent in ("Phone", "Laptop", "Tablet"))
    laptop = next(session for session in signin.sessions_of(mette) if session.agent == "Laptop")
    signin.revoke(mette, laptop.id)
    assert signin.user_of(there) is None
    assert signin.end_other_sessions(mette, here) == 1
    assert signin.user_of(third) is None
    signin.end_session(mette, here)
    assert signin.sessions_of(mette) == []
    assert acts() == ["sign_in"] * 3 + ["session_revoked"] * 2 + ["sign_out"]
    assert audit.verify().broken_at is None


def test_nobody_ends_a_colleagues_session(mette):
    karim = cast.karim()
    token = signin.open_session(karim, *PHONE)
    with pytest.raises(NotVisibleError):
        signin.revoke(mette, StaffSession.get().id)
    assert signin.user_of(token) == karim


def test_a_new_password_signs_other_devices_out(mette):
    here, there = signin.open_session(mette, *PHONE), signin.open_session(mette, *PHONE)
    with pytest.raises(InvalidError) as refusal:
        signin.change_password(mette, "forkert", "et helt nyt kodeord", here)
    assert refusal.value.field == "present"
    signin.change_password(mette, PASSWORD, "et helt nyt kodeord", here)
    assert signin.user_of(here) == mette
    assert signin.user_of(there) is None
    assert signin.try_password("mette", PASSWORD) is None
    assert signin.try_password("mette", "et helt nyt kodeord") == mette


@pytest.mark.parametrize(
    "weak",
    ["elleve tegn", "mettes kodeord 1", "Password1234!", "passwordpassword", "123456789012", "abcdefghijklm",
     "aaaaaaaaaaaaaa", "hemmelig2026!", "x" * 129 + "yzwå"],
)  # fmt: skip
def test_weak_passwords_are_refused(weak):
    with pytest.raises(InvalidError):
        passwords.check("new", weak, "mette")


@pytest.mark.parametrize("good", [PASSWORD, "kort kode nej", "👩🏽 går tur med 🐕", "ÆØÅ ÆØÅ æøå 1"])
def test_no_rule_says_which_characters_to_use(good):
    passwords.check("new", good, "mette")
