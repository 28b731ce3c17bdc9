"""Follow-ups: what was agreed, and the two clocks that help with the under-18s. A help, no legal record."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from peewee import fn

from uu import clock
from uu.domain import access, audit, clocks, freetext, identity, keys
from uu.domain.errors import InvalidError, NotVisibleError, RefusedError, UsedIdError
from uu.domain.identity import Identity
from uu.models import FollowUp, FollowUpMove, GuidanceSession, StaffUser, StatusEvent, Youth
from uu.models.database import act, rows
from uu.statistics import deadlines
from uu.vocabulary import N_, AuditAct, DropReason, FollowUpKind, FollowUpState

LONGEST_TEXT = 300
CLOCKS = (FollowUpKind.CONTACT_CLOCK, FollowUpKind.OFFER_CLOCK)
_WHAT = "followup.text"
_DEADLINES = {
    FollowUpKind.CONTACT_CLOCK: deadlines.contact_deadline,
    FollowUpKind.OFFER_CLOCK: deadlines.offer_deadline,
}

# From which states a follow-up may come to the state; everything else is refused.
_MOVES = {
    FollowUpState.DONE: {FollowUpState.OPEN},
    FollowUpState.DROPPED: {FollowUpState.OPEN},
    FollowUpState.OPEN: {FollowUpState.DONE, FollowUpState.DROPPED},
}


@dataclass(frozen=True, slots=True)
class Due:
    """A follow-up with whom it is about, as a list shows it."""

    id: UUID
    kind: FollowUpKind
    text: str
    due_on: date
    youth: UUID
    who: Identity
    state: FollowUpState = FollowUpState.OPEN

    @property
    def is_statutory(self) -> bool:
        return self.kind in CLOCKS


def add_followup(
    by: StaffUser, youth: Youth, followup_id: UUID, text: str, due_on: date, assignee: StaffUser | None = None
) -> FollowUp:
    """Note a next step, for oneself unless somebody else is named. The same id again is the same follow-up."""
    if not text.strip():
        raise InvalidError("text", N_("Write what is to be done."))
    check_next_step(text, due_on, "text", "due_on")
    with act():
        existing: FollowUp | None = FollowUp.get_or_none(FollowUp.id == followup_id)
        if existing is not None:
            return _the_same(existing, by, youth)
        access.visible_youth(by, youth.id)
        followup = note_step(by, youth, text, due_on, followup_id=followup_id, assignee=assignee)
        audit.record(AuditAct.FOLLOWUP_ADDED, by, youths=[youth.id], about=("followup", followup_id))
    return followup


def check_next_step(text: str, due_on: date | None, text_field: str, due_field: str) -> None:
    """Raises :class:`InvalidError` unless the step may be kept with that deadline."""
    freetext.require_length(text_field, text, LONGEST_TEXT)
    freetext.check(text_field, text)
    if due_on is None:
        raise InvalidError(due_field, N_("Choose a deadline."))
    not_passed(due_field, due_on)


def not_passed(field: str, due_on: date) -> None:
    """Raises :class:`InvalidError` for a deadline that had passed when it was set."""
    if due_on < clock.told_day():
        raise InvalidError(field, N_("The deadline has passed. Choose today or later."))


def note_step(
    by: StaffUser,
    youth: Youth,
    text: str,
    due_on: date,
    *,
    followup_id: UUID | None = None,
    assignee: StaffUser | None = None,
    session: GuidanceSession | None = None,
) -> FollowUp:
    """Keep a checked step within an act, sealed with the person's key."""
    sealed = keys.seal(keys.key_of(youth.id), youth.id, _WHAT, text.strip())
    followup = FollowUp.create(
        id=followup_id or uuid4(),
        youth=youth.id,
        kind=FollowUpKind.AGREED,
        sealed_text=sealed,
        due_on=due_on,
        state=FollowUpState.OPEN,
        assignee=assignee or by,
        session=session,
        created_by=by,
        created_at=clock.now(),
    )
    refresh_due(youth.id)
    return followup


def visible_followup(user: StaffUser, followup_id: UUID) -> FollowUp:
    """One follow-up of a person this user may see; raises :class:`NotVisibleError` for all others."""
    select = FollowUp.select().join(Youth).where((FollowUp.id == followup_id) & access.visible_to(user))
    found: FollowUp | None = select.first()
    if found is None:
        raise NotVisibleError(N_("There is no such page."))
    return found


