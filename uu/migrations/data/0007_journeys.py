"""What came of each young person after the first session, worked out from what is there already."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

import peewee as pw

PAGE = 500
PROTECTED, OUTSIDE = UUID(int=2), UUID(int=1)


class Youth(pw.Model):
    id = pw.UUIDField(primary_key=True)
    birth_on = pw.DateField()
    address_protected = pw.BooleanField()

    class Meta:
        table_name = "youth"


class AreaStay(pw.Model):
    youth = pw.ForeignKeyField(Youth)
    area_id = pw.UUIDField()
    lives_outside = pw.BooleanField()
    since = pw.DateField()
    recorded_at = pw.DateTimeField()

    class Meta:
        table_name = "area_stay"
        primary_key = False


class Status(pw.Model):
    code = pw.CharField(primary_key=True)
    sub = pw.CharField()
    neet = pw.BooleanField(null=True)

    class Meta:
        table_name = "status"


class StatusBucket(pw.Model):
    status = pw.ForeignKeyField(Status)
    since = pw.DateField()
    bucket = pw.CharField()

    class Meta:
        table_name = "status_bucket"
        primary_key = False


class StatusEvent(pw.Model):
    id = pw.UUIDField(primary_key=True)
    youth = pw.ForeignKeyField(Youth)
    status = pw.ForeignKeyField(Status)
    observed_on = pw.DateField()
    recorded_at = pw.DateTimeField()
    replaces_id = pw.UUIDField(null=True)

    class Meta:
        table_name = "status_event"


class GuidanceSession(pw.Model):
    id = pw.UUIDField(primary_key=True)
    kind = pw.CharField()
    held_on = pw.DateField()
    withdrawn_at = pw.DateTimeField(null=True)

    class Meta:
        table_name = "guidance_session"


class SessionParticipant(pw.Model):
    session = pw.ForeignKeyField(GuidanceSession)
    youth = pw.ForeignKeyField(Youth)

    class Meta:
        table_name = "session_participant"
        primary_key = False


class Journey(pw.Model):
    youth = pw.ForeignKeyField(Youth, primary_key=True)
    scope = pw.UUIDField()
    started_on = pw.DateField()
    age = pw.IntegerField()
    outcome = pw.CharField(max_length=32)
    days = pw.IntegerField(null=True)

    class Meta:
        table_name = "journey"
        indexes = ((("scope", "started_on", "age", "outcome", "days"), False),)


TABLES = (Journey,)
KNOWN = (Youth, AreaStay, Status, StatusBucket, StatusEvent, GuidanceSession, SessionParticipant)


def up(_migrator: Any, db: pw.Database) -> None:
    with db.bind_ctx(TABLES + KNOWN, bind_refs=False, bind_backrefs=False):
        db.create_tables(TABLES)
        counts = _counting()
        for page in _first_sessions():
            Journey.insert_many(_journeys(page, counts), list(Journey._meta.sorted_fields)).execute()


def down(_migrator: Any, db: pw.Database) -> None:
    with db.bind_ctx(TABLES + KNOWN, bind_refs=False, bind_backrefs=False):
        db.drop_tables(TABLES)


def _rows(select: Any) -> list[tuple[Any, ...]]:
    return list(select.tuples())


def _first_sessions() -> Iterator[dict[UUID, date]]:
    """The first day on which somebody met each young person, an attempt being no session, page by page."""
    part, session = SessionParticipant, GuidanceSession
    held = part.select(part.youth, pw.fn.MIN(session.held_on)).join(session).group_by(part.youth).order_by(part.youth)
    held = held.where((session.kind != "attempt") & session.withdrawn_at.is_null()).limit(PAGE)
    last = UUID(int=0)
    while page := _rows(held.where(part.youth > last)):
        yield dict(page)
        last = page[-1][0]


def _journeys(first: dict[UUID, date], counts: dict[str, list[tuple[date, str]]]) -> list[tuple[Any, ...]]:
    homes, statuses = _homes(first), _statuses(first)
    people = Youth.select(Youth.id, Youth.birth_on, Youth.address_protected).where(Youth.id.in_(list(first)))
    made = []
    for youth, born, is_protected in _rows(people):
        day = first[youth]
        lived = [home for since, home in homes[youth].items() if since <= day] or list(homes[youth].values())[:1]
        age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
        made.append((youth, PROTECTED if is_protected else lived[-1], day, age, *_ended(day, statuses[youth], counts)))
    return made


def _homes(youths: Any) -> dict[UUID, dict[date, UUID]]:
    stay = AreaStay
    select = stay.select(stay.youth, stay.since, stay.area_id, stay.lives_outside).where(stay.youth.in_(list(youths)))
    found: dict[UUID, dict[date, UUID]] = {}
    for youth, since, area, outside in _rows(select.order_by(stay.since, stay.recorded_at)):
        found.setdefault(youth, {})[since] = OUTSIDE if outside else area
    return found


def _statuses(youths: Any) -> dict[UUID, dict[date, str]]:
    """The status at the end of each day with an observation, the oldest first; a corrected mistake never counts."""
    event = StatusEvent
    select = event.select(event.id, event.youth, event.observed_on, event.status, event.replaces_id)
    mine = select.where(event.youth.in_(list(youths)))
    seen = _rows(mine.order_by(event.observed_on, event.recorded_at, event.id))
    replaced = {row[4] for row in seen}
    found: dict[UUID, dict[date, str]] = {}
    for event_id, youth, day, status, _replaces in seen:
        if event_id not in replaced:
            found.setdefault(youth, {})[day] = status
    return found


def _ended(start: date, statuses: dict[date, str], counts: dict[str, list[tuple[date, str]]]) -> tuple[str, int | None]:
    """How the journey ended, and after how many days."""
    kinds = {day: _kind(counts[status], day) for day, status in statuses.items()}
    known = [kind for day, kind in kinds.items() if day <= start] or list(kinds.values())[:1]
    if known and known[-1]:
        return {"reached": "already", "left": "over"}[known[-1]], None
    for day, kind in kinds.items():
        if day > start and kind:
            return kind, (day - start).days
    return "open", None


def _kind(dated: list[tuple[date, str]], day: date) -> str:
    """What the status says on a day, by the row in force then, else by the first."""
    return ([kind for since, kind in dated if since <= day] or [dated[0][1]])[-1]


def _counting() -> dict[str, list[tuple[date, str]]]:
    """From which day each status means education or work, no longer followed, or neither."""
    select = StatusBucket.select(
        StatusBucket.status, StatusBucket.since, StatusBucket.bucket, Status.sub, Status.neet
    ).join(Status)
    found: dict[str, list[tuple[date, str]]] = {}
    for status, since, bucket, sub, neet in _rows(select.order_by(StatusBucket.since)):
        enrolled = bucket == "on_the_way" and sub == "upper"
        at_work = bucket != "excluded" and sub == "job" and not neet
        kind = "reached" if bucket == "reached" or enrolled or at_work else "left" if bucket == "excluded" else ""
        found.setdefault(status, []).append((since, kind))
    return found
