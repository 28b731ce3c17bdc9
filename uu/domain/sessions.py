"""Guidance sessions: walk-and-talks and every other contact, with one young person or several."""

import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from peewee import fn

from uu import clock
from uu.domain import access, audit, counters, followups, freetext, histories, keys, statuses
from uu.domain.errors import InvalidError, NotVisibleError, UsedIdError
from uu.domain.statuses import StatusGiven
from uu.models import GuidanceSession, SessionParticipant, StaffUser, Youth
from uu.models.database import act, rows
from uu.vocabulary import N_, AuditAct, SessionKind, Topic

LONGEST_NOTE = 2000
LONGEST_PLACE = 120
LONGEST_MINUTES = 600
MOST_PEOPLE = 30
_WHAT = "session.note"


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session as it is recorded. Place, note and next step are kept with each who took part.

    ``status`` is about the first of them only.
    """

    id: UUID
    kind: SessionKind
    held_at: datetime
    minutes: int | None = None
    topics: tuple[Topic, ...] = ()
    place: str = ""
    note: str = ""
    next_step: str = ""
    next_due_on: date | None = None
    status: StatusGiven | None = None


@dataclass(frozen=True, slots=True)
class PastSession:
    """A session in somebody's history; ``others`` took part beside them."""

    id: UUID
    kind: SessionKind
    held_at: datetime
    minutes: int | None
    topics: tuple[Topic, ...]
    recorded_by: str
    recorded_by_id: UUID
    withdrawn: bool
    others: int
    place: str
    note: str


def record_session(by: StaffUser, youths: list[Youth], new: NewSession) -> GuidanceSession:
    """Record a session with everybody who took part, the next step and perhaps a status.

    The same id again by the same person is the same session. The contact clock of each is done.
    """
    with act():
        existing = _already(by, youths, new.id)
        if existing is not None:
            return existing
        for youth in youths:
            access.visible_youth(by, youth.id)
        new = _checked(youths, new)
        with _recounting([youth.id for youth in youths]):
            session = _keep(by, youths, new)
            if new.status is not None:
                statuses.add_event(by, youths[0], new.status)
            for youth in youths:
                _after_contact(by, youth, session, new)
        _log(by, youths, session, new.status)
    return session


def record_attempt(
    by: StaffUser, youth: Youth, session_id: UUID, kind: SessionKind = SessionKind.ATTEMPT
) -> GuidanceSession:
    """Note that the young person was not reached just now."""
    return record_session(by, [youth], NewSession(session_id, kind, clock.told()))


def withdraw_session(by: StaffUser, session: GuidanceSession) -> None:
    """One's own session, recorded by mistake: it counts no longer and stays visible. Again changes nothing."""
    with act():
        session = own_session(by, session.id)
        if session.withdrawn_at is not None:
            return
        youths = [youth for (youth,) in rows(_participants(session.id))]
        with _recounting(youths):
            withdrawn = {"withdrawn_at": clock.now(), "withdrawn_by": by}
            GuidanceSession.update(**withdrawn).where(GuidanceSession.id == session.id).execute()
        followups.session_withdrawn(by, session)
        for youth in youths:
            refresh_contact(youth)
            _judge_clocks(by, youth)
        audit.record(AuditAct.SESSION_WITHDRAWN, by, youths=youths, about=("session", session.id))


def visible_session(user: StaffUser, session: UUID) -> GuidanceSession:
    """One session with somebody this user may see; raises :class:`NotVisibleError` for all others."""
    taking_part = SessionParticipant.select(SessionParticipant.session).join(Youth).where(access.visible_to(user))
    found: GuidanceSession | None = GuidanceSession.get_or_none(
        (GuidanceSession.id == session) & GuidanceSession.id.in_(taking_part)
    )
    if found is None:
        raise NotVisibleError(N_("There is no such page."))
    return found


def own_session(user: StaffUser, session: UUID) -> GuidanceSession:
    """One visible session this user recorded; the others exist for reading only."""
    found = visible_session(user, session)
    if found.recorded_by_id != user.id:
        raise NotVisibleError(N_("There is no such page."))
    return found


def first_visible(user: StaffUser, session: GuidanceSession) -> UUID:
    """Somebody who took part and whom this user may see."""
    with_whom = SessionParticipant.select(SessionParticipant.youth).where(SessionParticipant.session == session.id)
    found: UUID = access.visible_youths(user).where(Youth.id.in_(with_whom)).order_by(Youth.id).get().id
    return found


def visible_among(user: StaffUser, wanted: Iterable[UUID]) -> list[Youth]:
    """Those of the wanted young people this user may see; the others are as if never named."""
    ids = list(dict.fromkeys(wanted))[:MOST_PEOPLE]
    return list(access.visible_youths(user).where(Youth.id.in_(ids)).order_by(Youth.id)) if ids else []


def of_youth(youth: Youth) -> list[PastSession]:
    """Everything recorded with somebody, withdrawn sessions too, the newest first."""
    session = GuidanceSession
    select = (
        session.select(
            session.id, session.kind, session.held_at, session.minutes, session.topics, StaffUser.name,
            session.recorded_by, session.withdrawn_at, SessionParticipant.sealed, size().alias("size"),
        )
        .join(SessionParticipant, on=(SessionParticipant.session == session.id))
        .join(StaffUser, on=(session.recorded_by == StaffUser.id))
        .where(SessionParticipant.youth == youth.id)
        .order_by(session.held_at.desc(), session.recorded_at.desc())
    )  # fmt: skip
    key = keys.keys_of([youth.id]).get(youth.id)
    return [_past(row, key, youth.id) for row in rows(select)]


