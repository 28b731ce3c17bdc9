"""Where each young person counted and when that was known, worked out from what is there already; former buckets."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from struct import Struct
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import peewee as pw

PAGE = 500
PROTECTED, OUTSIDE = UUID(int=2), UUID(int=1)
STILL = date.max
STEP = Struct(">III8s16s")
COPENHAGEN = ZoneInfo("Europe/Copenhagen")

Cell = tuple[str, UUID]


class Youth(pw.Model):
    id = pw.UUIDField(primary_key=True)
    birth_on = pw.DateField()
    address_protected = pw.BooleanField()

    class Meta:
        table_name = "youth"


class AreaStay(pw.Model):
    id = pw.UUIDField(primary_key=True)
    youth = pw.ForeignKeyField(Youth)
    area_id = pw.UUIDField()
    lives_outside = pw.BooleanField()
    since = pw.DateField()
    recorded_at = pw.DateTimeField()

    class Meta:
        table_name = "area_stay"


class Status(pw.Model):
    code = pw.CharField(max_length=8, primary_key=True)

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


class Trail(pw.Model):
    youth = pw.ForeignKeyField(Youth, primary_key=True)
    steps = pw.BlobField()

    class Meta:
        table_name = "trail"


class FormerBucket(pw.Model):
    status = pw.ForeignKeyField(Status)
    since = pw.DateField()
    bucket = pw.CharField(max_length=32)
    set_at = pw.DateTimeField()
    until = pw.DateTimeField()

    class Meta:
        table_name = "former_bucket"
        primary_key = pw.CompositeKey("status", "since", "set_at")


TABLES = (Trail, FormerBucket)
KNOWN = (Youth, AreaStay, Status, StatusEvent)


def up(_migrator: Any, db: pw.Database) -> None:
    with db.bind_ctx(TABLES + KNOWN, bind_refs=False, bind_backrefs=False):
        db.create_tables(TABLES)
        for page in _pages():
            found = _trails(page)
            if found:
                Trail.insert_many(found, [Trail.youth, Trail.steps]).execute()


def down(_migrator: Any, db: pw.Database) -> None:
    with db.bind_ctx(TABLES + KNOWN, bind_refs=False, bind_backrefs=False):
        db.drop_tables(TABLES)


def _rows(select: Any) -> list[tuple[Any, ...]]:
    return list(select.tuples())


def _pages() -> Iterator[dict[UUID, tuple[bool, date]]]:
    """Everybody, whether their address is protected, and the 15th birthday, from which they count; page by page."""
    select = Youth.select(Youth.id, Youth.address_protected, Youth.birth_on).order_by(Youth.id).limit(PAGE)
    last = UUID(int=0)
    while page := _rows(select.where(Youth.id > last)):
        yield {youth: (protected, _fifteen(born)) for youth, protected, born in page}
        last = page[-1][0]


def _trails(page: dict[UUID, tuple[bool, date]]) -> list[tuple[UUID, bytes]]:
    homes, events = _homes({youth: protected for youth, (protected, _begins) in page.items()}), _events(page)
    return [
        (youth, _packed(_steps(events[youth], homes[youth], begins)))
        for youth, (_protected, begins) in page.items()
        if youth in events
    ]


def _homes(hidden: dict[UUID, bool]) -> dict[UUID, list[tuple[date, date, UUID]]]:
    """Since when, the day on which it was recorded, and where; in the order in which they were recorded."""
    stay = AreaStay
    select = stay.select(stay.youth, stay.since, stay.recorded_at, stay.area_id, stay.lives_outside)
    found: dict[UUID, list[tuple[date, date, UUID]]] = {}
    mine = select.where(stay.youth.in_(list(hidden))).order_by(stay.since, stay.recorded_at, stay.id)
    for youth, since, at, area, outside in _rows(mine):
        scope = PROTECTED if hidden[youth] else OUTSIDE if outside else area
        found.setdefault(youth, []).append((since, _day(at), scope))
    return found


def _events(youths: Any) -> dict[UUID, list[tuple[date, date, date, str]]]:
    """The day of the status, when it was recorded, when corrected, and the status; of one day the last one last."""
    event = StatusEvent
    select = event.select(
        event.id, event.youth, event.observed_on, event.recorded_at, event.status, event.replaces_id
    ).where(event.youth.in_(list(youths)))
    seen = _rows(select.order_by(event.observed_on, event.recorded_at, event.id))
    corrected = {row[5]: _day(row[3]) for row in seen if row[5]}
    found: dict[UUID, list[tuple[date, date, date, str]]] = {}
    for event_id, youth, day, at, status, _replaces in seen:
        found.setdefault(youth, []).append((day, _day(at), corrected.get(event_id, STILL), status))
    return found


def _steps(events: Any, homes: Any, begins: date) -> list[tuple[date, date, date, str, UUID]]:
    """Each step with the days from which and until which it was known."""
    turns = {known for _day, known, _until, _status in events} | {until for _day, _known, until, _status in events}
    turns |= {known for _since, known, _scope in homes}
    held: dict[tuple[date, Cell], date] = {}
    found = []
    for turn in sorted(turns - {STILL}):
        now = _path(
            {day: status for day, known, until, status in events if known <= turn < until},
            {since: scope for since, known, scope in homes if known <= turn} or {homes[0][0]: homes[0][2]},
            begins,
        )
        found += [(step[0], held.pop(step), turn, *step[1]) for step in set(held) - now]
        held.update({step: turn for step in now if step not in held})
    return sorted(found + [(day, known, STILL, *cell) for (day, cell), known in held.items()])


def _path(statuses: dict[date, str], homes: dict[date, UUID], begins: date) -> set[tuple[date, Cell]]:
    """The days on which the status or the home changes, from the first status and from the day counting begins."""
    steps: list[tuple[date, Cell]] = []
    first = max(min(statuses, default=STILL), begins)
    for day in sorted({*statuses, *homes, first} if statuses else ()):
        if day < first:
            continue
        status = statuses[max(each for each in statuses if each <= day)]
        home = homes[max((each for each in homes if each <= day), default=min(homes))]
        if not steps or steps[-1][1] != (status, home):
            steps.append((day, (status, home)))
    return set(steps)


def _packed(steps: list[tuple[date, date, date, str, UUID]]) -> bytes:
    return b"".join(
        STEP.pack(day.toordinal(), known.toordinal(), until.toordinal(), status.encode(), scope.bytes)
        for day, known, until, status, scope in steps
    )


def _fifteen(born: date) -> date:
    """The 15th birthday; whoever was born on 29 February turns 15 on 1 March, as the year is never a leap year."""
    return date(born.year + 15, 3, 1) if (born.month, born.day) == (2, 29) else born.replace(year=born.year + 15)


def _day(moment: datetime) -> date:
    """The day in Copenhagen of a moment that is stored in UTC."""
    return moment.replace(tzinfo=UTC).astimezone(COPENHAGEN).date()
