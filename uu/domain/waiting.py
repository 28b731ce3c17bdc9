"""What waits for a counsellor's decision since phones work on their own, as the list of young people says it first."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from uu.domain import access, identity, quarantine
from uu.models import Conflict, DuplicateProposal, StaffUser, Youth
from uu.models.database import rows


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
    """With three statements where nothing waits."""
    versions, twice = _two_versions(user), _twice(user)
    who = identity.read_all({**versions, **twice}.items())
    named = [{youth: who[youth].name for youth in found} for found in (versions, twice)]
    return Waiting(quarantine.count(user), *named)


def _two_versions(user: StaffUser) -> dict[UUID, bytes]:
    select = Youth.select(Youth.id, Youth.sealed).join(Conflict, on=(Conflict.youth == Youth.id))
    return dict(rows(select.where((Youth.counsellor == user.id) & Conflict.resolved_at.is_null())))


def _twice(user: StaffUser) -> dict[UUID, bytes]:
    """Where the user may see the other record too, for only then can they compare."""
    pair, own = DuplicateProposal, Youth.alias()
    there: Any = Youth.id.in_([pair.youth, pair.other]) & (Youth.id != own.id)
    select = pair.select(own.id, own.sealed).join(own, on=(own.id.in_([pair.youth, pair.other])))
    select = select.join_from(pair, Youth, on=there)
    open_ones = pair.settled_at.is_null() & (own.counsellor == user.id) & ~own.closed
    return dict(rows(select.where(open_ones & access.visible_to(user)).order_by(pair.found_at)))