def finish(by: StaffUser, followup: FollowUp) -> None:
    """Done. Again changes nothing."""
    _go(by, followup, FollowUpState.DONE, AuditAct.FOLLOWUP_DONE)


def drop(by: StaffUser, followup: FollowUp, reason: DropReason) -> None:
    """Not to be done after all, for a reason. Again changes nothing."""
    _go(by, followup, FollowUpState.DROPPED, AuditAct.FOLLOWUP_DROPPED, reason)


def reopen(by: StaffUser, followup: FollowUp) -> None:
    """To be done after all. Again changes nothing."""
    _go(by, followup, FollowUpState.OPEN, AuditAct.FOLLOWUP_REOPENED)


def move(by: StaffUser, followup: FollowUp, due_on: date) -> None:
    """Give an open agreed step another deadline; a statutory clock stays where the rules put it."""
    if followup.kind in CLOCKS:
        raise RefusedError(N_("This deadline follows from the rules and cannot be moved."))
    not_passed("due_on", due_on)
    with act():
        now = visible_followup(by, followup.id)
        if now.state != FollowUpState.OPEN:
            raise RefusedError(N_("The follow-up is closed. Reopen it first."))
        version = now.version + 1
        FollowUpMove.create(followup=now, version=version, before=now.due_on, moved_by=by, moved_at=clock.now())
        _set(now, due_on=due_on)
        audit.record(AuditAct.FOLLOWUP_MOVED, by, youths=[now.youth_id], about=("followup", now.id))


def open_for(user: StaffUser) -> list[Due]:
    """This user's open follow-ups, the most urgent first, and those of visible people that nobody has."""
    return _listed(_mine(user) & (FollowUp.state == FollowUpState.OPEN))


def list_for(user: StaffUser) -> list[Due]:
    """As :func:`open_for`, and what this user closed within a day, which may have been a slip."""
    just_closed = (FollowUp.closed_by == user.id) & (FollowUp.closed_at > clock.now() - timedelta(days=1))
    return _listed(_mine(user) & ((FollowUp.state == FollowUpState.OPEN) | just_closed))


def open_of(youth: UUID) -> list[Due]:
    """The open follow-ups of one person, the most urgent first."""
    return _listed((FollowUp.youth == youth) & (FollowUp.state == FollowUpState.OPEN))


def text_of(followup: FollowUp) -> str:
    """What was agreed; empty for a clock and for an erased person."""
    key = keys.keys_of([followup.youth_id]).get(followup.youth_id)
    return unsealed(key, followup.youth_id, followup.sealed_text)


def unsealed(key: bytes | None, youth: UUID, sealed: bytes | None) -> str:
    """What was agreed, with a key that has been fetched already; empty without one."""
    return keys.unseal(key, youth, _WHAT, sealed) if key and sealed else ""


def refresh_due(youth: UUID) -> None:
    """Keep :attr:`Youth.next_due_on` at the earliest open follow-up; within an act."""
    Youth.update(next_due_on=first_due([youth]).get(youth)).where(Youth.id == youth).execute()


def first_due(youths: list[UUID]) -> dict[UUID, date]:
    """When the earliest open follow-up of each is due; who has none is left out."""
    still_open = FollowUp.youth.in_(youths) & (FollowUp.state == FollowUpState.OPEN)
    soonest = FollowUp.select(FollowUp.youth, fn.MIN(FollowUp.due_on)).where(still_open)
    return dict(rows(soonest.group_by(FollowUp.youth)))


def start_clocks(by: StaffUser | None, youth: UUID, event: UUID, day: date) -> None:
    """Let the two clocks run from the day of a status, within an act.

    The clock for contact is left out where there has been contact since that day.
    """
    whose = Youth.get_by_id(youth)
    met = whose.last_contact_on is not None and whose.last_contact_on >= day
    for kind in CLOCKS[met:]:
        FollowUp.create(
            id=uuid4(),
            youth=youth,
            kind=kind,
            due_on=_DEADLINES[kind](day),
            state=FollowUpState.OPEN,
            assignee=whose.counsellor_id,
            status_event=event,
            created_by=by,
            created_at=clock.now(),
        )
    refresh_due(youth)
    clocks.follow(youth)


