"""Those who turn 25 in a year are tallied, worked out from what is there already."""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

import peewee as pw

PAGE = 500
CITY, OUTSIDE, PROTECTED = UUID(int=0), UUID(int=1), UUID(int=2)
FOLLOWED, OLDEST, TURNED_25 = -1, 99, "ALD"


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


class StatusEvent(pw.Model):
    id = pw.UUIDField(primary_key=True)
    youth = pw.ForeignKeyField(Youth)
    status_id = pw.CharField()
    observed_on = pw.DateField()
    recorded_at = pw.DateTimeField()
    replaces_id = pw.UUIDField(null=True)

    class Meta:
        table_name = "status_event"


class StaleBefore(pw.Model):
    day = pw.DateField(primary_key=True)

    class Meta:
        table_name = "stale_before"


class CohortTally(pw.Model):
    year = pw.SmallIntegerField()
    scope = pw.UUIDField()
    status = pw.CharField(max_length=8)
    months_old = pw.SmallIntegerField()
    n = pw.IntegerField(default=0)
    stale = pw.IntegerField(default=0)

    class Meta:
        table_name = "cohort_tally"
        primary_key = pw.CompositeKey("year", "scope", "status", "months_old")


KNOWN = (Youth, AreaStay, StatusEvent, StaleBefore)


def up(_migrator: Any, db: pw.Database) -> None:
    with db.bind_ctx((CohortTally, *KNOWN), bind_refs=False, bind_backrefs=False):
        db.create_tables([CohortTally])
        found = _tallied()
        cells = [(*cell, n, 0) for cell, n in sorted(found.items(), key=str)]
        for start in range(0, len(cells), PAGE):
            CohortTally.insert_many(cells[start : start + PAGE], list(CohortTally._meta.sorted_fields)).execute()
        # Old statuses are counted anew for the tallies, these among them, with the next daily acts.
        StaleBefore.delete().execute()


def down(_migrator: Any, db: pw.Database) -> None:
    with db.bind_ctx([CohortTally]):
        db.drop_tables([CohortTally])


def _rows(select: Any) -> list[tuple[Any, ...]]:
    return list(select.tuples())


def _tallied() -> Counter[tuple[int, UUID, str, int]]:
    found: Counter[tuple[int, UUID, str, int]] = Counter()
    for page in _people():
        homes, statuses = _homes(page), _statuses(page)
        for youth, (born, is_protected) in page.items():
            seen = [one for one in statuses.get(youth, []) if one[1] != TURNED_25]
            if not seen or youth not in homes:
                continue
            day, status = seen[-1]
            months = _months_old(day, born) if statuses[youth][-1][1] == TURNED_25 else FOLLOWED
            for scope in (PROTECTED if is_protected else homes[youth], CITY):
                found[born.year + 25, scope, status, min(months, OLDEST)] += 1
    return found


def _people() -> Iterator[dict[UUID, tuple[date, bool]]]:
    last = UUID(int=0)
    select = Youth.select(Youth.id, Youth.birth_on, Youth.address_protected).order_by(Youth.id).limit(PAGE)
    while page := _rows(select.where(Youth.id > last)):
        yield {youth: (born, is_protected) for youth, born, is_protected in page}
        last = page[-1][0]


def _homes(youths: Any) -> dict[UUID, UUID]:
    """Where each lives: the stay that began last, and of those of one day the one recorded last."""
    stay = AreaStay
    select = stay.select(stay.youth, stay.area_id, stay.lives_outside).where(stay.youth.in_(list(youths)))
    found = _rows(select.order_by(stay.since, stay.recorded_at, stay.id))
    return {youth: OUTSIDE if outside else area for youth, area, outside in found}


def _statuses(youths: Any) -> dict[UUID, list[tuple[date, str]]]:
    """The statuses of each, the latest last; a corrected mistake never counts."""
    event = StatusEvent
    select = event.select(event.id, event.youth, event.observed_on, event.status_id, event.replaces_id)
    mine = select.where(event.youth.in_(list(youths)))
    seen = _rows(mine.order_by(event.observed_on, event.recorded_at, event.id))
    replaced = {row[4] for row in seen}
    found: dict[UUID, list[tuple[date, str]]] = {}
    for event_id, youth, day, status, _replaces in seen:
        if event_id not in replaced:
            found.setdefault(youth, []).append((day, status))
    return found


def _months_old(seen: date, born: date) -> int:
    """How many months old the status was on the 25th birthday, begun ones counted."""
    year, month = born.year + 25, born.month
    leap_day = (born.month, born.day) == (2, 29) and monthrange(year, 2)[1] == 28
    day, month = (1, 3) if leap_day else (born.day, month)
    months = max(0, (year - seen.year) * 12 + month - seen.month)
    as_late = seen.year * 12 + seen.month == year * 12 + month - months
    return months + (as_late and seen.day < min(day, monthrange(seen.year, seen.month)[1]))
