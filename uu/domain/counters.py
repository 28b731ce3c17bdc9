"""The counters, kept in the transaction of each act: what a person adds before it, what after, the difference.

Back-dated events, corrections, moves, address protection and closing all take this one road.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from peewee import EXCLUDED, SQL, fn

from uu import clock
from uu.domain import buckets, clocks, cohorts, histories, idleness, journeys, meetings, trails
from uu.models import (
    CITY,
    FOLLOWED,
    OUTSIDE,
    PROTECTED,
    CohortTally,
    SessionTally,
    StaleBefore,
    Tally,
    TallyChange,
    Youth,
)
from uu.models.database import Model, rows
from uu.statistics import periods

DAY, MONTH = "day", "month"


@dataclass(frozen=True, slots=True)
class Sums:
    """Counters, keyed as their tables are; of ``now`` ``stale`` have an old status, of ``turning`` ``aged`` have."""

    now: Counter[tuple[UUID, str]]
    stale: Counter[tuple[UUID, str]]
    changes: Counter[tuple[UUID, str, date, str]]
    sessions: Counter[tuple[UUID, date, str]]
    turning: Counter[cohorts.Cell]
    aged: Counter[cohorts.Cell]

    def nonzero(self) -> "Sums":
        return Sums(*(Counter({key: n for key, n in counter.items() if n}) for counter in self.all()))

    def all(self) -> tuple[Counter[Any], ...]:
        return self.now, self.stale, self.changes, self.sessions, self.turning, self.aged


@contextmanager
def recounting(youth: UUID) -> Iterator[None]:
    """Within an act: whatever the block does to the person's history, the counters follow."""
    day = stale_before()
    before = histories.of([youth])
    yield
    after = histories.of([youth])
    _add(summed(after, day), summed(before, day))
    in_force = cache(buckets.classes_in_force)
    journeys.follow(before, after, in_force)
    idleness.follow(before, after, lambda: in_force()(clock.today()))
    meetings.follow(before, after)
    trails.follow(before, after)
    if [person.stays for person in before] != [person.stays for person in after]:
        clocks.follow(youth)


def summed(people: Iterable[histories.History], before: date | None) -> Sums:
    """What these people add to every counter, each area and the city; a status from before the day is old."""
    sums = Sums(*(Counter() for _table in fields(Sums)))
    for person in people:
        if (cell := person.stale(before)) is not None:
            sums.stale.update([cell, (CITY, cell[1])])
        _sum_cohort(sums, person, is_stale=cell is not None)
        for (day, area, status), n in person.changes().items():
            for scope in (area, CITY):
                sums.now[scope, status] += n
                sums.changes[scope, DAY, day, status] += n
                sums.changes[scope, MONTH, periods.month_of(day), status] += n
        for (day, area, kind), n in person.sessions().items():
            for scope in (area, CITY):
                sums.sessions[scope, day, kind] += n
    return sums


def _sum_cohort(sums: Sums, person: histories.History, *, is_stale: bool) -> None:
    if (turning := person.turning_25()) is None:
        return
    year, area, status, months_old = turning
    cells = [(year, scope, status, months_old) for scope in (area, CITY)]
    sums.turning.update(cells)
    if is_stale and months_old == FOLLOWED:
        sums.aged.update(cells)


def stale_before() -> date | None:
    """The day before which a status is old in the stored tallies; None while they are counted for no day."""
    day: date | None = StaleBefore.select(StaleBefore.day).scalar()
    return day


def count_stale(before: date) -> None:
    """Within an act: from now on the tallies say how many have a status from before this day."""
    Tally.update(stale=0).execute()
    _upsert(Tally, _TALLY, Tally.stale, stale(before))
    CohortTally.update(stale=0).execute()
    for year in cohorts.years():
        _upsert(CohortTally, _COHORT, CohortTally.stale, cohorts.stale_now(before, year))
    StaleBefore.delete().execute()
    StaleBefore.create(day=before)


def stale(before: date) -> Counter[tuple[UUID, str]]:
    """People whose status is from before the day, by status, in the scope that counts them and the city."""
    # In the order of the index, which then answers alone.
    alike = (Youth.status, Youth.area, Youth.lives_outside, Youth.address_protected)
    select = Youth.select(*alike, fn.COUNT(SQL("*"))).where(Youth.status_on < before).group_by(*alike)
    found: Counter[tuple[UUID, str]] = Counter()
    for status, area, outside, protected, n in rows(select):
        for scope in (PROTECTED if protected else OUTSIDE if outside else area, CITY):
            found[scope, status] += n
    return found


def write_anew(sums: Sums) -> None:
    """Replace all counters by these; within an act."""
    for table in (Tally, TallyChange, SessionTally, CohortTally):
        table.delete().execute()
    _write(sums)


def stored() -> Sums:
    """All counters as they stand, without zeros."""
    tallies, turning = rows(Tally.select()), rows(CohortTally.select())
    return Sums(
        Counter({(scope, status): n for scope, status, n, _old in tallies}),
        Counter({(scope, status): old for scope, status, _n, old in tallies}),
        Counter({(scope, grain, day, status): n for scope, grain, day, status, n in rows(TallyChange.select())}),
        Counter({(scope, day, kind.value): n for scope, day, kind, n in rows(SessionTally.select())}),
        Counter({(*cell,): n for *cell, n, _old in turning}),
        Counter({(*cell,): old for *cell, _n, old in turning}),
    ).nonzero()


def _add(after: Sums, before: Sums) -> None:
    for mine, theirs in zip(after.all(), before.all(), strict=True):
        mine.subtract(theirs)
    _write(after.nonzero())


_TALLY: list[Any] = [Tally.scope, Tally.status]
_CHANGE: list[Any] = [TallyChange.scope, TallyChange.grain, TallyChange.starts_on, TallyChange.status]
_SESSION: list[Any] = [SessionTally.scope, SessionTally.day, SessionTally.kind]
_COHORT: list[Any] = [CohortTally.year, CohortTally.scope, CohortTally.status, CohortTally.months_old]


def _write(sums: Sums) -> None:
    _upsert(Tally, _TALLY, Tally.n, sums.now)
    _upsert(Tally, _TALLY, Tally.stale, sums.stale)
    _upsert(TallyChange, _CHANGE, TallyChange.n, sums.changes)
    _upsert(SessionTally, _SESSION, SessionTally.n, sums.sessions)
    _upsert(CohortTally, _COHORT, CohortTally.n, sums.turning)
    _upsert(CohortTally, _COHORT, CohortTally.stale, sums.aged)


def _upsert(table: type[Model], key: list[Any], figure: Any, counter: Counter[Any]) -> None:
    """Add to the figure of each cell, which begins at nought."""
    added = [(*cell, n) for cell, n in sorted(counter.items(), key=str)]
    for start in range(0, len(added), 1000):
        table.insert_many(added[start : start + 1000], [*key, figure]).on_conflict(
            conflict_target=key, update={figure: figure + getattr(EXCLUDED, figure.name)}
        ).execute()