def move_clocks(youth: UUID, corrected: UUID, event: UUID, day: date) -> None:
    """The status that started the clocks was corrected: they take the new day; within an act.

    A clock that is closed takes it too, because the session that closed it may be withdrawn.
    """
    for started in FollowUp.select().where((FollowUp.youth == youth) & (FollowUp.status_event == corrected)):
        _set(started, due_on=_DEADLINES[started.kind](day), status_event=event)


def stop_clocks(by: StaffUser | None, youth: UUID) -> None:
    """The status no longer asks for clocks: close those that run, within an act."""
    for running in _open_clocks(youth):
        _close(running, by, FollowUpState.DROPPED, DropReason.NOT_NEEDED)


def contact_made(by: StaffUser, youth: UUID, session: GuidanceSession) -> None:
    """A real contact closes the clock for contact, if it came after what started the clock; within an act."""
    for running in _open_clocks(youth):
        started = StatusEvent.get_by_id(running.status_event_id).observed_on
        if running.kind == FollowUpKind.CONTACT_CLOCK and started <= session.held_on:
            _set(running, session=session)
            _close(running, by, FollowUpState.DONE)


def session_withdrawn(by: StaffUser, session: GuidanceSession) -> None:
    """What the session closed is open again, what was agreed in it is dropped; within an act."""
    for followup in FollowUp.select().where(FollowUp.session == session.id):
        if followup.kind == FollowUpKind.CONTACT_CLOCK and followup.state == FollowUpState.DONE:
            _set(followup, session=None, state=FollowUpState.OPEN, closed_by=None, closed_at=None)
        elif followup.kind == FollowUpKind.AGREED and followup.state == FollowUpState.OPEN:
            _close(followup, by, FollowUpState.DROPPED, DropReason.MISTAKE)


def _open_clocks(youth: UUID) -> list[FollowUp]:
    is_clock = FollowUp.kind.in_(CLOCKS) & (FollowUp.state == FollowUpState.OPEN)
    return list(FollowUp.select().where((FollowUp.youth == youth) & is_clock))


def _go(by: StaffUser, followup: FollowUp, to: FollowUpState, done: AuditAct, reason: DropReason | None = None) -> None:
    with act():
        now = visible_followup(by, followup.id)
        if now.state == to:
            return
        if now.state not in _MOVES[to]:
            raise RefusedError(N_("The follow-up is closed. Reopen it first."))
        _close(now, by, to, reason)
        audit.record(done, by, youths=[now.youth_id], about=("followup", now.id))


def _close(followup: FollowUp, by: StaffUser | None, to: FollowUpState, reason: DropReason | None = None) -> None:
    is_open = to == FollowUpState.OPEN
    closed = {"closed_by": None, "closed_at": None} if is_open else {"closed_by": by, "closed_at": clock.now()}
    _set(followup, state=to, drop_reason=reason, **closed)


def _set(followup: FollowUp, **changed: Any) -> None:
    following = {"version": FollowUp.version + 1}
    FollowUp.update(**changed, **following).where(FollowUp.id == followup.id).execute()
    refresh_due(followup.youth_id)
    if followup.kind in CLOCKS:
        clocks.follow(followup.youth_id)


def _the_same(existing: FollowUp, by: StaffUser, youth: Youth) -> FollowUp:
    if existing.youth_id != youth.id or existing.created_by_id != by.id:
        raise UsedIdError
    return existing


def _mine(user: StaffUser) -> Any:
    nobodys = FollowUp.assignee.is_null() & (Youth.counsellor.is_null() | (Youth.counsellor == user.id))
    return ((FollowUp.assignee == user.id) | nobodys) & access.visible_to(user)


def _listed(condition: Any) -> list[Due]:
    row = FollowUp
    columns = (row.id, row.kind, row.sealed_text, row.due_on, Youth.id, Youth.sealed, row.state)
    select = row.select(*columns).join(Youth).where(condition).order_by(row.due_on, row.id)
    found = rows(select)
    held = keys.keys_of({row[4] for row in found})
    return [_due(row, held.get(row[4])) for row in found]


def _due(row: tuple[Any, ...], key: bytes | None) -> Due:
    followup, kind, text, due_on, youth, who, state = row
    return Due(followup, kind, unsealed(key, youth, text), due_on, youth, identity.opened(key, youth, who), state)
