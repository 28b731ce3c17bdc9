"""Who may be registered already: the same phone or CPR number, or a similar name and birth date."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from uu import clock
from uu.domain import access, identity, keys
from uu.domain.identity import Identity
from uu.models import SearchToken, StaffUser, Youth
from uu.models.database import rows
from uu.privacy import names
from uu.statistics import ages

_SIMILAR = 0.85
_NEAR = timedelta(days=31)
_NEAR_ESTIMATE = timedelta(days=366)
_MOST = 300
SAME_PHONE, SAME_CPR, SIMILAR_NAME = "phone", "cpr", "name"


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Somebody who may be the same person, and why one would think so."""

    youth: UUID
    identity: Identity
    age: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Likely:
    """Those the user may see, and whether there may be one whom they may not: that is all they learn."""

    seen: list[Duplicate]
    elsewhere: bool


def likely_duplicates(
    by: StaffUser, given: Identity, birth_on: date, *, estimated: bool, but: UUID | None = None
) -> Likely:
    """People who may be this one. ``but`` is the record that the same form may have made already."""
    found = [row for row in _visible_people(by, given, birth_on) if row[0] != but]
    who = identity.read_all((row[0], row[1]) for row in found)
    seen = [
        _judged(given, birth_on, youth, who[youth], born, estimated or said_age is not None)
        for youth, _sealed, born, said_age in found
    ]
    return Likely([one for one in seen if one.reasons], _is_elsewhere(by, given, but))


def _visible_people(by: StaffUser, given: Identity, birth_on: date) -> list[tuple[Any, ...]]:
    near = Youth.birth_on.between(birth_on - _NEAR_ESTIMATE, birth_on + _NEAR_ESTIMATE)
    alike = Youth.id.in_(_with_any(_name_tokens(given))) & near
    same = Youth.id.in_(_with_any(_number_tokens(given)))
    columns = (Youth.id, Youth.sealed, Youth.birth_on, Youth.said_age)
    return rows(Youth.select(*columns).where(access.visible_to(by) & (same | alike)).limit(_MOST))


def _judged(given: Identity, birth_on: date, youth: UUID, other: Identity, born: date, estimated: bool) -> Duplicate:
    near = _NEAR_ESTIMATE if estimated else _NEAR
    reasons = [SAME_PHONE] if given.phone and given.phone == other.phone else []
    reasons += [SAME_CPR] if given.cpr and given.cpr == other.cpr else []
    reasons += [SIMILAR_NAME] if _same_age(birth_on, born, near) and _similar(given, other) else []
    return Duplicate(youth, other, ages.age_on(born, clock.today()), tuple(reasons))


def _similar(one: Identity, other: Identity) -> bool:
    """Whether any way of naming the one is like any way of naming the other."""
    pairs = [(a, b) for a in _called(one) for b in _called(other)]
    as_one_word = [(a.replace(" ", ""), b.replace(" ", "")) for a, b in pairs]
    return any(names.similarity(a, b) >= _SIMILAR for a, b in pairs + as_one_word)


def _called(person: Identity) -> Iterable[str]:
    nicknamed = f"{person.nickname} {person.last_name}".strip() if person.nickname else ""
    return {name for name in (person.full_name, nicknamed) if name}


def _same_age(one: date, other: date, near: timedelta) -> bool:
    """Near each other, or with day and month mixed up."""
    swapped = (one.year, one.month, one.day) == (other.year, other.day, other.month)
    return swapped or abs(one - other) <= near


def _is_elsewhere(by: StaffUser, given: Identity, but: UUID | None) -> bool:
    """A phone or CPR number says it beyond doubt; a name would tell too much. Protected people are never hinted at."""
    same = Youth.id.in_(_with_any(_number_tokens(given))) & ~Youth.address_protected
    hidden = same & Youth.id.not_in(access.visible_youths(by).select(Youth.id))
    return bool(Youth.select().where(hidden & (Youth.id != (but or UUID(int=0)))).exists())


def _with_any(tokens: Iterable[bytes]) -> Any:
    return SearchToken.select(SearchToken.youth).where(SearchToken.token.in_(list(tokens)))


def _name_tokens(given: Identity) -> set[bytes]:
    index = keys.blind_index()
    called = f"{given.first_name} {given.last_name} {given.nickname}"
    return {token for entry in index.query(called) for token in entry}


def _number_tokens(given: Identity) -> set[bytes]:
    index = keys.blind_index()
    entries = [entry for number in (given.phone, given.cpr) if number for entry in index.query(number)]
    return {token for entry in entries for token in entry}
