"""Two records that may be one young person: found when somebody is registered from a phone, settled by people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from uu import clock
from uu.domain import access, audit, duplicates, identity, youths
from uu.domain.errors import NotVisibleError
from uu.domain.operations import Effect
from uu.domain.youths import NewYouth
from uu.models import DuplicateProposal, StaffUser, Youth
from uu.models.database import act, rows
from uu.vocabulary import N_, AuditAct, DuplicateVerdict


@dataclass(frozen=True, slots=True)
class Proposal:
    """Somebody who may be registered twice, seen from ``youth``; ``name`` is what the ``other`` record says."""

    id: UUID
    youth: UUID
    other: UUID
    name: str
    reasons: tuple[str, ...]
    found_at: datetime


def register(by: StaffUser, new: NewYouth) -> Effect:
    """Register a young person whatever anybody else has registered, and note who may be the same."""
    with act():
        known = youths.registered_as(by, new.id)
        youth = known or youths.register_youth(by, new)
        if known is None:
            _note(by, youth)
    return Effect(youth.id, youth.id)


def open_of(user: StaffUser, people: Iterable[UUID]) -> dict[UUID, list[Proposal]]:
    """What is not settled about these people, where the user may see both."""
    wanted, visible, found = list(people), access.visible_to(user), list[tuple[Any, ...]]()
    pairs = (DuplicateProposal.youth, DuplicateProposal.other), (DuplicateProposal.other, DuplicateProposal.youth)
    for this, that in pairs:
        both_seen = this.in_(Youth.select(Youth.id).where(visible)) & visible
        found += rows(_unsettled(this, that).where(this.in_(wanted) & both_seen))
    who = identity.read_all((other, sealed) for _id, _youth, other, sealed, _reasons, _at in found)
    proposals: dict[UUID, list[Proposal]] = {}
    for proposal, youth, other, _sealed, reasons, found_at in found:
        one = Proposal(proposal, youth, other, who[other].full_name, tuple(reasons.split()), found_at)
        proposals.setdefault(youth, []).append(one)
    return proposals


def settle(by: StaffUser, proposal_id: UUID, verdict: DuplicateVerdict) -> None:
    """Say whether the two are one; the first word holds. Raises :class:`NotVisibleError` unless one may see both."""
    with act():
        proposal: DuplicateProposal | None = DuplicateProposal.get_or_none(DuplicateProposal.id == proposal_id)
        if proposal is None:
            raise NotVisibleError(N_("There is no such page."))
        both = [proposal.youth_id, proposal.other_id]
        access.visible_people(by, both)
        if proposal.settled_at is not None:
            return
        settled = {"settled_at": clock.now(), "settled_by": by, "settled_as": verdict}
        DuplicateProposal.update(**settled).where(DuplicateProposal.id == proposal_id).execute()
        audit.record(
            AuditAct.DUPLICATE_SETTLED, by, youths=both, about=("duplicate", proposal_id), detail=verdict.value
        )


def _note(by: StaffUser, youth: Youth) -> None:
    who = identity.read(youth.id, youth.sealed)
    estimated = youth.said_age is not None
    likely = duplicates.likely_duplicates(by, who, youth.birth_on, estimated=estimated, but=youth.id)
    for one in likely.seen:
        proposal = DuplicateProposal.create(
            id=uuid4(), youth=youth, other=one.youth, reasons=" ".join(one.reasons), found_at=clock.now()
        )
        both = [youth.id, one.youth]
        audit.record(AuditAct.DUPLICATE_NOTED, by, youths=both, about=("duplicate", proposal.id))


def _unsettled(this: Any, that: Any) -> Any:
    columns = (DuplicateProposal.id, this, that, Youth.sealed, DuplicateProposal.reasons, DuplicateProposal.found_at)
    joined = DuplicateProposal.select(*columns).join(Youth, on=(Youth.id == that))
    return joined.where(DuplicateProposal.settled_at.is_null()).order_by(DuplicateProposal.found_at)
