"""The access log: who read or did what, on whom, when, and why; entries are chained and sealed."""

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from uuid import UUID

from uu import clock
from uu.domain import keys
from uu.models import AuditEntry, AuditSubject, StaffUser
from uu.models.database import reading_act, rows
from uu.vocabulary import AuditAct

_BEGINNING = bytes(32)
_PAGE = 1000
_origin: ContextVar[str] = ContextVar("origin", default="")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verifying the chain found: how many entries hold, the newest, and the first one that does not."""

    entries: int
    head: str
    broken_at: int | None


@contextmanager
def origin(address: str) -> Iterator[None]:
    """Entries recorded within the block carry this network address."""
    token = _origin.set(address[:64])
    try:
        yield
    finally:
        _origin.reset(token)


def record(
    act: AuditAct,
    by: StaffUser | None,
    *,
    youths: Iterable[UUID] = (),
    about: tuple[str, object] = ("", ""),
    purpose: str = "",
    detail: str = "",
    sealed_detail: bytes | None = None,
) -> int:
    """Add an entry and return its number.

    ``detail`` never holds personal data; what does goes sealed with the person's own key. Joins the surrounding
    act, or stands alone for a read.
    """
    subjects = sorted(set(youths))
    with reading_act():
        seq, previous = _head()
        entry = AuditEntry(
            seq=seq + 1,
            at=clock.now(),
            actor=by.id if by else None,
            act=act,
            object_kind=about[0],
            object_id=str(about[1]),
            purpose=purpose,
            detail=detail,
            sealed_detail=sealed_detail,
            address=_origin.get(),
            previous_hash=previous,
        )
        entry.hash = _hash(entry, subjects)
        entry.save(force_insert=True)
        about_whom = [(entry.seq, youth) for youth in subjects]
        for start in range(0, len(about_whom), 400):
            AuditSubject.insert_many(
                about_whom[start : start + 400], [AuditSubject.entry, AuditSubject.youth]
            ).execute()
    return seq + 1


def verify() -> Verdict:
    """Recompute the whole chain, in bounded memory, and tell where it first breaks."""
    previous, count = _BEGINNING, 0
    while page := list(AuditEntry.select().where(AuditEntry.seq > count).order_by(AuditEntry.seq).limit(_PAGE)):
        subjects = _subjects(page[0].seq, page[-1].seq)
        for entry in page:
            if not _follows(entry, count, previous, subjects.get(entry.seq, [])):
                return Verdict(count, previous.hex(), count + 1)
            previous, count = bytes(entry.hash), entry.seq
    return Verdict(count, previous.hex(), None)


def _follows(entry: AuditEntry, count: int, previous: bytes, subjects: list[UUID]) -> bool:
    linked = entry.seq == count + 1 and bytes(entry.previous_hash) == previous
    return linked and hmac.compare_digest(bytes(entry.hash), _hash(entry, subjects))


def _head() -> tuple[int, bytes]:
    newest = AuditEntry.select(AuditEntry.seq, AuditEntry.hash).order_by(AuditEntry.seq.desc()).tuples().first()
    return (newest[0], bytes(newest[1])) if newest else (0, _BEGINNING)


def _subjects(first: int, last: int) -> dict[int, list[UUID]]:
    select = (
        AuditSubject.select(AuditSubject.entry, AuditSubject.youth)
        .where(AuditSubject.entry.between(first, last))
        .order_by(AuditSubject.entry, AuditSubject.youth)
    )
    found: dict[int, list[UUID]] = {}
    for entry, youth in rows(select):
        found.setdefault(entry, []).append(youth)
    return {entry: sorted(youths) for entry, youths in found.items()}


def _hash(entry: AuditEntry, subjects: list[UUID]) -> bytes:
    """An HMAC, so that who can write to the database but has no master key cannot forge a chain either."""
    sealed = bytes(entry.sealed_detail).hex() if entry.sealed_detail else None
    content = [
        entry.seq,
        entry.at.isoformat(),
        str(entry.actor),
        str(entry.act),
        entry.object_kind,
        entry.object_id,
        entry.purpose,
        entry.detail,
        sealed,
        entry.address,
        [str(subject) for subject in subjects],
    ]
    message = bytes(entry.previous_hash) + json.dumps(content, ensure_ascii=False).encode()
    return hmac.new(keys.master().derive("audit"), message, hashlib.sha256).digest()
