"""Who changed which field of a card, and how two people's changes to the same card are brought together."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from uu import clock
from uu.domain import keys
from uu.models import StaffUser, Youth, YouthRevision
from uu.models.database import rows

_WHAT = "revision.changes"
MINE, THEIRS = "mine", "theirs"

# A card in plain words: each field's name and its value as text.
Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Changed:
    """What a field was before others changed it, and who changed it last and when."""

    before: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Written:
    """One change of one field, as the card's history tells it."""

    field: str
    before: str
    after: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Clash:
    """The same field written by two people: what stands there, what I wrote, who wrote theirs and when."""

    theirs: str
    mine: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Choice:
    """For each clashing field ``mine`` or ``theirs``, chosen while looking at this version of the card."""

    version: int
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Merged:
    """The card after both people's changes, and the fields that need a decision first."""

    values: dict[str, str]
    clashes: dict[str, Clash]


def note(by: StaffUser, youth: Youth, before: Values, after: Values, confirmed: Iterable[str] = ()) -> None:
    """Keep what the next version changes, sealed, and which fields it confirms as they are; within an act."""
    key = keys.key_of(youth.id)
    changes = {name: [before[name], after[name]] for name in (*differing(before, after), *confirmed)}
    YouthRevision.create(
        id=uuid4(),
        youth=youth.id,
        version=youth.version + 1,
        changed_by=by,
        changed_at=clock.now(),
        sealed_changes=keys.seal(key, youth.id, _WHAT, json.dumps(changes, ensure_ascii=False)),
    )


def since(youth: UUID, version: int, but: Collection[int] = ()) -> dict[str, Changed]:
    """The fields changed after this version, each with its value in that version; versions in ``but`` are left out."""
    changed: dict[str, Changed] = {}
    for name, before, _after, by, at in _changes(youth, version, but):
        earliest = changed[name].before if name in changed else before
        changed[name] = Changed(earliest, by, at)
    return changed


def history(youth: UUID) -> list[Written]:
    """Every change of every field, the newest first."""
    return [Written(*change) for change in _changes(youth, 0)][::-1]


def last_written(youth: UUID, field: str) -> datetime | None:
    """When the field was last changed or confirmed, if ever."""
    return max((at for name, _before, _after, _by, at in _changes(youth, 0) if name == field), default=None)


def merge(theirs: Values, mine: Values, changed: Mapping[str, Changed], chosen: Mapping[str, str]) -> Merged:
    """Different fields merge; a field that both changed to different values clashes unless it is chosen."""
    values, clashes = dict(theirs), {}
    for name in differing(theirs, mine):
        other = changed.get(name)
        if other is not None and mine[name] == other.before:
            continue
        if other is not None and other.before != theirs[name] and name not in chosen:
            clashes[name] = Clash(theirs[name], mine[name], other.by, other.at)
        if chosen.get(name) != THEIRS:
            values[name] = mine[name]
    return Merged(values, clashes)


def differing(one: Values, other: Values) -> list[str]:
    """The fields in which two cards differ."""
    return [name for name in one if one[name] != other[name]]


def _changes(youth: UUID, version: int, but: Collection[int] = ()) -> Iterable[tuple[str, str, str, str, datetime]]:
    revision = YouthRevision
    select = (
        revision.select(revision.sealed_changes, StaffUser.name, revision.changed_at)
        .join(StaffUser)
        .where((revision.youth == youth) & (revision.version > version) & revision.version.not_in(list(but)))
        .order_by(revision.version)
    )
    found = rows(select)
    key = keys.keys_of([youth]).get(youth)
    if key is None:
        return
    for sealed, by, at in found:
        for name, (before, after) in json.loads(keys.unseal(key, youth, _WHAT, sealed)).items():
            yield name, before, after, by, at
