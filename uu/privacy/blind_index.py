"""Search without plaintext: keyed tokens that a database may store and compare, but nobody can read.

A token is an HMAC-SHA256, cut to 16 bytes, of its kind and a normalised value. What is stored and what is
searched for go through the same functions, so the two ends cannot drift apart.
"""

import hmac
import re
import unicodedata
from collections.abc import Iterator

from uu.privacy.cpr import Cpr, CprError
from uu.privacy.names import fold, parts, phonetic, variants
from uu.privacy.phones import PhoneError, normalise

_TOKEN_BYTES = 16
_SHORTEST_PREFIX = 2
_LONGEST_PREFIX = 12
_SHORTEST_BY_SOUND = 3
_PARTIAL_PHONE = range(4, 8)
_LONGEST_QUERY = 200
_NUMBER = re.compile(r"(?<!\w)\(?\+?[0-9](?:[\s().\-/\u2010-\u2015]*[0-9])*(?!\w)")


class BlindIndex:
    """Tokens of names, phones and CPR numbers under one secret key of at least 32 bytes."""

    def __init__(self, key: bytes) -> None:
        if len(key) < 32:
            raise ValueError("the key of a blind index has at least 32 bytes")
        self._key = key

    def __repr__(self) -> str:
        return "<BlindIndex>"

    def name_tokens(self, *names: str | None) -> frozenset[bytes]:
        """What finds a person by name: each part's beginnings of 2 to 12 letters in every spelling.

        So do the whole part and its sound. Parts joined by a hyphen or an apostrophe also count as one part.
        """
        words = {word for name in names if name for chunk in name.split() for word in _words(chunk)}
        return frozenset(token for word in words for token in self._stored_name(word))

    def phone_tokens(self, phone: str | None) -> frozenset[bytes]:
        """What finds a person by phone: the whole number, and 4 to 7 digits of its beginning or end.

        The country code 45 is not part of a beginning. Text that is no phone number has no tokens.
        """
        number = _phone(phone or "")
        if number is None:
            return frozenset()
        national = number.removeprefix("+45").removeprefix("+")
        starts = {self._token("phone-start", national[:length]) for length in _PARTIAL_PHONE}
        ends = {self._token("phone-end", national[-length:]) for length in _PARTIAL_PHONE}
        return frozenset({self._token("phone", number)} | starts | ends)

    def cpr_tokens(self, cpr: Cpr | str | None) -> frozenset[bytes]:
        """What finds a person by CPR number: all ten digits, nothing less. Other text has no tokens."""
        number = _cpr(cpr) if isinstance(cpr, str) else cpr
        return frozenset({self._token("cpr", number.digits)} if number else ())

    def query(self, text: str) -> list[list[bytes]]:
        """One entry a word, all of which must be met; an entry is met by any one of its tokens.

        Digits, with their spaces and signs, are one word: ten that form a CPR number are looked up as that,
        eight or more as a phone, four to seven as the beginning or end of a phone. A single letter narrows
        nothing and is left out unless it stands alone. An empty list asks for nothing: show nobody.
        """
        plain = unicodedata.normalize("NFKC", text)[:_LONGEST_QUERY]
        entries = [self._sought_number(found[0]) for found in _NUMBER.finditer(plain)]
        for chunk in _NUMBER.sub(" ", plain).split():
            entries += self._sought_names(chunk)
        longer = [entry for entry, narrows in entries if narrows]
        return [sorted(entry) for entry in longer or [entry for entry, _ in entries]]

    def _sought_number(self, written: str) -> tuple[set[bytes], bool]:
        digits = re.sub(r"[^0-9]", "", written)
        tokens = self._sought_name(digits)
        phone = _phone(written)
        if phone:
            tokens.add(self._token("phone", phone))
        if len(digits) in _PARTIAL_PHONE:
            tokens |= {self._token("phone-start", digits), self._token("phone-end", digits)}
        return tokens | self.cpr_tokens(digits), len(digits) > 1

    def _sought_names(self, chunk: str) -> Iterator[tuple[set[bytes], bool]]:
        words = parts(fold(chunk))
        joined = "".join(words)
        for word in words:
            tokens = self._sought_name(word)
            if len(words) > 1:
                tokens |= self._sought_name(joined)
            yield tokens, len(word) > 1

    def _stored_name(self, word: str) -> Iterator[bytes]:
        for spelling in variants(word):
            yield self._token("name", spelling)
            for length in range(_SHORTEST_PREFIX, min(_LONGEST_PREFIX, len(spelling)) + 1):
                yield self._token("name-start", spelling[:length])
        if len(word) >= _SHORTEST_BY_SOUND:
            yield self._token("name-sound", phonetic(word))

    def _sought_name(self, word: str) -> set[bytes]:
        """A bare spelling of two letters would find far too many: Sø would find each Sofie."""
        if len(word) < _SHORTEST_PREFIX:
            return {self._token("name", word)}
        spellings = {word} | {spelling for spelling in variants(word) if len(spelling) > _SHORTEST_PREFIX}
        tokens = {self._token("name-start", spelling[:_LONGEST_PREFIX]) for spelling in spellings}
        if len(word) >= _SHORTEST_BY_SOUND:
            tokens.add(self._token("name-sound", phonetic(word)))
        return tokens

    def _token(self, kind: str, value: str) -> bytes:
        return hmac.digest(self._key, f"{kind}\0{value}".encode(), "sha256")[:_TOKEN_BYTES]


def _words(chunk: str) -> set[str]:
    words = parts(fold(chunk))
    return {*words, "".join(words)} - {""}


def _cpr(text: str) -> Cpr | None:
    try:
        return Cpr.parse(text)
    except CprError:
        return None


def _phone(text: str) -> str | None:
    try:
        return normalise(text)
    except PhoneError:
        return None
