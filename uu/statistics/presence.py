"""What one young person adds to the counters: +1 and -1 by day, area and status."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

Cell = tuple[UUID, str]
Change = tuple[date, UUID, str]
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Observation:
    """A status seen on a day. Give effective observations only: a replaced one never counts."""

    day: date
    recorded_at: datetime
    id: UUID
    status: str


@dataclass(frozen=True, slots=True)
class Stay:
    """The area in which a young person has lived since a day."""

    since: date
    area: UUID


def changes(
    observations: Iterable[Observation], stays: Iterable[Stay], begins: date = date.min
) -> dict[Change, int]:
    """The changes by (day, area, status) that make the person count once, in the right cell, on every day.

    No entry is zero. Otherwise as :func:`path`.
    """
    result: dict[Change, int] = {}
    left: Cell | None = None
    for day, cell in path(observations, stays, begins):
        if left is not None:
            result[day, *left] = -1
        result[day, *cell] = 1
        left = cell
    return result


def path(
    observations: Iterable[Observation], stays: Iterable[Stay], begins: date = date.min
) -> list[tuple[date, Cell]]:
    """The (area, status) in which the person counts, each with the day from which on, the earliest first.

    The person counts from the first observation's day, and never before `begins`. The first stay's area counts before
    that stay too; of two stays since the same day the one with the greater area id holds. No entry says what the one
    before it says. Raises `ValueError` for somebody with a status and no area, who could not be counted anywhere.
    """
    statuses = by_day(observations)
    areas = {stay.since: stay.area for stay in sorted(stays, key=lambda stay: (stay.since, stay.area))}
    if not statuses:
        return []
    if not areas:
        raise ValueError("a person with a status needs an area to be counted in")
    return _steps(statuses, areas, begins)


def by_day(observations: Iterable[Observation]) -> dict[date, str]:
    """The status that holds at the end of each day with an observation, in the order of the days.

    Of several on one day the one recorded last holds.
    """
    return {seen.day: seen.status for seen in sorted(observations, key=_precedence)}


def area_on(stays: Sequence[Stay], day: date) -> UUID:
    """The area that counts somebody on the day, of stays in the order of time; before the first one, the first."""
    lived = [stay.area for stay in stays if stay.since <= day]
    return lived[-1] if lived else stays[0].area


def difference(before: Mapping[Key, int], after: Mapping[Key, int]) -> dict[Key, int]:
    """What must be added to `before` to make it `after`, without zeros."""
    moved = {key: after.get(key, 0) - before.get(key, 0) for key in (*before, *after)}
    return {key: n for key, n in moved.items() if n}


def state_on(changes: Mapping[Change, int], day: date) -> dict[Cell, int]:
    """The counts by (area, status) when `day` ends, without zeros."""
    state: dict[Cell, int] = {}
    for (changed_on, area, status), n in changes.items():
        if changed_on <= day:
            state[area, status] = state.get((area, status), 0) + n
    return {cell: n for cell, n in state.items() if n}


def _precedence(seen: Observation) -> tuple[date, datetime, UUID]:
    return seen.day, seen.recorded_at, seen.id


def _steps(statuses: Mapping[date, str], areas: Mapping[date, UUID], begins: date) -> list[tuple[date, Cell]]:
    """Walk through the days on which something changes; both mappings are in the order of their days."""
    seen_first = next(iter(statuses))
    first = max(seen_first, begins)
    area = next(iter(areas.values()))
    status = statuses[seen_first]
    result: list[tuple[date, Cell]] = []
    for day in sorted({*statuses, *areas, first}):
        area = areas.get(day, area)
        status = statuses.get(day, status)
        if day >= first and (not result or result[-1][1] != (area, status)):
            result.append((day, (area, status)))
    return result
