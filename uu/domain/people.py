"""Young people as a phone keeps them: who they are, what was last seen and done, and what is to do. Read in bulk."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from peewee import JOIN, fn

from uu.domain import access, audit, conflicts, followups, identity, keys, proposals, sessions, statuses
from uu.domain.conflicts import OpenConflict
from uu.domain.identity import Identity
from uu.domain.proposals import Proposal
from uu.models import Device, FollowUp, GuidanceSession, SessionParticipant, StaffUser, StatusEvent, Youth
from uu.models.database import rows, snapshot
from uu.vocabulary import (
    AuditAct,
    ContactOrigin,
    DropOutReason,
    FollowUpKind,
    FollowUpState,
    SessionKind,
    StatusSource,
    Told,
)

NEWEST = 10
# What is never on a phone, whatever clashes there.
_NOT_THERE = frozenset({"cpr", "email", "address", "contacts"})


@dataclass(frozen=True, slots=True)
class PersonFollowUp:
    """Something still to do."""

    id: UUID
    kind: FollowUpKind
    text: str
    due_on: date
    version: int


@dataclass(frozen=True, slots=True)
class PersonSession:
    """One of the newest sessions; ``others`` took part beside the person."""

    id: UUID
    kind: SessionKind
    held_at: datetime
    minutes: int | None
    topics: tuple[str, ...]
    place: str
    note: str
    by: str
    others: int
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class PersonStatus:
    """One of the newest statuses; a ``replaced`` one was a mistake."""

    id: UUID
    code: str
    observed_on: date
    recorded_at: datetime
    by: str | None
    source: StatusSource
    reason: DropOutReason | None
    expected_on: date | None
    documented: bool
    note: str
    replaces: UUID | None
    replaced: bool


@dataclass(frozen=True, slots=True)
class Person:
    """A young person without CPR number, e-mail, address and contacts, which a phone does not need."""

    id: UUID
    version: int
    first_name: str
    last_name: str
    nickname: str
    phone: str
    birth_on: date
    said_age: int | None
    area: UUID
    lives_outside: bool
    address_protected: bool
    origin: ContactOrigin
    informed: Told
    registered_on: date
    closed: bool
    code: str
    observed_on: date
    last_contact_on: date | None
    attempts: int
    followups: list[PersonFollowUp] = field(default_factory=list)
    sessions: list[PersonSession] = field(default_factory=list)
    statuses: list[PersonStatus] = field(default_factory=list)
    conflicts: list[OpenConflict] = field(default_factory=list)
    duplicates: list[Proposal] = field(default_factory=list)


def records(user: StaffUser, wanted: Iterable[UUID]) -> list[Person]:
    """Those of them this user may see, by id, in ten statements however many they are; erased people are left out."""
    ids = list(wanted)
    found = rows(_people().where(Youth.id.in_(ids) & access.visible_to(user)).order_by(Youth.id)) if ids else []
    held = keys.keys_of(row[0] for row in found)
    people = {row[0]: _person(row, identity.opened(held[row[0]], row[0], row[-1])) for row in found if row[0] in held}
    if people:
        _add_followups(people, held)
        _add_sessions(people, held)
        _add_statuses(people, held)
        for youth, open_ones in conflicts.open_of(people).items():
            people[youth].conflicts.extend(open_ones)
        for youth, likely in proposals.open_of(user, people).items():
            people[youth].duplicates.extend(likely)
    return list(people.values())


def given(user: StaffUser, device: Device, wanted: Iterable[UUID]) -> tuple[list[Person], list[UUID]]:
    """The wanted people for a phone, which the log keeps, and the ids of those there are not for this user."""
    ids = list(dict.fromkeys(wanted))
    with snapshot():
        people = records(user, ids)
    note_given(user, device, people)
    there = {person.id for person in people}
    return people, [youth for youth in ids if youth not in there]


def note_given(user: StaffUser, device: Device, people: list[Person]) -> None:
    """Log who was given to a phone, also those whose name alone stands on somebody else's card."""
    if people:
        named = [one for person in people for one in (person.id, *(twin.other for twin in person.duplicates))]
        audit.record(AuditAct.SYNCED, user, youths=named, about=("device", device.id))


def as_json(person: Person) -> dict[str, Any]:
    """The person in plain JSON values: days as ISO dates, moments in UTC."""
    spelled: dict[str, Any] = {name: _plain(getattr(person, name)) for name in _PLAIN}
    listed = {name: [_flat(one) for one in getattr(person, name)] for name in ("followups", "sessions", "statuses")}
    clashing = [_conflict(one) for one in person.conflicts]
    return (
        spelled
        | listed
        | {
            "conflicts": [one for one in clashing if one["fields"]],
            "duplicates": [
                {"id": str(one.id), "other": str(one.other), "name": one.name, "reasons": list(one.reasons)}
                for one in person.duplicates
            ],
        }
    )


