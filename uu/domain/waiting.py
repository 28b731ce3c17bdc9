"""What waits for a counsellor's decision since phones work on their own, as the list of young people says it first."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from peewee import SQL

from uu.domain import access, identity, quarantine
from uu.models import Conflict, DuplicateProposal, Operation, StaffUser, Youth
from uu.models.database import rows

_VERSIONS, _TWICE, _ASIDE = "versions", "twice", "aside"


@dataclass(frozen=True, slots=True)
class Waiting:
    """Own young people with two versions of a field or perhaps two records, by id with their names, and how many
    operations are set aside."""

    set_aside: int
    two_versions: dict[UUID, str]
    twice: dict[UUID, str]

    def ids(self) -> list[UUID]:
        return list({**self.two_versions, **self.twice})


def of(user: StaffUser) -> Waiting:
    """With one statement where nothing waits."""
    found = rows(_two_versions(user) + _twice(user) + _set_aside(user))
    who = identity.read_all((one, sealed) for _what, one, sealed in found if sealed)
    named = [{one: who[one].name for what, one, _sealed in found if what == part} for part in (_VERSIONS, _TWICE)]
    return Waiting(sum(what == _ASIDE for what, *_rest in found), *named)


def _two_versions(user: StaffUser) -> Any:
    select = Youth.select(SQL(f"'{_VERSIONS}'").alias("what"), Youth.id, Youth.sealed)
    select = select.join(Conflict, on=(Conflict.youth == Youth.id))
    return select.where((Youth.counsellor == user.id) & Conflict.resolved_at.is_null())


def _twice(user: StaffUser) -> Any:
    """Where the user may see the other record too, for only then can they compare."""
    pair, own = DuplicateProposal, Youth.alias()
    there: Any = Youth.id.in_([pair.youth, pair.other]) & (Youth.id != own.id)
    select = pair.select(SQL(f"'{_TWICE}'"), own.id, own.sealed).join(own, on=(own.id.in_([pair.youth, pair.other])))
    select = select.join_from(pair, Youth, on=there)
    open_ones = pair.settled_at.is_null() & (own.counsellor == user.id) & ~own.closed
    return select.where(open_ones & access.visible_to(user))


def _set_aside(user: StaffUser) -> Any:
    return quarantine.known(user).select(SQL(f"'{_ASIDE}'"), Operation.id, SQL("NULL"))
