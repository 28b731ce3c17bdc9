"""What changed since a phone last asked: counted in entries of the access log, never by a clock.

Writers take turns, and each act on somebody is an entry with a number, so a number stands for everything before it.
"""

import base64
import binascii
import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from peewee import SQL, fn

from uu.domain import keys, people
from uu.domain.errors import StartOverError
from uu.domain.people import Person
from uu.models import AuditEntry, AuditSubject, Device, DuplicateProposal, Operation, StaffUser, Youth
from uu.models.database import rows, snapshot
from uu.vocabulary import N_, AuditAct, Outcome

MOST = 200
_FIRST = UUID(int=0)
_MARK = 8

# Every act that may change what a phone keeps of a young person; the others are reading, or about somebody else.
WRITING = frozenset(
    {
        AuditAct.YOUTH_REGISTERED, AuditAct.YOUTH_CHANGED, AuditAct.YOUTH_HANDED_OVER, AuditAct.SESSION_RECORDED,
        AuditAct.SESSION_WITHDRAWN, AuditAct.STATUS_CHANGED, AuditAct.STATUS_CORRECTED, AuditAct.FOLLOWUP_ADDED,
        AuditAct.FOLLOWUP_DONE, AuditAct.FOLLOWUP_MOVED, AuditAct.FOLLOWUP_DROPPED, AuditAct.FOLLOWUP_REOPENED,
        AuditAct.FOLLOWUP_HANDED_OVER, AuditAct.COUNTERS_REBUILT, AuditAct.DAILY_RUN, AuditAct.CONFLICT_NOTED,
        AuditAct.CONFLICT_RESOLVED, AuditAct.DUPLICATE_NOTED, AuditAct.DUPLICATE_SETTLED,
    }
)  # fmt: skip
_HANDLED = (AuditAct.QUARANTINE_APPLIED, AuditAct.QUARANTINE_RETURNED, AuditAct.QUARANTINE_DISCARDED)


