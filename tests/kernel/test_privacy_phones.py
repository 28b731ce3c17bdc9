"""One phone is one number, however it was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uu.privacy.phones import PhoneError, display, normalise

DANISH = st.from_regex(r"[1-9][0-9]{7}", fullmatch=True)


@pytest.mark.parametrize(
    "typed",
    [
        "12345678",
        "12 34 56 78",
        "1234-5678",
        "+45 12345678",
        "0045 12 34 56 78",
        "45 12 34 56 78",
        "(+45) 12345678",
    ],
)
def test_a_danish_number_has_one_form(typed):
    assert normalise(typed) == "+4512345678"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("+46 (0)70-123 45 67", "+46701234567"),
        ("0049 30 123456", "+4930123456"),
        ("+299 32 10 00", "+299321000"),
    ],
)
def test_numbers_of_other_countries_are_kept_with_their_code(typed, kept):
    assert normalise(typed) == kept
    assert display(kept) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "1234567",
        "123456789",
        "+45 1234567",
        "+45 123456789",
        "ring til mor",
        "12345678x",
        "01234567",
        "+4501234567",
        "+1234567890123456",
    ],
)
def test_what_is_no_number_is_told_how_to_write_one_and_not_repeated(typed):
    with pytest.raises(PhoneError) as refused:
        normalise(typed)
    assert refused.value.message == "Write the phone number with 8 digits, or with + and the country code first."


def test_a_danish_number_is_shown_in_pairs():
    assert display("+4512345678") == "12 34 56 78"
    assert display("") == ""


@given(DANISH)
def test_what_is_shown_reads_back_as_the_same_number(digits):
    number = normalise(digits)
    assert normalise(display(number)) == number == normalise(number)


@given(st.text())
def test_any_text_is_a_number_or_a_refusal(text):
    try:
        number = normalise(text)
    except PhoneError:
        return
    assert number[0] == "+"
    assert number[1:].isascii()
    assert number[1:].isdigit()
