"""The access log as the data protection officer reads it: filtered, newest first, without anybody's personal data."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from uu import clock
from uu.models import AuditEntry, AuditSubject, Device, StaffUser
from uu.models.database import rows
from uu.privacy.names import sort_key
from uu.vocabulary import AuditAct

PAGE = 50
_EXPORT_PAGE = 1000


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries to read. ``youth`` is the beginning of an id, in hexadecimal digits; days are inclusive."""

    actor: UUID | None = None
    act: AuditAct | None = None
    since: date | None = None
    until: date | None = None
    youth: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One entry: young people appear by the beginning of their id alone."""

    seq: int
    at: datetime
    actor: UUID | None
    act: AuditAct
    object_kind: str
    object_id: str
    purpose: str
    detail: str
    address: str
    youths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LogPage:
    """Entries, newest first, and from where the newer and older ones go on."""

    lines: list[Line]
    newer: int | None
    older: int | None


def short_id(youth: UUID) -> str:
    """Enough to tell young people apart, and nothing about them."""
    return youth.hex[:8]


def read(wanted: Wanted, before: int | None = None, after: int | None = None) -> LogPage:
    """One page of the log, in two statements however long it is."""
    entries = _entries(wanted, before, after, PAGE + 1)
    more, shown = len(entries) > PAGE, entries[:PAGE]
    if after is not None:
        shown.reverse()
    lines = _lines(shown)
    is_first, is_last = (not more, False) if after is not None else (before is None, not more)
    newer = None if is_first or not lines else lines[0].seq
    older = None if is_last or not lines else lines[-1].seq
    return LogPage(lines, newer, older)


def every(wanted: Wanted) -> Iterator[Line]:
    """All entries, newest first, in bounded memory."""
    before: int | None = None
    while entries := _entries(wanted, before, None, _EXPORT_PAGE):
        yield from _lines(entries)
        before = entries[-1].seq


def names() -> dict[UUID, str]:
    """What the users are called, in Danish order."""
    found = rows(StaffUser.select(StaffUser.id, StaffUser.name))
    return dict(sorted(found, key=lambda user: sort_key(user[1])))


def phones() -> dict[UUID, str]:
    """What the phones in the field are called, each with its owner."""
    found = rows(
        Device.select(Device.id, Device.name, StaffUser.name).join(StaffUser, on=(Device.staff == StaffUser.id))
    )
    return {phone: f"{name} ({owner})" for phone, name, owner in found}


def _entries(wanted: Wanted, before: int | None, after: int | None, most: int) -> list[AuditEntry]:
    select = AuditEntry.select()
    for condition in _conditions(wanted):
        select = select.where(condition)
    if after is not None:
        return list(select.where(AuditEntry.seq > after).order_by(AuditEntry.seq).limit(most))
    if before is not None:
        select = select.where(AuditEntry.seq < before)
    return list(select.order_by(AuditEntry.seq.desc()).limit(most))


def _conditions(wanted: Wanted) -> Iterator[Any]:
    if wanted.actor:
        yield AuditEntry.actor == wanted.actor
    if wanted.act:
        yield AuditEntry.act == wanted.act
    if wanted.since:
        yield AuditEntry.at >= _midnight(wanted.since)
    if wanted.until:
        yield AuditEntry.at < _midnight(wanted.until + timedelta(days=1))
    if wanted.youth:
        yield AuditEntry.seq.in_(_about(wanted.youth))
    if wanted.address:
        yield AuditEntry.address == wanted.address


def _about(beginning: str) -> Any:
    """The numbers of the entries about young people whose id begins so."""
    first, last = UUID(hex=beginning.ljust(32, "0")), UUID(hex=beginning.ljust(32, "f"))
    return AuditSubject.select(AuditSubject.entry).where(AuditSubject.youth.between(first, last))


def _midnight(day: date) -> datetime:
    return clock.from_local(datetime.combine(day, time()))


def _lines(entries: list[AuditEntry]) -> list[Line]:
    seqs = [entry.seq for entry in entries]
    subjects: dict[int, list[str]] = {seq: [] for seq in seqs}
    found = AuditSubject.select(AuditSubject.entry, AuditSubject.youth).where(AuditSubject.entry.in_(seqs))
    for seq, youth in rows(found) if seqs else []:
        subjects[seq].append(short_id(youth))
    return [_line(entry, tuple(sorted(subjects[entry.seq]))) for entry in entries]


def _line(entry: AuditEntry, youths: tuple[str, ...]) -> Line:
    return Line(
        seq=entry.seq,
        at=entry.at,
        actor=entry.actor,
        act=entry.act,
        object_kind=entry.object_kind,
        object_id=entry.object_id,
        purpose=entry.purpose,
        detail=entry.detail,
        address=entry.address,
        youths=youths,
    )