def size() -> Any:
    """How many took part, as a column."""
    beside = SessionParticipant.alias()
    return beside.select(fn.COUNT(beside.youth)).where(beside.session == GuidanceSession.id)


def words(key: bytes, youth: UUID, sealed: bytes) -> tuple[str, str]:
    """Place and note, with the person's key."""
    spelled = json.loads(keys.unseal(key, youth, _WHAT, sealed))
    return spelled["place"], spelled["note"]


def refresh_contact(youth: UUID) -> None:
    """Keep when the person was last met, and how often tried in vain since; within an act."""
    last_contact_on, attempts = histories.contact([held for _youth, held in histories.sessions([youth])])
    Youth.update(last_contact_on=last_contact_on, attempts=attempts).where(Youth.id == youth).execute()


@contextmanager
def _recounting(youths: Iterable[UUID]) -> Iterator[None]:
    with ExitStack() as recounted:
        for youth in youths:
            recounted.enter_context(counters.recounting(youth))
        yield


def _checked(youths: list[Youth], new: NewSession) -> NewSession:
    if not 1 <= len({youth.id for youth in youths}) == len(youths) <= MOST_PEOPLE:
        raise InvalidError("youths", N_("Choose each young person once, and at most %(most)d."), most=MOST_PEOPLE)
    if new.held_at > clock.told():
        raise InvalidError("held_at", N_("The session lies in the future. Choose a time that has been."))
    if any(clock.local(new.held_at).date() < youth.birth_on for youth in youths):
        raise InvalidError("held_at", N_("The date is before the young person was born. Choose a later day."))
    if new.minutes is not None and not 1 <= new.minutes <= LONGEST_MINUTES:
        raise InvalidError("minutes", N_("Write minutes from 1 to %(most)d."), most=LONGEST_MINUTES)
    for field, text, most in (("place", new.place, LONGEST_PLACE), ("note", new.note, LONGEST_NOTE)):
        freetext.require_length(field, text, most)
        freetext.check(field, text)
    if new.next_step.strip():
        followups.check_next_step(new.next_step, new.next_due_on, "next_step", "next_due_on")
    talked = new.kind != SessionKind.ATTEMPT
    return new if talked else replace(new, minutes=None, topics=())


def _keep(by: StaffUser, youths: list[Youth], new: NewSession) -> GuidanceSession:
    session = GuidanceSession.create(
        id=new.id,
        kind=new.kind,
        held_at=new.held_at,
        held_on=clock.local(new.held_at).date(),
        minutes=new.minutes,
        topics=" ".join(topic.value for topic in dict.fromkeys(new.topics)),
        recorded_by=by,
        recorded_at=clock.now(),
    )
    spelled = json.dumps({"place": new.place.strip(), "note": new.note.strip()}, ensure_ascii=False)
    for youth in youths:
        sealed = keys.seal(keys.key_of(youth.id), youth.id, _WHAT, spelled)
        SessionParticipant.create(session=session, youth=youth.id, sealed=sealed)
    return session


def _after_contact(by: StaffUser, youth: Youth, session: GuidanceSession, new: NewSession) -> None:
    refresh_contact(youth.id)
    if new.kind != SessionKind.ATTEMPT:
        followups.contact_made(by, youth.id, session)
    if new.next_step.strip() and new.next_due_on is not None:
        followups.note_step(by, youth, new.next_step, new.next_due_on, session=session)


def _judge_clocks(by: StaffUser, youth: UUID) -> None:
    """A clock that runs again without its session may be needless by now, or met by another contact."""
    statuses.stop_needless_clocks(by, youth)
    for other in _held_with(youth).where(GuidanceSession.kind != SessionKind.ATTEMPT):
        followups.contact_made(by, youth, other)


def _held_with(youth: UUID) -> Any:
    """The sessions with somebody that count, in the order of time."""
    return (
        GuidanceSession.select()
        .join(SessionParticipant, on=(SessionParticipant.session == GuidanceSession.id))
        .where((SessionParticipant.youth == youth) & GuidanceSession.withdrawn_at.is_null())
        .order_by(GuidanceSession.held_at)
    )


def _log(by: StaffUser, youths: list[Youth], session: GuidanceSession, status: StatusGiven | None) -> None:
    everybody = [youth.id for youth in youths]
    audit.record(AuditAct.SESSION_RECORDED, by, youths=everybody, about=("session", session.id))
    if status is not None:
        audit.record(AuditAct.STATUS_CHANGED, by, youths=everybody[:1], about=("status_event", status.id))


def _already(by: StaffUser, youths: list[Youth], session_id: UUID) -> GuidanceSession | None:
    existing: GuidanceSession | None = GuidanceSession.get_or_none(GuidanceSession.id == session_id)
    if existing is None:
        return None
    same_people = {youth for (youth,) in rows(_participants(session_id))} == {youth.id for youth in youths}
    if existing.recorded_by_id != by.id or not same_people:
        raise UsedIdError
    return existing


def _participants(session: UUID) -> Any:
    return SessionParticipant.select(SessionParticipant.youth).where(SessionParticipant.session == session)


def _past(row: tuple[Any, ...], key: bytes | None, youth: UUID) -> PastSession:
    session, kind, held_at, minutes, topics, by, by_id, withdrawn_at, sealed, size = row
    place, note = words(key, youth, sealed) if key else ("", "")
    talked = tuple(Topic(topic) for topic in topics.split())
    what = (session, kind, held_at, minutes, talked, by, by_id)
    return PastSession(*what, withdrawn_at is not None, size - 1, place, note)
