"""When 15-17-year-olds were without activity, and how their two clocks ran, worked out from what is there already."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import peewee as pw

PAGE = 500
PROTECTED, OUTSIDE = UUID(int=2), UUID(int=1)
COPENHAGEN = ZoneInfo("Europe/Copenhagen")
YOUNGEST, OF_AGE = 15, 18

Homes = dict[UUID, dict[date, UUID]]


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
    held_on = pw.DateField()

    class Meta:
        table_name = "guidance_session"


class FollowUp(pw.Model):
    id = pw.UUIDField(primary_key=True)
    youth = pw.ForeignKeyField(Youth)
    kind = pw.CharField()
    due_on = pw.DateField()
    state = pw.CharField()
    session = pw.ForeignKeyField(GuidanceSession, null=True)
    status_event = pw.ForeignKeyField(StatusEvent, null=True)
    closed_at = pw.DateTimeField(null=True)
    drop_reason = pw.CharField(null=True)

    class Meta:
        table_name = "follow_up"


class IdleSpell(pw.Model):
    youth = pw.ForeignKeyField(Youth)
    began_on = pw.DateField()
    until = pw.DateField()
    aged = pw.BooleanField()
    scope = pw.UUIDField()

    class Meta:
        table_name = "idle_spell"
        primary_key = pw.CompositeKey("youth", "began_on")
        indexes = ((("until", "began_on", "scope", "aged"), False),)


class ClockRun(pw.Model):
    followup = pw.ForeignKeyField(FollowUp, primary_key=True)
    scope = pw.UUIDField()
    kind = pw.CharField(max_length=32)
    started_on = pw.DateField()
    due_on = pw.DateField()
    ended_on = pw.DateField(null=True)
    state = pw.CharField(max_length=32)
    needless = pw.BooleanField()

    class Meta:
        table_name = "clock_run"
        indexes = ((("started_on", "ended_on", "due_on", "kind", "scope", "state", "needless"), False),)


TABLES = (IdleSpell, ClockRun)
KNOWN = (Youth, AreaStay, Status, StatusEvent, GuidanceSession, FollowUp)


def up(_migrator: Any, db: pw.Database) -> None:
    with db.bind_ctx(TABLES + KNOWN, bind_refs=False, bind_backrefs=False):
        db.create_tables(TABLES)
        codes = Status.select(Status.code).where(Status.neet & (Status.sub != "paused"))
        idle = {code for (code,) in _rows(codes)}
        for page in _people():
            homes = _homes(page)
            _keep(IdleSpell, _spells(page, homes, idle))
            _keep(ClockRun, _runs(page, homes))


def down(_migrator: Any, db: pw.Database) -> None:
    with db.bind_ctx(TABLES + KNOWN, bind_refs=False, bind_backrefs=False):
        db.drop_tables(TABLES)


def _rows(select: Any) -> list[tuple[Any, ...]]:
    return list(select.tuples())


def _keep(table: Any, made: list[tuple[Any, ...]]) -> None:
    if made:
        table.insert_many(made, list(table._meta.sorted_fields)).execute()


def _people() -> Iterator[dict[UUID, tuple[date, bool]]]:
    """Everybody's birth date and whether their address is protected, page by page."""
    last = UUID(int=0)
    select = Youth.select(Youth.id, Youth.birth_on, Youth.address_protected).order_by(Youth.id).limit(PAGE)
    while page := _rows(select.where(Youth.id > last)):
        yield {youth: (born, protected) for youth, born, protected in page}
        last = page[-1][0]


def _homes(people: dict[UUID, tuple[date, bool]]) -> Homes:
    stay = AreaStay
    select = stay.select(stay.youth, stay.since, stay.area_id, stay.lives_outside).where(stay.youth.in_(list(people)))
    found: Homes = {}
    for youth, since, area, outside in _rows(select.order_by(stay.since, stay.recorded_at)):
        found.setdefault(youth, {})[since] = PROTECTED if people[youth][1] else OUTSIDE if outside else area
    return found


def _lived(homes: dict[date, UUID], day: date) -> UUID:
    return ([home for since, home in homes.items() if since <= day] or list(homes.values())[:1])[-1]


def _spells(people: dict[UUID, tuple[date, bool]], homes: Homes, idle: set[str]) -> list[tuple[Any, ...]]:
    made: list[tuple[Any, ...]] = []
    for youth, seen in _statuses(people).items():
        first, last = (_birthday(people[youth][0], age) for age in (YOUNGEST, OF_AGE))
        mine: list[tuple[date, date]] = []
        for day, after in zip(seen, [*list(seen)[1:], last], strict=True):
            began_on, until = max(day, first), min(after, last)
            if seen[day] in idle and began_on < until:
                began_on = mine.pop()[0] if mine and mine[-1][1] == began_on else began_on
                mine.append((began_on, until))
        made += [(youth, day, until, until == last, _lived(homes[youth], day)) for day, until in mine]
    return made


def _statuses(people: Any) -> dict[UUID, dict[date, str]]:
    """The status at the end of each day with an observation, the oldest first; a corrected mistake never counts."""
    event = StatusEvent
    select = event.select(event.id, event.youth, event.observed_on, event.status, event.replaces_id)
    mine = select.where(event.youth.in_(list(people)))
    events = _rows(mine.order_by(event.observed_on, event.recorded_at, event.id))
    replaced = {row[4] for row in events}
    found: dict[UUID, dict[date, str]] = {}
    for event_id, youth, day, status, _replaces in events:
        if event_id not in replaced:
            found.setdefault(youth, {})[day] = status
    return found


def _birthday(born: date, age: int) -> date:
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)


def _runs(people: Any, homes: Homes) -> list[tuple[Any, ...]]:
    one = FollowUp
    select = (
        one.select(
            one.youth, one.id, one.kind, one.due_on, one.state, one.drop_reason, one.closed_at,
            GuidanceSession.held_on, StatusEvent.observed_on,
        )
        .join(StatusEvent)
        .join_from(one, GuidanceSession, pw.JOIN.LEFT_OUTER)
        .where(one.youth.in_(list(people)))
    )  # fmt: skip
    made = []
    for youth, clock, kind, due_on, state, reason, closed_at, held_on, started_on in _rows(select):
        ended_on = None if state == "open" else max(started_on, held_on or _day(closed_at))
        needless = reason in {"not_needed", "mistake"}
        made.append((clock, _lived(homes[youth], started_on), kind, started_on, due_on, ended_on, state, needless))
    return made


def _day(moment: datetime) -> date:
    """The day in Copenhagen of a moment that is stored as naive UTC."""
    return moment.replace(tzinfo=ZoneInfo("UTC")).astimezone(COPENHAGEN).date()