@dataclass(frozen=True, slots=True)
class OutcomeChange:
    """What became of an operation that had been set aside."""

    id: UUID
    outcome: Outcome
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Changes:
    """A page of changes; ``digest`` and ``ids`` of the whole caseload come with the last, ``ids`` only when needed."""

    cursor: str
    has_more: bool
    people: list[Person]
    digest: str | None
    ids: list[UUID] | None
    outcomes: list[OutcomeChange]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a phone has come to: it has all up to ``since``, and is being given the rest up to ``head``."""

    since: int
    head: int
    after: UUID
    mark: str


def page(user: StaffUser, device: Device, since: str = "", digest: str = "", limit: int = MOST) -> Changes:
    """The next page after the cursor, or the whole caseload from the beginning; the log keeps who was given.

    Everything in a page stood so at one moment. Raises :class:`StartOverError` for a cursor of another database, or
    of this one before a backup was put back.
    """
    most = min(max(limit, 1), MOST)
    with snapshot():
        place = _come_to(since)
        found = _wanted(user, place, most + 1)
        has_more, wanted = len(found) > most, found[:most]
        given = people.records(user, wanted)
        roster = [] if has_more else _roster(user)
        outcomes = [] if has_more else _outcomes(user, place)
    people.note_given(user, device, given)
    if has_more:
        return Changes(_spelled(replace(place, after=wanted[-1])), True, given, None, None, [])
    now = digest_of(roster)
    return Changes(_spelled(replace(place, since=place.head, after=_FIRST)), False, given, now,
                   None if now == digest else roster, outcomes)  # fmt: skip


def require_known(cursor: str) -> None:
    """Raises :class:`StartOverError` for a cursor that :func:`page` would send back to the beginning."""
    with snapshot():
        _come_to(cursor)


def digest_of(roster: list[UUID]) -> str:
    """The same for the same people, and for no others."""
    return hashlib.sha256(b"".join(youth.bytes for youth in sorted(roster))).hexdigest()[:32]


def _mine(user: StaffUser) -> Any:
    return (Youth.counsellor == user.id) & ~Youth.closed


def _roster(user: StaffUser) -> list[UUID]:
    """Everybody a phone is to hold; who was erased is not, and so leaves it."""
    everybody = [youth for (youth,) in rows(Youth.select(Youth.id).where(_mine(user)).order_by(Youth.id))]
    readable = keys.with_a_key(everybody)
    return [youth for youth in everybody if youth in readable]


def _wanted(user: StaffUser, place: _Place, most: int) -> list[UUID]:
    """Who comes next: on the first visit everybody of the caseload, later those whose card says something else now."""
    select = Youth.select(Youth.id).where(_mine(user) & (Youth.id > place.after))
    if place.since:
        select = select.where(_touched(Youth.id, place) | _named_anew(user, place))
    return [youth for (youth,) in rows(select.order_by(Youth.id).limit(most))]


def _touched(youth: Any, place: _Place) -> Any:
    """Something was done about this young person since."""
    # Asked for each young person: a caseload is small, and the log of everybody's reading is long.
    of_this_one = (AuditSubject.youth == youth) & AuditSubject.entry.between(place.since + 1, place.head)
    touched = AuditSubject.select(SQL("1")).join(AuditEntry, on=(AuditEntry.seq == AuditSubject.entry))
    return fn.EXISTS(touched.where(of_this_one & AuditEntry.act.in_(list(WRITING))))


def _named_anew(user: StaffUser, place: _Place) -> Any:
    """Of two records that may be one, a card names the other: as that is called now, and if its user may see it now."""
    about_user = (AuditEntry.object_kind == "staff") & (AuditEntry.object_id == str(user.id))
    may_see_others = fn.EXISTS(AuditEntry.select(SQL("1")).where(_between(place) & about_user))
    pair = DuplicateProposal
    halves = ((pair.youth, pair.other), (pair.other, pair.youth))
    changed = [(this == Youth.id) & (may_see_others | _touched(that, place)) for this, that in halves]
    return fn.EXISTS(pair.select(SQL("1")).where(pair.settled_at.is_null() & reduce(or_, changed)))


def _between(place: _Place) -> Any:
    return AuditEntry.seq.between(place.since + 1, place.head)


def _outcomes(user: StaffUser, place: _Place) -> list[OutcomeChange]:
    """What became of this user's own operations that were set aside; of all, for a phone that begins anew."""
    row = Operation
    columns = (row.id, row.outcome, row.handled_at, row.handled_reason)
    mine = (row.staff == user.id) & row.handled_at.is_null(is_null=False)
    if place.since:
        handled = AuditEntry.select(AuditEntry.object_id).where(_between(place) & AuditEntry.act.in_(_HANDLED))
        mine &= row.id.in_([UUID(text) for (text,) in rows(handled)])
    return [OutcomeChange(*found) for found in rows(row.select(*columns).where(mine).order_by(row.handled_at))]


def _come_to(cursor: str) -> _Place:
    head, mark = _head()
    if cursor in {"", "0"}:
        return _Place(0, head, _FIRST, mark)
    place = _read(cursor)
    here = rows(AuditEntry.select(AuditEntry.hash).where(AuditEntry.seq == place.head))
    if place.head and (not here or _mark_of(here[0][0]) != place.mark):
        raise _start_over()
    # In the midst of a round the head stays; a new round goes as far as the log does now.
    return place if place.after != _FIRST or place.since < place.head else replace(place, head=head, mark=mark)


def _head() -> tuple[int, str]:
    newest = rows(AuditEntry.select(AuditEntry.seq, AuditEntry.hash).order_by(AuditEntry.seq.desc()).limit(1))
    return (newest[0][0], _mark_of(newest[0][1])) if newest else (0, "")


def _mark_of(seal: bytes) -> str:
    """Tells an entry of this log from the one with the same number in a log put back from a backup."""
    return bytes(seal).hex()[:_MARK]


def _spelled(place: _Place) -> str:
    text = f"{place.since}.{place.head}.{place.after.hex}.{place.mark}"
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read(cursor: str) -> _Place:
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
        since, head, after, mark = text.split(".")
        place = _Place(int(since), int(head), UUID(hex=after), mark)
    except (ValueError, binascii.Error):
        raise _start_over() from None
    if not 0 <= place.since <= place.head < 2**62:
        raise _start_over()
    return place


def _start_over() -> StartOverError:
    return StartOverError(N_("Fetch everything from the beginning."))
