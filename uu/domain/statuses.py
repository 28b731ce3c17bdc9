"""Education statuses as they are observed: an append-only history in which a correction replaces a mistake."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from peewee import JOIN, fn

from uu import clock
from uu.domain import access, audit, counters, followups, freetext, histories, keys, status_model
from uu.domain.errors import InvalidError, NotVisibleError, UsedIdError
from uu.domain.status_model import TURNED_25, StatusWord
from uu.models import StaffUser, StatusEvent, Youth
from uu.models.database import act, rows
from uu.statistics import ages, deadlines
from uu.vocabulary import N_, AuditAct, DropOutReason, StatusSource

LONGEST_NOTE = 1000
_WHAT = "status.note"
_MOMENT = timedelta(microseconds=1)
_ASKS_FOR_A_DAY = {
    "starts_on": N_("Write the day on which the education begins."),
    "returns_on": N_("Write the day on which the young person is expected back."),
}


@dataclass(frozen=True, slots=True)
class StatusGiven:
    """A status as somebody tells it. What the status does not ask for is not kept."""

    id: UUID
    code: str
    observed_on: date
    source: StatusSource
    reason: DropOutReason | None = None
    expected_on: date | None = None
    documented: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class PastStatus:
    """A status in somebody's history; ``replaced`` ones were mistakes and stay visible."""

    id: UUID
    word: StatusWord
    observed_on: date
    recorded_at: datetime
    recorded_by: str | None
    source: StatusSource
    reason: DropOutReason | None
    expected_on: date | None
    documented: bool
    note: str
    replaces: UUID | None
    replaced: bool


def change_status(by: StaffUser, youth: Youth, given: StatusGiven, replaces: UUID | None = None) -> StatusEvent:
    """Record a status, or the correction of one. The same id again by the same person is the same event."""
    with act():
        existing = _already(by, youth, given.id)
        if existing is not None:
            return existing
        access.visible_youth(by, youth.id)
        event = place_event(by, youth, given, replaces)
        done = AuditAct.STATUS_CORRECTED if replaces else AuditAct.STATUS_CHANGED
        audit.record(done, by, youths=[youth.id], about=("status_event", event.id))
    return event


def place_event(by: StaffUser | None, youth: Youth, given: StatusGiven, replaces: UUID | None = None) -> StatusEvent:
    """Within an act: keep the status, and let the counters, the person's columns and the clocks follow.

    Never within :func:`counters.recounting`, which it does itself; the person and a stay must be stored already.
    """
    with counters.recounting(youth.id):
        return add_event(by, youth, given, replaces)


def add_event(by: StaffUser | None, youth: Youth, given: StatusGiven, replaces: UUID | None = None) -> StatusEvent:
    """As :func:`place_event`, for a caller that is recounting the person already."""
    existing = _already(by, youth, given.id)
    if existing is not None:
        return existing
    given = checked(youth, given)
    if replaces is not None:
        _check_replaceable(youth, replaces)
    return keep_event(by, youth, given, replaces)


def keep_event(by: StaffUser | None, youth: Youth, given: StatusGiven, replaces: UUID | None = None) -> StatusEvent:
    """Keep a status that needs no check, as :func:`add_event` does."""
    before, recorded_at = _before(youth)
    sealed = keys.seal(keys.key_of(youth.id), youth.id, _WHAT, given.note) if given.note else None
    event = StatusEvent.create(
        id=given.id,
        youth=youth.id,
        status=given.code,
        observed_on=given.observed_on,
        recorded_at=recorded_at,
        recorded_by=by,
        source=given.source,
        reason=given.reason,
        expected_on=given.expected_on,
        documented=given.documented,
        replaces=replaces,
        sealed_note=sealed,
    )
    _refresh(by, youth, event, before)
    return event


def checked(youth: Youth, given: StatusGiven) -> StatusGiven:
    """The status as it is kept; raises :class:`InvalidError` on the field that cannot be used."""
    word = status_model.words().get(given.code)
    if word is None:
        raise InvalidError("code", N_("Choose the young person's education status."))
    if word.retired_on is not None and word.retired_on <= clock.told_day():
        raise InvalidError("code", N_("This status is no longer used. Choose another."))
    check_day(youth.birth_on, given)
    freetext.require_length("note", given.note, LONGEST_NOTE)
    freetext.check("note", given.note)
    return with_what_is_asked_for(word, given)


def check_day(born: date, given: StatusGiven) -> None:
    """Raises :class:`InvalidError` for a day on which somebody born then cannot have had the status."""
    if given.observed_on > clock.told_day():
        raise InvalidError("observed_on", N_("The date is in the future. Write today or an earlier day."))
    if given.observed_on < born:
        raise InvalidError("observed_on", N_("The date is before the young person was born. Choose a later day."))
    if given.code == TURNED_25 and given.observed_on < ages.birthday(born, ages.OLDEST + 1):
        raise InvalidError("code", N_("The young person has not turned 25 on that day. Choose another status or day."))


