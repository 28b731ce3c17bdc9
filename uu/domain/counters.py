"""The counters, kept in the transaction of each act: what a person adds before it, what after, the difference.

Back-dated events, corrections, moves, address protection and closing all take this one road.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from peewee import EXCLUDED

from uu.domain import histories
from uu.models import CITY, SessionTally, Tally, TallyChange
from uu.models.database import rows
from uu.statistics import periods

DAY, MONTH = "day", "month"


@dataclass(frozen=True, slots=True)
class Sums:
    """Counter rows by table, keyed as the tables are."""

    now: Counter[tuple[UUID, str]]
    changes: Counter[tuple[UUID, str, date, str]]
    sessions: Counter[tuple[UUID, date, str]]

    def nonzero(self) -> "Sums":
        return Sums(*(Counter({key: n for key, n in table.items() if n}) for table in self._tables()))

    def _tables(self) -> tuple[Counter[Any], Counter[Any], Counter[Any]]:
        return self.now, self.changes, self.sessions


@contextmanager
def recounting(youth: UUID) -> Iterator[None]:
    """Within an act: whatever the block does to the person's history, the counters follow."""
    before = summed(histories.of([youth]))
    yield
    _add(summed(histories.of([youth])), before)


def summed(people: Iterable[histories.History]) -> Sums:
    """What these people add to every counter, each area and the city."""
    sums = Sums(Counter(), Counter(), Counter())
    for person in people:
        for (day, area, status), n in person.changes().items():
            for scope in (area, CITY):
                sums.now[scope, status] += n
                sums.changes[scope, DAY, day, status] += n
                sums.changes[scope, MONTH, periods.month_of(day), status] += n
        for (day, area, kind), n in person.sessions().items():
            for scope in (area, CITY):
                sums.sessions[scope, day, kind] += n
    return sums


def write_anew(sums: Sums) -> None:
    """Replace all counters by these; within an act."""
    for table in (Tally, TallyChange, SessionTally):
        table.delete().execute()
    _upsert(sums)


def stored() -> Sums:
    """All counters as they stand, without zeros."""
    return Sums(
        Counter({(scope, status): n for scope, status, n in rows(Tally.select())}),
        Counter({(scope, grain, day, status): n for scope, grain, day, status, n in rows(TallyChange.select())}),
        Counter({(scope, day, kind.value): n for scope, day, kind, n in rows(SessionTally.select())}),
    ).nonzero()


def _add(after: Sums, before: Sums) -> None:
    after.now.subtract(before.now)
    after.changes.subtract(before.changes)
    after.sessions.subtract(before.sessions)
    _upsert(after.nonzero())


def _upsert(sums: Sums) -> None:
    tables = (
        (Tally, [Tally.scope, Tally.status], sums.now),
        (TallyChange, [TallyChange.scope, TallyChange.grain, TallyChange.starts_on, TallyChange.status], sums.changes),
        (SessionTally, [SessionTally.scope, SessionTally.day, SessionTally.kind], sums.sessions),
    )
    for table, key, counter in tables:
        added = [(*cell, n) for cell, n in sorted(counter.items(), key=str)]
        for start in range(0, len(added), 1000):
            table.insert_many(added[start : start + 1000], [*key, table.n]).on_conflict(
                conflict_target=key, update={table.n: table.n + EXCLUDED.n}
            ).execute()
