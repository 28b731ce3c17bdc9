"""CPR numbers are read as people write them, and shown to nobody by accident."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uu.privacy.cpr import Cpr, CprError

BORN = st.dates(date(1937, 1, 1), date(2036, 12, 31))
LAST_THREE = st.integers(0, 999)


def number(born: date, last_three: int, *, replacement: bool = False) -> str:
    """A number of this birth date; a seventh digit of 9 stands for 1937 to 2036."""
    day = born.day + (60 if replacement else 0)
    return f"{day:02}{born:%m%y}9{last_three:03}"


@given(BORN, LAST_THREE, st.booleans(), st.sampled_from(["", " ", "-", " - ", "\u2011", "\u00a0"]))
def test_a_number_is_read_with_or_without_a_sign_between(born, last_three, replacement, sign):
    digits = number(born, last_three, replacement=replacement)
    cpr = Cpr.parse(f" {digits[:6]}{sign}{digits[6:]} ")
    assert cpr.digits == digits
    assert cpr.birth_date == born
    assert cpr.is_replacement is replacement
    assert Cpr.parse(cpr.formatted) == cpr


@pytest.mark.parametrize(
    ("digits", "born"),
    [
        ("6101053000", date(1905, 1, 1)),
        ("6101994000", date(1999, 1, 1)),
        ("6101374000", date(1937, 1, 1)),
        ("6101364000", date(2036, 1, 1)),
        ("6101055000", date(2005, 1, 1)),
        ("6101578000", date(2057, 1, 1)),
        ("6101585000", date(1858, 1, 1)),
        ("6101369000", date(2036, 1, 1)),
        ("6101379000", date(1937, 1, 1)),
    ],
)
def test_the_seventh_digit_tells_the_century(digits, born):
    assert Cpr(digits).birth_date == born


@pytest.mark.parametrize("typed", ["", "610105", "61010512345", "610105-12E4", "٦١٠١٠٥١٢٣٤", "+6101051234"])
def test_anything_but_ten_digits_is_told_how_to_write_it(typed):
    with pytest.raises(CprError) as refused:
        Cpr.parse(typed)
    assert "10 digits" in refused.value.message
    assert not typed or typed not in str(refused.value)


@pytest.mark.parametrize("typed", ["0001054000", "3202054000", "6013054000", "9201054000", "3102054000", "2902019000"])
def test_an_impossible_date_is_refused_without_repeating_it(typed):
    with pytest.raises(CprError) as refused:
        Cpr.parse(typed)
    assert "birth date" in refused.value.message
    assert typed[:6] not in str(refused.value)
    assert refused.value.__suppress_context__


def test_a_leap_day_counts_only_in_a_leap_year():
    assert Cpr("8902049000").birth_date == date(2004, 2, 29)
    with pytest.raises(CprError):
        Cpr("8902059000")


def test_modulus_11_is_told_but_never_a_reason_to_refuse():
    assert [end for end in range(4000, 4030) if Cpr(f"610105{end}").passes_modulus_11] == [4002, 4010, 4029]


@given(BORN, LAST_THREE)
def test_neither_masked_nor_printed_nor_in_a_log_do_the_last_four_show(born, last_three):
    cpr = Cpr(number(born, last_three, replacement=True))
    assert cpr.masked == f"{cpr.digits[:6]}-••••"
    for shown in (cpr.masked, str(cpr), repr(cpr), f"{cpr}", repr([cpr])):
        assert cpr.digits[6:] not in shown.replace(cpr.digits[:6], "")


def test_no_day_of_a_century_is_refused():
    day = date(1937, 1, 1)
    while day <= date(2036, 12, 31):
        assert Cpr(number(day, 0)).birth_date == day
        day += timedelta(days=1)
