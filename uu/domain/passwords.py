"""Passwords: argon2id with the low-memory profile of RFC 9106, and what makes one good enough."""

import unicodedata
from dataclasses import dataclass
from itertools import pairwise

import argon2
from argon2.exceptions import InvalidHashError, VerificationError

from uu.domain.errors import InvalidError
from uu.vocabulary import N_

LEAST, MOST = 12, 128
# A shorter username turns up in other words by chance.
_TELLING = 4

# RFC 9106, section 4, the second recommended option: 64 MiB, three passes, four lanes.
_PROPER = argon2.PasswordHasher(
    time_cost=3, memory_cost=64 * 1024, parallelism=4, hash_len=32, salt_len=16, type=argon2.Type.ID
)
_CHEAP = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1, hash_len=16, salt_len=8, type=argon2.Type.ID)

# Long enough to pass and tried first by everybody who guesses; compared without digits, blanks and signs.
_COMMON = frozenset(
    {
        "password", "passwordpassword", "adgangskode", "adgangskodeadgangskode", "kodeord", "kodeordkodeord",
        "qwertyuiop", "qwertyuiopå", "qwertyqwerty", "asdfghjkl", "letmein", "letmeinletmein", "iloveyou",
        "velkommen", "velkommenvelkommen", "welcome", "welcomewelcome", "hemmelig", "hemmelighemmelig", "sommer",
        "vinter", "efterår", "københavn", "copenhagen", "danmark", "denmark", "uupåvej", "ungdomsskolen", "changeme",
        "administrator", "administratoradministrator", "correcthorsebatterystaple", "football", "fodbold", "abc",
    }
)  # fmt: skip


@dataclass(slots=True)
class _Hashing:
    """The parameters in force, and a hash nobody has the password of."""

    hasher: argon2.PasswordHasher
    nobody: str


_in_force: dict[str, _Hashing] = {}


def configure(cheap: bool) -> None:
    """Choose the proper profile, or one for tests and demonstrations that costs next to nothing."""
    hasher = _CHEAP if cheap else _PROPER
    _in_force["now"] = _Hashing(hasher, hasher.hash("nobody has this one"))


def hash_of(password: str) -> str:
    """The hash to keep."""
    return _now().hasher.hash(_normal(password))


def matches(kept: str | None, password: str) -> bool:
    """Whether this is the password of that hash; without a usable hash the same work is done and the answer is no."""
    try:
        _now().hasher.verify(kept or _now().nobody, _normal(password))
    except VerificationError:
        return False
    except InvalidHashError:
        return matches(None, password)
    return kept is not None


def is_outdated(kept: str) -> bool:
    """Whether the hash was made with other parameters than those in force."""
    return _now().hasher.check_needs_rehash(kept)


def check(field: str, password: str, username: str) -> None:
    """Raises :class:`InvalidError` for a password that is too short, too long, common or made of the username."""
    normal = _normal(password).casefold()
    if len(normal) < LEAST:
        message = N_("Use at least %(least)d characters. Several words are easy to remember.")
        raise InvalidError(field, message, least=LEAST)
    if len(normal) > MOST:
        raise InvalidError(field, N_("Use at most %(most)d characters."), most=MOST)
    letters = "".join(letter for letter in normal if letter.isalpha())
    if letters in _COMMON or len(set(normal)) < 5 or _is_sequence(normal):
        raise InvalidError(field, N_("Many people use this password. Choose one of your own."))
    if len(username) >= _TELLING and username.casefold() in normal:
        raise InvalidError(field, N_("Choose a password without your username in it."))


def _is_sequence(text: str) -> bool:
    """Digits alone, or neighbours in a row such as abcdefghijkl."""
    steps = {ord(after) - ord(before) for before, after in pairwise(text)}
    return text.isdecimal() or steps in ({1}, {-1})


def _normal(password: str) -> str:
    """The same password typed on another keyboard has the same characters (NFKC)."""
    return unicodedata.normalize("NFKC", password)


def _now() -> _Hashing:
    if "now" not in _in_force:
        configure(cheap=False)
    return _in_force["now"]
