"""People are found by what is typed, over tokens that tell nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uu.privacy.blind_index import BlindIndex
from uu.privacy.cpr import Cpr

INDEX = BlindIndex(b"k" * 32)
FIRST = """
    Emil Noah Frederik Malthe Christian Ali Omar Yusuf Mohammed Abdirahman Can Mehmet Minh Kwame Jakub
    Emma Freja Clara Josefine Amalie Aisha Khadija Zeynep Ayşe Noor Linh Zuzanna Priya Charlie Elia
"""
LAST = """
    Sørensen Jørgensen Møller Christensen Lund Ahmed Hussein Yılmaz Çelik Öztürk El-Khatib Al-Jabari
    Nguyen Tran Le Kovačević Hodžić Krasniqi Kowalski Popescu Tesfay Okafor Mensah Silva Singh Ågård Kjær
"""
FIRST_NAMES, LAST_NAMES = FIRST.split(), LAST.split()
person = st.tuples(st.sampled_from(FIRST_NAMES), st.sampled_from(LAST_NAMES))


def finds(query, tokens):
    entries = INDEX.query(query)
    return bool(entries) and all(any(token in tokens for token in entry) for entry in entries)


@given(person, st.data())
def test_any_beginnings_of_a_name_in_any_order_find_the_person(person, data):
    tokens = INDEX.name_tokens(*person)
    words = [word[: data.draw(st.integers(2, len(word)))] for word in " ".join(person).split()]
    assert finds(" ".join(data.draw(st.permutations(words))), tokens)


def test_every_beginning_of_every_part_finds_the_person():
    for name in FIRST_NAMES + LAST_NAMES:
        tokens = INDEX.name_tokens(name)
        for part in name.split("-"):
            for length in range(2, len(part) + 1):
                for typed in (part[:length], part[:length].upper(), f" {part[:length]} "):
                    assert finds(typed, tokens), f"{typed} does not find {name}"
        assert finds(name, tokens)
        assert finds(name.replace("-", ""), tokens)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("oztur", "Öztürk"),
        ("Øzturk", "Öztürk"),
        ("soren", "Sørensen"),
        ("Søren", "Sorensen"),
        ("agard", "Ågård"),
        ("Ågård", "Aagaard"),
        ("kjer", "Kjær"),
        ("yilm", "Yılmaz"),
        ("Muhamed", "Mohammed"),
        ("kristian", "Christian"),
        ("elkhatib", "El-Khatib"),
        ("El-Khatib", "Elkhatib"),
        ("obrien", "O'Brien"),
        ("Bartholomæussen", "Bartholomæus"),
    ],
)
def test_other_spellings_find_the_person_too(typed, stored):
    assert finds(typed, INDEX.name_tokens(stored))


@pytest.mark.parametrize("typed", ["Ida", "Omar Lund", "mmed", "Sø", "Hassan", "Mohammed Sofie", "1234"])
def test_what_is_not_the_name_does_not_find_it(typed):
    assert not finds(typed, INDEX.name_tokens("Mohammed", "Lund", "Karim"))


def test_two_typed_letters_do_not_stretch_to_other_names():
    assert not finds("Sø", INDEX.name_tokens("Sofie"))
    assert finds("Sø", INDEX.name_tokens("Søren"))


def test_a_nickname_of_one_letter_is_found_and_else_one_letter_narrows_nothing():
    tokens = INDEX.name_tokens("Kwame", "Mensah", "K")
    assert finds("k", tokens)
    assert finds("kwame x", tokens)
    assert not finds("x", tokens)


@pytest.mark.parametrize("nothing", ["", "   ", "-", "'", "\u200b", "🙂"])
def test_nothing_typed_asks_for_nobody(nothing):
    assert INDEX.query(nothing) == []


@pytest.mark.parametrize(
    "typed",
    [
        "22334455",
        "22 33 44 55",
        "+45 22334455",
        "004522334455",
        "2233",
        "22 33 44",
        "4455",
        "34455",
        "Amina 4455",
        "22-33-44-55",
    ],
)
def test_a_phone_is_found_whole_and_by_its_beginning_or_end(typed):
    assert finds(typed, INDEX.name_tokens("Amina") | INDEX.phone_tokens("+4522334455"))


@pytest.mark.parametrize("typed", ["3344", "22334456", "223", "+46 22334455", "223344556"])
def test_a_phone_is_not_found_by_its_middle_or_by_another_number(typed):
    assert not finds(typed, INDEX.name_tokens("Amina") | INDEX.phone_tokens("22 33 44 55"))


def test_a_foreign_phone_is_found():
    tokens = INDEX.phone_tokens("+46 70 123 45 67")
    assert finds("0046701234567", tokens)
    assert finds("4567", tokens)


@given(st.integers(61, 88), st.integers(1, 12), st.integers(1, 30), st.integers(4000, 9999))
def test_a_cpr_number_is_found_whole_and_only_whole(day, month, year, last):
    digits = f"{day:02}{month:02}{year:02}{last:04}"
    tokens = INDEX.name_tokens("Amina") | INDEX.cpr_tokens(Cpr(digits))
    assert len(INDEX.cpr_tokens(Cpr(digits))) == 1
    assert INDEX.cpr_tokens(Cpr(digits)) == INDEX.cpr_tokens(f"{digits[:6]}-{digits[6:]}")
    for typed in (digits, f"{digits[:6]}-{digits[6:]}", f"Amina {digits[:6]} {digits[6:]}"):
        assert finds(typed, tokens)
    for typed in (digits[:6], digits[6:], digits[:9], digits[:9] + str((last + 1) % 10)):
        assert not finds(typed, tokens)


def test_what_is_missing_or_no_number_has_no_tokens():
    assert INDEX.name_tokens(None, "", " ") == INDEX.phone_tokens(None) == INDEX.cpr_tokens(None) == frozenset()
    assert INDEX.phone_tokens("ring til mor") == INDEX.cpr_tokens("ukendt") == frozenset()


@given(st.text(), st.text())
def test_any_text_can_be_stored_and_asked_for(stored, typed):
    tokens = INDEX.name_tokens(stored) | INDEX.phone_tokens(stored) | INDEX.cpr_tokens(stored)
    assert all(len(token) == 16 for token in tokens)
    assert all(entry and entry == sorted(set(entry)) for entry in INDEX.query(typed))


@given(person)
def test_tokens_are_the_same_each_time_and_of_one_key_only(person):
    tokens = INDEX.name_tokens(*person)
    assert BlindIndex(b"k" * 32).name_tokens(*person) == tokens == INDEX.name_tokens(*reversed(person))
    assert not BlindIndex(b"j" * 32).name_tokens(*person) & tokens


def test_the_kinds_never_meet():
    name, phone = INDEX.name_tokens("22334455", "2233"), INDEX.phone_tokens("22334455")
    assert not name & phone
    assert not INDEX.phone_tokens("+46 6101054000") & INDEX.cpr_tokens("6101054000")


def test_a_name_costs_few_tokens():
    for name in FIRST_NAMES + LAST_NAMES:
        assert len(INDEX.name_tokens(name)) <= 40


def test_a_very_long_query_stays_small():
    assert sum(map(len, INDEX.query("æøå" * 10_000))) < 200
    assert len(INDEX.query("ab " * 10_000)) <= 100


def test_a_short_key_is_refused_and_a_printed_index_shows_none():
    with pytest.raises(ValueError, match="32 bytes"):
        BlindIndex(b"short")
    assert repr(INDEX) == "<BlindIndex>"