_LISTS = frozenset({"followups", "sessions", "statuses", "conflicts", "duplicates"})
_PLAIN = [name for name in Person.__slots__ if name not in _LISTS]


def _conflict(one: OpenConflict) -> dict[str, Any]:
    fields = {
        name: {"theirs": clash.theirs, "mine": clash.mine, "by": clash.by, "at": _plain(clash.at)}
        for name, clash in one.fields.items()
        if name not in _NOT_THERE
    }
    whose = {"object": one.subject, "object_id": str(one.subject_id)}
    return {"id": str(one.id), **whose, "made_by": one.made_by, "made_at": _plain(one.made_at), "fields": fields}


def _flat(one: Any) -> dict[str, Any]:
    return {name: _plain(getattr(one, name)) for name in one.__slots__}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value)
    return str(value) if isinstance(value, UUID) else value


def _people() -> Any:
    return Youth.select(
        Youth.id, Youth.version, Youth.birth_on, Youth.said_age, Youth.area, Youth.lives_outside,
        Youth.address_protected, Youth.origin, Youth.told, Youth.registered_on, Youth.closed, Youth.status,
        Youth.status_on, Youth.last_contact_on, Youth.attempts, Youth.sealed,
    )  # fmt: skip


def _person(row: tuple[Any, ...], who: Identity) -> Person:
    youth, version, *rest, _sealed = row
    return Person(youth, version, who.first_name, who.last_name, who.nickname, who.phone, *rest)


def _add_followups(people: dict[UUID, Person], held: dict[UUID, bytes]) -> None:
    step = FollowUp
    columns = (step.youth, step.id, step.kind, step.sealed_text, step.due_on, step.version)
    is_open = step.youth.in_(list(people)) & (step.state == FollowUpState.OPEN)
    for youth, one, kind, sealed, due_on, version in rows(
        step.select(*columns).where(is_open).order_by(step.due_on, step.id)
    ):
        text = followups.unsealed(held[youth], youth, sealed)
        people[youth].followups.append(PersonFollowUp(one, kind, text, due_on, version))


def _add_sessions(people: dict[UUID, Person], held: dict[UUID, bytes]) -> None:
    session, part = GuidanceSession, SessionParticipant
    rank = fn.ROW_NUMBER().over(partition_by=[part.youth], order_by=[session.held_at.desc(), session.id])
    ranked = (
        part.select(part.youth.alias("whose"), part.session.alias("which"), rank.alias("place"))
        .join(session)
        .where(part.youth.in_(list(people)))
        .alias("ranked")
    )
    newest = (part.youth == ranked.c.whose) & (part.session == ranked.c.which)
    select = (
        part.select(
            part.youth, session.id, session.kind, session.held_at, session.minutes, session.topics, part.sealed,
            StaffUser.name, sessions.size().alias("size"), session.withdrawn_at,
        )
        .join(ranked, on=newest)
        .join_from(part, session)
        .join(StaffUser, on=(session.recorded_by == StaffUser.id))
        .where(ranked.c.place <= NEWEST)
        .order_by(session.held_at.desc(), session.id)
    )  # fmt: skip
    for youth, one, kind, held_at, minutes, topics, sealed, by, size, withdrawn in rows(select):
        place, note = sessions.words(held[youth], youth, sealed)
        shown = (one, kind, held_at, minutes, tuple(topics.split()), place, note, by, size - 1, withdrawn is not None)
        people[youth].sessions.append(PersonSession(*shown))


def _add_statuses(people: dict[UUID, Person], held: dict[UUID, bytes]) -> None:
    event = StatusEvent
    newest_first = [event.observed_on.desc(), event.recorded_at.desc(), event.id.desc()]
    rank = fn.ROW_NUMBER().over(partition_by=[event.youth], order_by=newest_first)
    ranked = (
        event.select(event.id.alias("which"), rank.alias("place")).where(event.youth.in_(list(people))).alias("ranked")
    )
    # Not joined: where hardly anything was ever corrected, the database would look through all events for each row.
    corrections = event.select(event.replaces).where(event.youth.in_(list(people)) & event.replaces.is_null(False))
    corrected = {one for (one,) in rows(corrections)}
    select = (
        event.select(
            event.youth, event.id, event.status, event.observed_on, event.recorded_at, StaffUser.name, event.source,
            event.reason, event.expected_on, event.documented, event.sealed_note, event.replaces,
        )
        .join(ranked, on=(event.id == ranked.c.which))
        .join_from(event, StaffUser, JOIN.LEFT_OUTER, on=(event.recorded_by == StaffUser.id))
        .where(ranked.c.place <= NEWEST)
        .order_by(*newest_first)
    )  # fmt: skip
    for youth, which, *what, sealed, replaces in rows(select):
        shown = (which, *what, statuses.unsealed_note(held[youth], youth, sealed), replaces, which in corrected)
        people[youth].statuses.append(PersonStatus(*shown))