def with_what_is_asked_for(word: StatusWord, given: StatusGiven) -> StatusGiven:
    """The status without answers to what it does not ask; raises :class:`InvalidError` where an answer is missing."""
    asked = word.asks_for
    if asked == "reason" and given.reason is None:
        raise InvalidError("reason", N_("Choose why the education stopped."))
    if asked == "documented" and not given.documented:
        raise InvalidError("documented", N_("Tick that you have seen the documents. They are needed for this status."))
    if asked in _ASKS_FOR_A_DAY and given.expected_on is None:
        raise InvalidError("expected_on", _ASKS_FOR_A_DAY[asked])
    if asked in _ASKS_FOR_A_DAY and given.expected_on and given.expected_on < given.observed_on:
        raise InvalidError("expected_on", N_("This day is before the status begins. Choose a later day."))
    return replace(
        given,
        reason=given.reason if asked == "reason" else None,
        expected_on=given.expected_on if asked in _ASKS_FOR_A_DAY else None,
        documented=given.documented and asked == "documented",
        note=given.note.strip(),
    )


def stop_needless_clocks(by: StaffUser, youth: UUID) -> None:
    """Close the clocks for which the status that holds now does not ask; within an act."""
    person = Youth.get_by_id(youth)
    if not _needs_clock(person, status_model.words()[person.status]):
        followups.stop_clocks(by, youth)


def history(youth: Youth) -> list[PastStatus]:
    """Everything recorded, corrected mistakes too, the newest observation first."""
    event = StatusEvent
    select = (
        event.select(
            event.id, event.status, event.observed_on, event.recorded_at, StaffUser.name, event.source, event.reason,
            event.expected_on, event.documented, event.sealed_note, event.replaces,
        )
        .join(StaffUser, JOIN.LEFT_OUTER, on=(event.recorded_by == StaffUser.id))
        .where(event.youth == youth.id)
        .order_by(event.observed_on.desc(), event.recorded_at.desc(), event.id.desc())
    )  # fmt: skip
    found, words, key = rows(select), status_model.words(), keys.keys_of([youth.id]).get(youth.id)
    replaced = {row[10] for row in found}
    return [_past(row, words, key, youth.id, replaced) for row in found]


def unsealed_note(key: bytes | None, youth: UUID, sealed: bytes | None) -> str:
    """What was noted, with a key that has been fetched already; empty without one."""
    return keys.unseal(key, youth, _WHAT, sealed) if key and sealed else ""


def _already(by: StaffUser | None, youth: Youth, event_id: UUID) -> StatusEvent | None:
    existing: StatusEvent | None = StatusEvent.get_or_none(StatusEvent.id == event_id)
    same = existing is None or (existing.youth_id == youth.id and existing.recorded_by_id == (by and by.id))
    if not same:
        raise UsedIdError
    return existing


def _check_replaceable(youth: Youth, event: UUID) -> None:
    if not StatusEvent.select().where((StatusEvent.id == event) & (StatusEvent.youth == youth.id)).exists():
        raise NotVisibleError(N_("There is no such page."))
    if StatusEvent.select().where(StatusEvent.replaces == event).exists():
        raise InvalidError("replaces", N_("This status has been corrected already. Correct the newer one instead."))


def _refresh(by: StaffUser | None, youth: Youth, event: StatusEvent, before: str | None) -> None:
    """Bring the person's columns and clocks to the status that holds now, also in the record at hand."""
    words, now = status_model.words(), histories.of([youth.id])[0].current()
    youth.status, youth.status_on, youth.closed = now.status, now.day, words[now.status].closes
    Youth.update(status=now.status, status_on=now.day, closed=youth.closed).where(Youth.id == youth.id).execute()
    if not _needs_clock(youth, words[now.status]):
        followups.stop_clocks(by, youth.id)
    elif before is None or not _needs_clock(youth, words[before]):
        followups.start_clocks(by, youth.id, now.id, now.day)
    elif event.replaces_id is not None:
        followups.move_clocks(youth.id, event.replaces_id, now.id, now.day)


def _before(youth: Youth) -> tuple[str | None, datetime]:
    """The status that holds so far, none for somebody being registered, and when the next may be recorded.

    No two statuses of a person are recorded at one moment: of two on the same day the one told later holds.
    """
    recorded = StatusEvent.select(fn.MAX(StatusEvent.recorded_at)).where(StatusEvent.youth == youth.id)
    last: datetime | None = rows(recorded)[0][0]
    if last is None:
        return None, clock.now()
    return str(Youth.get_by_id(youth.id).status), max(clock.now(), last + _MOMENT)


def _needs_clock(youth: Youth, word: StatusWord) -> bool:
    return deadlines.needs_clock(ages.age_on(youth.birth_on, clock.told_day()), word.as_class())


def _past(
    row: tuple[Any, ...], words: dict[str, StatusWord], key: bytes | None, youth: UUID, replaced: set[UUID]
) -> PastStatus:
    event, code, day, recorded_at, by, source, reason, expected_on, documented, sealed, replaces = row
    note, gone = unsealed_note(key, youth, sealed), event in replaced
    seen = (day, recorded_at, by, source, reason, expected_on, documented)
    return PastStatus(event, words[code], *seen, note, replaces, gone)
