"""Two records that may be one young person: found when somebody is registered from a phone, settled by people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from uu import clock
from uu.domain import access, audit, duplicates, identity, statuses, youths
from uu.domain.errors import InvalidError, NotVisibleError
from uu.domain.operations import Effect
from uu.domain.statuses import StatusGiven
from uu.domain.youths import NewYouth
from uu.models import DuplicateProposal, StaffUser, Youth
from uu.models.database import act, rows
from uu.vocabulary import N_, AuditAct, DuplicateVerdict, StatusSource

IN_ERROR = "FEJ"


@dataclass(frozen=True, slots=True)
class Proposal:
    """Somebody who may be registered twice, seen from ``youth``; ``name`` is what the ``other`` record says."""

    id: UUID
    youth: UUID
    other: UUID
    name: str
    reasons: tuple[str, ...]
    found_at: datetime


@dataclass(frozen=True, slots=True)
class Twin:
    """Another record of somebody who was registered twice."""

    youth: UUID
    name: str
    closed: bool


@dataclass(frozen=True, slots=True)
class Settled:
    """What somebody has said about two records, who it was, and when."""

    verdict: DuplicateVerdict
    by: str
    at: datetime


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


def same_as(user: StaffUser, youth: UUID) -> list[Twin]:
    """The other records that were found to be this young person, where the user may see them."""
    pair = DuplicateProposal
    ours = ((pair.youth == youth) & (Youth.id == pair.other)) | ((pair.other == youth) & (Youth.id == pair.youth))
    select = Youth.select(Youth.id, Youth.sealed, Youth.closed).join(pair, on=ours)
    found = rows(select.where((pair.settled_as == DuplicateVerdict.SAME) & access.visible_to(user)))
    who = identity.read_all((other, sealed) for other, sealed, _closed in found)
    return [Twin(other, who[other].full_name, closed) for other, _sealed, closed in found]


def visible_pair(user: StaffUser, proposal_id: UUID) -> tuple[list[Youth], Settled | None]:
    """The two records, the older first, and how it is settled whether they are one, if it is.

    Raises :class:`NotVisibleError` unless the user may see both.
    """
    proposal: DuplicateProposal | None = DuplicateProposal.get_or_none(DuplicateProposal.id == proposal_id)
    if proposal is None:
        raise NotVisibleError(N_("There is no such page."))
    both = access.visible_people(user, [proposal.youth_id, proposal.other_id])
    return sorted(both, key=lambda youth: (youth.registered_at, youth.id)), _settled(proposal)


def settle(
    by: StaffUser, proposal_id: UUID, verdict: DuplicateVerdict, keep: UUID | None = None
) -> Settled | None:
    """Say whether the two are one. The first word holds: where there is one already, it is returned, and none is added.

    Raises :class:`NotVisibleError` unless one may see both.

    Of the same young person one record goes on, the one to ``keep``. The other is closed as registered in error and
    counts no longer since its last status; nothing that was written there is changed.
    """
    with act():
        both, earlier = visible_pair(by, proposal_id)
        if earlier is not None:
            return earlier
        if verdict == DuplicateVerdict.SAME:
            _close(by, _but(both, keep))
        settled = {"settled_at": clock.now(), "settled_by": by, "settled_as": verdict}
        DuplicateProposal.update(**settled).where(DuplicateProposal.id == proposal_id).execute()
        whom = [youth.id for youth in both]
        audit.record(
            AuditAct.DUPLICATE_SETTLED, by, youths=whom, about=("duplicate", proposal_id), detail=verdict.value
        )
    return None


def _settled(proposal: DuplicateProposal) -> Settled | None:
    who = proposal.settled_by
    return Settled(proposal.settled_as, who.name, proposal.settled_at) if who and proposal.settled_at else None


def _but(both: list[Youth], keep: UUID | None) -> Youth:
    others = [youth for youth in both if youth.id != keep]
    if len(others) != 1:
        raise InvalidError("verdict", N_("Choose which registration goes on."))
    return others[0]


def _close(by: StaffUser, youth: Youth) -> None:
    """From the day of its last status, so that one young person is counted once as early as can be."""
    if not youth.closed:
        given = StatusGiven(uuid4(), IN_ERROR, youth.status_on, StatusSource.SYSTEM)
        statuses.change_status(by, youth, given)


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
