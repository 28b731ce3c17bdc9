"""Names meet however they are spelled, and stand where a Dane looks for them."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uu.privacy.names import fold, parts, phonetic, similarity, sort_key, variants

name = st.text(st.sampled_from("abcdefæøåÆØÅäöüıİşçğłđñéǻ -'aeoaa"), max_size=20)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Øzturk", "oezturk"),
        ("Oezturk", "oezturk"),
        ("Öztürk", "oezturk"),
        ("Åse", "aase"),
        ("A\u030ase", "aase"),
        ("KJÆR", "kjaer"),
        ("Jäger", "jaeger"),
        ("Yılmaz", "yilmaz"),
        ("İbrahim", "ibrahim"),
        ("Ayşe Çelik", "ayse celik"),
        ("Łukasz", "lukasz"),
        ("Đặng Nguyễn", "dang nguyen"),
        ("Þórður", "thordur"),
        ("Groß", "gross"),
        ("  Ali   Omar ", "ali omar"),
        ("Sø\u200bren", "soeren"),
    ],
)
def test_a_name_folds_to_plain_letters(written, folded):
    assert fold(written) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@given(name, st.integers(0, 20))
def test_the_fold_of_a_beginning_begins_the_fold(text, length):
    assert fold(text).startswith(fold(text[:length]))


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("Sørensen", "Sorensen"),
        ("Søgård", "Sogard"),
        ("Søgård", "Soegaard"),
        ("Søgård", "Sögaard"),
        ("Kjær", "Kjer"),
        ("Kjær", "Kjar"),
        ("Müller", "Mueller"),
        ("Öztürk", "Ozturk"),
    ],
)
def test_who_lacks_the_letters_on_the_keyboard_still_means_the_name(stored, typed):
    assert variants(stored) & variants(typed)


@given(name)
def test_there_are_few_variants_and_the_fold_is_one(text):
    assert fold(text) in variants(text)
    assert len(variants(text)) <= 82


@pytest.mark.parametrize(
    ("whole", "pieces"),
    [
        ("El-Khatib", ["El", "Khatib"]),
        ("O'Brien", ["O", "Brien"]),
        ("O\u2019Brien D\u02bcAngelo", ["O", "Brien", "D", "Angelo"]),
        ("Anne\u2010Marie  Sørensen", ["Anne", "Marie", "Sørensen"]),
        ("Ali (Abdi), jr.", ["Ali", "Abdi", "jr"]),
        ("कुमार", ["कुमार"]),
        (" - ", []),
    ],
)
def test_a_name_splits_where_people_hear_a_new_word(whole, pieces):
    assert parts(whole) == pieces


@pytest.mark.parametrize(
    "alike",
    [
        "Mohammed Muhamed Mohamad Mohamed Muhammad",
        "Yusuf Yousef Jusuf Youssef",
        "Hussein Hossein Husain",
        "Layla Leila Lejla Laila",
        "Zainab Zeynep",
        "Khadija Khadidja",
        "Ahmed Ahmet Ahmad",
        "Aisha Aicha Ayşe",
        "Jakub Jacob Yaqub",
        "Christian Kristian",
        "Christensen Kristensen",
        "Hansen Hanssen",
        "Sofie Sophie",
        "Mathias Mattias Matias",
        "Nikolaj Nicolai",
        "Victor Viktor",
        "Frederik Fredrik Frederick",
        "Cecilie Sesilie",
        "Kjær Kær",
        "Svendsen Svensen",
        "Michael Mikael",
        "Zuzanna Susanna",
        "Møller Möller Moller",
    ],
)
def test_what_sounds_alike_has_one_key(alike):
    assert len({phonetic(part) for part in alike.split()}) == 1


@pytest.mark.parametrize("apart", ["Hassan Hussein", "Omar Amir Emre", "Emil Emma", "Hansen Jensen", "Ali Ella Ole"])
def test_what_sounds_different_has_different_keys(apart):
    assert len({phonetic(part) for part in apart.split()}) == len(apart.split())


@given(st.text())
def test_any_text_has_a_sound_or_none(text):
    assert phonetic(text) == phonetic(fold(text))


def test_a_list_stands_in_danish_order():
    ordered = [
        "Abdi Åse", "Ali", "Ali Ahmed", "Ali-Reza", "Alia", "Çelik", "Demir", "Łukasz", "Müller", "Myrna",
        "Wang", "Yılmaz", "Zahra", "Ægir", "Äkta", "Ølund", "Öztürk", "Ågot", "Aagaard", "Åse",
    ]  # fmt: skip
    shuffled = random.Random(7).sample(ordered, len(ordered))
    assert sorted(shuffled, key=sort_key) == ordered


def test_capitals_and_accents_do_not_move_a_name():
    assert sort_key("andré")[0] == sort_key("ANDRE")[0]
    assert sort_key("A\u030ase")[0] == sort_key("Åse")[0] == sort_key("Aase")[0]


@given(name, name)
def test_similarity_is_a_share_and_the_same_both_ways(one, other):
    assert 0 <= similarity(one, other) <= 1
    assert similarity(one, other) == pytest.approx(similarity(other, one))


@given(st.lists(st.sampled_from(["Ali", "Omar", "Sørensen", "Öztürk", "Nguyen", "El-Khatib"]), max_size=5))
def test_a_name_equals_itself_in_any_order_of_its_parts(pieces):
    assert similarity(" ".join(pieces), " ".join(reversed(pieces))) == pytest.approx(1 if pieces else 0)


@pytest.mark.parametrize(
    ("one", "other", "least"),
    [
        ("Mohammed Ali", "Ali Muhamed", 0.9),
        ("Yusuf Khan", "Khan Jusuf", 0.9),
        ("Freja Sørensen", "Freja Sorensen", 1),
        ("Christian Møller", "Kristian Moeller", 0.9),
        ("Ali Omar Hassan", "Ali Hassan", 0.8),
        ("El-Khatib", "El Khatib", 1),
    ],
)
def test_likely_the_same_person(one, other, least):
    assert similarity(one, other) >= least


@pytest.mark.parametrize(
    ("one", "other"),
    [("Emma Lund", "Ida Berisha"), ("Ali", "Ali Hassan"), ("", "Ali"), ("Noah Ahmed", "Noor Andersen")],
)
def test_hardly_the_same_person(one, other):
    assert similarity(one, other) < 0.7
