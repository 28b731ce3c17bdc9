"""The days on which young people were met, worked out from what is there already, and an index for never reached."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

import peewee as pw

PAGE = 500
PROTECTED, OUTSIDE = UUID(int=2), UUID(int=1)
OLD = "youth_area_id_lives_outside_address_protected_closed_sta_59cafe6"
OLD_COLUMNS = (
    "area_id", "lives_outside", "address_protected", "closed", "status", "status_on", "birth_on", "registered_on",
    "last_contact_on", "next_due_on", "counsellor_id",
)  # fmt: skip
NEW = "youth_area_id_lives_outside_address_protected_closed_sta_d27a642"
NEW_COLUMNS = (*OLD_COLUMNS, "attempts")


class Youth(pw.Model):
    id = pw.UUIDField(primary_key=True)
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


class GuidanceSession(pw.Model):
    id = pw.UUIDField(primary_key=True)
    kind = pw.CharField()
    held_at = pw.DateTimeField()
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


class Meeting(pw.Model):
    youth = pw.ForeignKeyField(Youth)
    day = pw.DateField()
    previous = pw.DateField(null=True)
    attempts = pw.IntegerField()
    scope = pw.UUIDField()

    class Meta:
        table_name = "meeting"
        primary_key = pw.CompositeKey("youth", "day")
        indexes = ((("day", "scope", "previous", "attempts"), False),)


TABLES = (Meeting,)
KNOWN = (Youth, AreaStay, GuidanceSession, SessionParticipant)


def up(migrator: Any, db: pw.Database) -> None:
    with db.bind_ctx(TABLES + KNOWN, bind_refs=False, bind_backrefs=False):
        db.create_tables(TABLES)
        for page in _people():
            if made := _meetings(page):
                Meeting.insert_many(made, list(Meeting._meta.sorted_fields)).execute()
    migrator.drop_index("youth", OLD).run()
    migrator.add_index("youth", NEW_COLUMNS, name=NEW).run()


def down(migrator: Any, db: pw.Database) -> None:
    migrator.drop_index("youth", NEW).run()
    migrator.add_index("youth", OLD_COLUMNS, name=OLD).run()
    with db.bind_ctx(TABLES + KNOWN, bind_refs=False, bind_backrefs=False):
        db.drop_tables(TABLES)


def _rows(select: Any) -> list[tuple[Any, ...]]:
    return list(select.tuples())


def _people() -> Iterator[dict[UUID, bool]]:
    """Everybody, and whether their address is protected, page by page."""
    last = UUID(int=0)
    select = Youth.select(Youth.id, Youth.address_protected).order_by(Youth.id).limit(PAGE)
    while page := _rows(select.where(Youth.id > last)):
        yield dict(page)
        last = page[-1][0]


def _meetings(people: dict[UUID, bool]) -> list[tuple[Any, ...]]:
    """One for each day on which somebody was met, with the one before it and the attempts in between."""
    homes = _homes(people)
    part, session = SessionParticipant, GuidanceSession
    select = part.select(part.youth, session.held_on, session.kind).join(session)
    held = select.where(part.youth.in_(list(people)) & session.withdrawn_at.is_null())
    made: list[tuple[Any, ...]] = []
    last: dict[UUID, date] = {}
    attempts = dict.fromkeys(people, 0)
    for youth, day, kind in _rows(held.order_by(session.held_at, session.held_on, session.kind == "attempt")):
        if kind == "attempt":
            attempts[youth] += 1
            continue
        if last.get(youth) != day:
            made.append((youth, day, last.get(youth), attempts[youth], _lived(homes[youth], day)))
        last[youth], attempts[youth] = day, 0
    return made


def _homes(people: dict[UUID, bool]) -> dict[UUID, dict[date, UUID]]:
    stay = AreaStay
    select = stay.select(stay.youth, stay.since, stay.area_id, stay.lives_outside).where(stay.youth.in_(list(people)))
    found: dict[UUID, dict[date, UUID]] = {}
    for youth, since, area, outside in _rows(select.order_by(stay.since, stay.recorded_at)):
        found.setdefault(youth, {})[since] = PROTECTED if people[youth] else OUTSIDE if outside else area
    return found


def _lived(homes: dict[date, UUID], day: date) -> UUID:
    return ([home for since, home in homes.items() if since <= day] or list(homes.values())[:1])[-1]
