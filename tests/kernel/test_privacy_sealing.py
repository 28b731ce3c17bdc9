"""A sealed text opens with its own key in its own place, and nowhere else."""

import base64
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uu.privacy.sealing import MasterKey, MasterKeyError, Unreadable, new_key, seal, unseal

AMINA, EMIL = UUID(int=1), UUID(int=2)
PLACE = f"youth.identity:{AMINA}"
MASTER = base64.b64encode(bytes(range(32))).decode()
FROZEN = (
    "0161f9f5720e10332743f74e3ee635cee5951108e0b181d622fff24e6e0e5b5ae119efbcd14415d3"
    "81c809efbce12f83b4921caef80d6dea9e779aa505"
)

any_text = st.text(st.characters())  # Lone surrogates too: a phone may send half an emoji.


@given(any_text, st.text(max_size=40))
def test_what_was_sealed_opens_again(text, place):
    key = new_key()
    assert unseal(key, seal(key, text, place), place) == text


@given(any_text, st.data())
def test_a_change_of_any_one_byte_makes_it_unreadable(text, data):
    key = new_key()
    sealed = bytearray(seal(key, text, PLACE))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(Unreadable):
        unseal(key, bytes(sealed), PLACE)


def test_each_byte_of_a_sealed_note_and_of_a_wrapped_key_is_guarded():
    master, key = MasterKey(MASTER), new_key()
    sealed, wrapped = seal(key, "Amina vil være tømrer", PLACE), master.wrap(key, AMINA)
    for position in range(len(sealed)):
        with pytest.raises(Unreadable):
            unseal(key, _turned(sealed, position), PLACE)
    for position in range(len(wrapped)):
        with pytest.raises(Unreadable):
            master.unwrap(_turned(wrapped, position), AMINA)


@given(st.binary(max_size=80))
def test_bytes_that_were_never_sealed_are_unreadable(loose):
    with pytest.raises(Unreadable):
        unseal(new_key(), loose, PLACE)
    with pytest.raises(Unreadable):
        MasterKey(MASTER).unwrap(b"\x01" + loose, AMINA)


def test_a_cut_or_lengthened_value_is_unreadable():
    key = new_key()
    sealed = seal(key, "12 34 56 78", PLACE)
    for changed in (*(sealed[:length] for length in range(len(sealed))), sealed + b"\x00"):
        with pytest.raises(Unreadable):
            unseal(key, changed, PLACE)


@given(st.text(), st.text(), st.text())
def test_a_value_cannot_be_moved_to_another_place(text, here, there):
    key = new_key()
    sealed = seal(key, text, here)
    if here != there:
        with pytest.raises(Unreadable):
            unseal(key, sealed, there)


def test_another_persons_key_reads_nothing():
    with pytest.raises(Unreadable):
        unseal(new_key(), seal(new_key(), "Amina", PLACE), PLACE)


def test_the_same_text_is_never_sealed_alike_twice():
    key = new_key()
    assert len({seal(key, "Amina", PLACE) for _ in range(50)}) == 50
    assert len({new_key() for _ in range(50)}) == 50


@given(st.text(max_size=100), st.text(max_size=100))
def test_the_length_tells_the_text_only_to_the_nearest_32_bytes(one, other):
    key = new_key()
    lengths = [len(seal(key, text, PLACE)) for text in (one, other)]
    assert all((length - 29) % 32 == 0 for length in lengths)
    if len(one.encode()) // 32 == len(other.encode()) // 32:
        assert lengths[0] == lengths[1]


def test_the_plaintext_is_not_in_the_sealed_bytes_and_the_version_leads():
    sealed = seal(new_key(), "Amina Öztürk", PLACE)
    assert sealed[0] == 1
    assert b"Amina" not in sealed


def test_a_wrapped_key_opens_only_for_its_owner_and_under_its_master():
    master, other, key = MasterKey(MASTER), MasterKey(base64.b64encode(new_key()).decode()), new_key()
    wrapped = master.wrap(key, AMINA)
    assert master.unwrap(wrapped, AMINA) == key
    assert MasterKey(MASTER).unwrap(memoryview(wrapped), AMINA) == key
    for wrong in (lambda: master.unwrap(wrapped, EMIL), lambda: other.unwrap(wrapped, AMINA)):
        with pytest.raises(Unreadable):
            wrong()


def test_only_whole_keys_are_used():
    for act in (lambda: seal(b"short", "x", PLACE), lambda: seal(new_key()[:16], "x", PLACE)):
        with pytest.raises(ValueError, match="32 bytes"):
            act()
    with pytest.raises(ValueError, match="32 bytes"):
        MasterKey(MASTER).wrap(b"short", AMINA)


@given(st.text(max_size=30), st.text(max_size=30))
def test_each_purpose_has_a_key_of_its_own_that_stays_the_same(one, other):
    master = MasterKey(MASTER)
    assert master.derive(one) == MasterKey(MASTER).derive(one)
    assert len(master.derive(one)) == 32
    assert (master.derive(one) == master.derive(other)) is (one == other)


def test_a_derived_key_opens_neither_wrapped_keys_nor_the_installations_secrets():
    master = MasterKey(MASTER)
    sealed = master.seal_for("totp", "JBSWY3DPEHPK3PXP", "staff:1")
    assert master.open_for("totp", sealed, "staff:1") == "JBSWY3DPEHPK3PXP"
    wrong = [
        lambda: master.open_for("mail", sealed, "staff:1"),
        lambda: master.open_for("totp", sealed, "staff:2"),
        lambda: unseal(master.derive("totp"), sealed, "staff:1"),
        lambda: unseal(bytes(range(32)), sealed, "staff:1"),
    ]
    for attempt in wrong:
        with pytest.raises(Unreadable):
            attempt()


@pytest.mark.parametrize(
    "spelled", [MASTER, f" {MASTER}\n", MASTER.rstrip("="), base64.urlsafe_b64encode(b"\xff" * 32).decode()]
)
def test_the_master_key_is_read_from_base64_of_either_alphabet(spelled):
    assert len(MasterKey(spelled).derive("x")) == 32


@pytest.mark.parametrize("spelled", ["", "secret", "æøå", MASTER[:-6], MASTER + "AAAA", "*" * 44, "A" * 41])
def test_a_wrong_master_key_is_refused_with_what_to_do_and_without_repeating_it(spelled):
    with pytest.raises(MasterKeyError) as refused:
        MasterKey(spelled)
    assert "UU_MASTER_KEY to 32 random bytes" in refused.value.message
    assert not spelled or spelled not in str(refused.value)


def test_a_printed_master_key_shows_no_secret():
    assert repr(MasterKey(MASTER)) == "<MasterKey>"


def test_the_format_of_today_stays_readable():
    sealed = bytes.fromhex(FROZEN)
    assert unseal(bytes(range(32)), sealed, PLACE) == "Amina"


def _turned(sealed, position):
    return sealed[:position] + bytes([sealed[position] ^ 1]) + sealed[position + 1 :]
