"""Danish personal numbers: read, shown masked, never refused for their check digit."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from typing import Self

from uu.privacy.errors import PrivacyError
from uu.vocabulary import N_

_REPLACEMENT_OFFSET = 60
_MODULUS_11_WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015\u2212]+")
_TEN_DIGITS = re.compile(r"[0-9]{10}")

_NOT_TEN_DIGITS = N_("Write the CPR number with 10 digits, for example 670905-4321.")
_NOT_A_DATE = N_("Check the CPR number: the first six digits are the birth date as day, month and year.")


class CprError(PrivacyError):
    """The text is not a CPR number."""


@dataclass(frozen=True, slots=True)
class Cpr:
    """Ten digits whose first six are a possible date; neither `repr` nor `str` shows the last four."""

    digits: str = field(repr=False)

    def __post_init__(self) -> None:
        if not _TEN_DIGITS.fullmatch(self.digits):
            raise CprError(_NOT_TEN_DIGITS)
        try:
            _birth_date(self.digits)
        except ValueError:
            raise CprError(_NOT_A_DATE) from None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a number as people write it, with or without spaces and hyphens, or raise `CprError`."""
        return cls(_SEPARATORS.sub("", unicodedata.normalize("NFKC", text)))

    @property
    def masked(self) -> str:
        return f"{self.digits[:6]}-••••"

    @property
    def formatted(self) -> str:
        return f"{self.digits[:6]}-{self.digits[6:]}"

    @property
    def is_replacement(self) -> bool:
        """A number given in place of a real one, known by 60 being added to the day."""
        return int(self.digits[:2]) > _REPLACEMENT_OFFSET

    @property
    def birth_date(self) -> date:
        """The date that the number states: good for a consistency check, never the source of a birth date."""
        return _birth_date(self.digits)

    @property
    def passes_modulus_11(self) -> bool:
        """Valid numbers without this check are given out since 2007, so false is a hint and no more."""
        weighted = zip(_MODULUS_11_WEIGHTS, self.digits, strict=True)
        return sum(weight * int(digit) for weight, digit in weighted) % 11 == 0

    def __str__(self) -> str:
        return self.masked


def _birth_date(digits: str) -> date:
    day, month, year = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    if day > _REPLACEMENT_OFFSET:
        day -= _REPLACEMENT_OFFSET
    return date(_century(int(digits[6]), year) + year, month, day)


def _century(seventh_digit: int, year: int) -> int:
    if seventh_digit <= 3:
        return 1900
    if seventh_digit in (4, 9):
        return 2000 if year <= 36 else 1900
    return 2000 if year <= 57 else 1800
