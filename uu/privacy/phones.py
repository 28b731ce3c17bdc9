"""Phone numbers in one written form, so that the same phone is recognised however it was typed."""

import re
import unicodedata

from uu.privacy.errors import PrivacyError
from uu.vocabulary import N_

_PUNCTUATION = re.compile(r"[\s.()/\-\u2010-\u2015\u2212\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")
_TRUNK_ZERO = re.compile(r"\(\s*0\s*\)")
_DANISH = re.compile(r"\+45[1-9][0-9]{7}")
_FOREIGN = re.compile(r"\+(?!45)[1-9][0-9]{6,14}")

_BAD_PHONE = N_("Write the phone number with 8 digits, or with + and the country code first.")


class PhoneError(PrivacyError):
    """The text is not a phone number."""


def normalise(text: str) -> str:
    """`+4512345678` from a Danish number, `+` and all digits from a foreign one, or `PhoneError`."""
    number = _with_country_code(_compact(text))
    if not (_DANISH.fullmatch(number) or _FOREIGN.fullmatch(number)):
        raise PhoneError(_BAD_PHONE)
    return number


def display(text: str) -> str:
    """A Danish number as `12 34 56 78`; any other text unchanged."""
    if not _DANISH.fullmatch(text):
        return text
    national = text[3:]
    return " ".join(national[start : start + 2] for start in range(0, 8, 2))


def _compact(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain.startswith(("+", "00")):
        plain = _TRUNK_ZERO.sub("", plain)
    return _PUNCTUATION.sub("", plain)


def _with_country_code(compact: str) -> str:
    if compact.startswith("00"):
        return "+" + compact[2:]
    if len(compact) == 8:
        return "+45" + compact
    if len(compact) == 10 and compact.startswith("45"):
        return "+" + compact
    return compact
