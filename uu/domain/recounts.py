"""What is stored for speed, worked out anew from the events: the proof that the acts kept it right."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from uu import clock
from uu.domain import (
    audit,
    buckets,
    clocks,
    counters,
    followups,
    histories,
    idleness,
    journeys,
    meetings,
    policies,
    status_model,
    trails,
)
from uu.domain.counters import Sums
from uu.models import Youth
from uu.models.database import act, rows
from uu.statistics.trails import Step as Trodden
from uu.vocabulary import AuditAct

_PAGE = 500
_COLUMNS = (Youth.status, Youth.status_on, Youth.closed, Youth.last_contact_on, Youth.attempts, Youth.next_due_on)
_NAMES = ("Now", "Stale", "Change", "Sessions", "Turning 25", "Turning 25 and stale")

Step = Callable[[int], Any]


@dataclass(frozen=True, slots=True)
class Current:
    """What lists and figures read of a person, which the events must say too."""

    status: str
    status_on: date
    closed: bool
    last_contact_on: date | None
    attempts: int
    next_due_on: date | None
    way: journeys.Way | None
    idle: list[idleness.Placed]
    clocks: dict[UUID, clocks.Run]
    met: meetings.Days
    trail: list[Trodden]

    def columns(self) -> dict[Any, Any]:
        """What stands with the person."""
        return {column: getattr(self, column.name) for column in _COLUMNS}


Wrong = tuple[UUID, Current, Current]


def people() -> int:
    """How many young people a recount goes through."""
    return int(Youth.select().count())


def differences(step: Step) -> list[str]:
    """Where the stored figures and the events disagree, one sentence each; ``step`` is told how many were done."""
    return _compared(*_recounted(step, counters.stale_before()))


def rebuild(step: Step) -> int:
    """Write the figures as the events say, in one act; returns how many differed."""
    with act():
        sums, wrong = _recounted(step, counters.stale_before())
        found = len(_compared(sums, wrong))
        counters.write_anew(sums)
        for youth, is_now, should in wrong:
            if is_now.columns() != should.columns():
                Youth.update(should.columns()).where(Youth.id == youth).execute()
        idleness.write({youth: should.idle for youth, is_now, should in wrong if is_now.idle != should.idle})
        ran = [(is_now.clocks, should.clocks) for _youth, is_now, should in wrong if is_now.clocks != should.clocks]
        clocks.write({one: truly.get(one) for was, truly in ran for one in {**was, **truly}})
        met = {youth: is_now.met for youth, is_now, _should in wrong}
        meetings.write(met, {youth: should.met for youth, _is_now, should in wrong})
        journeys.write({youth: should.way for youth, is_now, should in wrong if is_now.way != should.way})
        trails.write({youth: should.trail for youth, is_now, should in wrong if is_now.trail != should.trail})
        counters.count_stale(policies.stale_before(clock.today()))
        mended = [youth for youth, _is_now, _should in wrong]
        audit.record(AuditAct.COUNTERS_REBUILT, None, youths=mended, detail=str(found))
    return found


def _compared(sums: Sums, wrong: list[Wrong]) -> list[str]:
    stored = counters.stored()
    found = [f"Young person {youth}: stored {is_now}, the events say {should}." for youth, is_now, should in wrong]
    for table, is_now, should in zip(_NAMES, stored.all(), sums.all(), strict=True):
        for key in sorted({*is_now, *should}, key=str):
            if is_now[key] != should[key]:
                cell = " ".join(map(str, key))
                found.append(f"{table} {cell}: stored {is_now[key]}, the events say {should[key]}.")
    return found


def _recounted(step: Step, before: date | None) -> tuple[Sums, list[Wrong]]:
    """Every counter from the events, and the people whose stored status differs, in bounded memory."""
    total = counters.summed([], before)
    wrong = []
    closing = {code for code, word in status_model.words(clock.today()).items() if word.closes}
    classes = buckets.classes_in_force()
    now = classes(clock.today())
    for page in _pages():
        found, due, runs = histories.of(page), followups.first_due(list(page)), clocks.said(page)
        for mine, more in zip(total.all(), counters.summed(found, before).all(), strict=True):
            mine.update(more)
        for person in found:
            seen, way, idle = person.current(), journeys.way(person, classes), idleness.placed(person, now)
            closed, ran = seen.status in closing, runs.get(person.youth, {})
            known = (seen.status, seen.day, closed, *person.contact(), due.get(person.youth))
            kept = way, idle, ran, meetings.said(person), trails.trail(person)
            is_now, should = page[person.youth], Current(*known, *kept)
            if is_now != should:
                wrong.append((person.youth, is_now, should))
        step(len(page))
    return total.nonzero(), wrong


def _pages() -> Iterator[dict[UUID, Current]]:
    last = UUID(int=0)
    while page := rows(Youth.select(Youth.id, *_COLUMNS).where(Youth.id > last).order_by(Youth.id).limit(_PAGE)):
        ids = [row[0] for row in page]
        ways, idle, runs = journeys.stored(ids), idleness.stored(ids), clocks.stored(ids)
        met, trodden = meetings.stored(ids), trails.stored(ids)
        yield {
            youth: Current(*(
                *stored, ways.get(youth), idle.get(youth, []), runs.get(youth, {}), met.get(youth, {}),
                trodden.get(youth, []),
            ))
            for youth, *stored in page
        }  # fmt: skip
        last = page[-1][0]
