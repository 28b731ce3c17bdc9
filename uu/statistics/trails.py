"""Where a young person counted with which status, from which day on, and from when until when that was so known.

A trail is a person's steps in a few bytes, so that those of a whole city are read in one breath.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from struct import Struct
from typing import Any, NamedTuple
from uuid import UUID

import numpy as np

from uu.statistics import presence
from uu.statistics.presence import Cell, Observation, Stay

STILL = date.max
Flows = Counter[tuple[Cell | None, Cell | None]]

_STEP = Struct(">III8s16s")
_COLUMNS = np.dtype([("day", ">u4"), ("known", ">u4"), ("until", ">u4"), ("status", ">u8"), ("scope", ">u8", 2)])


class Learned(NamedTuple):
    """An observation, the day on which it was recorded, and the one on which it was corrected (or ``STILL``)."""

    seen: Observation
    known: date
    until: date = STILL


class Home(NamedTuple):
    """A stay, and the day on which it was recorded."""

    stay: Stay
    known: date


class Step(NamedTuple):
    """From ``day`` on the person counts in this cell: so it was known from the end of one day until that of another."""

    day: date
    known: date
    until: date
    status: str
    scope: UUID


def steps(learned: Iterable[Learned], homes: Sequence[Home], begins: date = date.min) -> list[Step]:
    """The steps as they are known now and as they were known at the end of every day before.

    Homes are in the order of their days: of two since the same day the later in the order holds. Before a home was
    recorded the first one counts. Nobody counts before the day on which their counting begins.
    """
    events = list(learned)
    turns = {one.known for one in events} | {one.until for one in events} | {home.known for home in homes}
    held: dict[tuple[date, Cell], date] = {}
    found = []
    for turn in sorted(turns - {STILL}):
        seen = [one.seen for one in events if one.known <= turn < one.until]
        now = presence.path(seen, _known([*homes], turn), begins)
        found += [_step(step, held.pop(step), turn) for step in held.keys() - set(now)]
        held |= {step: turn for step in now if step not in held}
    found += [_step(step, known, STILL) for step, known in held.items()]
    return sorted(found)


def packed(found: Iterable[Step]) -> bytes:
    """The steps as they are stored."""
    return b"".join(
        _STEP.pack(day.toordinal(), known.toordinal(), until.toordinal(), status.encode(), scope.bytes)
        for day, known, until, status, scope in found
    )


def unpacked(stored: bytes) -> list[Step]:
    """The steps of what is stored."""
    on = date.fromordinal
    return [
        Step(on(day), on(known), on(until), status.rstrip(b"\0").decode(), UUID(bytes=scope))
        for day, known, until, status, scope in _STEP.iter_unpack(stored)
    ]


class Crowd:
    """The trails of many people, asked together: what is asked of all of them takes no longer than reading them."""

    def __init__(self, stored: Sequence[bytes]) -> None:
        table = np.frombuffer(b"".join(stored), _COLUMNS)
        lengths = np.fromiter(map(len, stored), np.int64, len(stored)) // _STEP.size
        self._table = table
        self._person = np.repeat(np.arange(len(stored)), lengths)
        self._day, self._known, self._until = (np.ascontiguousarray(table[name]) for name in ("day", "known", "until"))
        self._size = len(stored)

    def flows(self, first: date, last: date, known: date) -> Flows:
        """How many were in which cell at the end of the first day and in which at the end of the last.

        So as it was known at the end of a day. None stands for a day on which they were not counted yet.
        """
        there, then = self._on(first, known), self._on(last, known)
        cells, codes = self._cells(np.concatenate([there, then]))
        at = np.full((2, self._size), len(cells), np.int64)
        at[0, self._person[there]] = codes[: len(there)]
        at[1, self._person[then]] = codes[len(there) :]
        pairs, counts = np.unique(at[0] * (len(cells) + 1) + at[1], return_counts=True)
        named = [*cells, None]
        found: Flows = Counter()
        for pair, n in zip(pairs.tolist(), counts.tolist(), strict=True):
            before, after = divmod(pair, len(named))
            found[named[before], named[after]] = n
        del found[None, None]
        return found

    def begun(self, known: date) -> date | None:
        """The first day on which anybody was counted, as it was known at the end of a day."""
        days = self._day[self._so_known(known)]
        return date.fromordinal(int(days.min())) if len(days) else None

    def _so_known(self, known: date) -> Any:
        turn = known.toordinal()
        return (self._known <= turn) & (self._until > turn)

    def _on(self, day: date, known: date) -> Any:
        """The row of each person's step in force when the day ends: the last of them, as steps stand in order."""
        rows = np.flatnonzero((self._day <= day.toordinal()) & self._so_known(known))
        person = self._person[rows]
        last = np.ones(len(rows), bool)
        last[:-1] = person[1:] != person[:-1]
        return rows[last]

    def _cells(self, rows: Any) -> tuple[list[Cell], Any]:
        """The different cells of these rows, and which one each row has."""
        picked = self._table[rows]
        code = np.zeros(len(rows), np.int64)
        for column in (picked["status"], picked["scope"][:, 0], picked["scope"][:, 1]):
            values, which = np.unique(column, return_inverse=True)
            code = code * len(values) + which
        _codes, one, which = np.unique(code, return_index=True, return_inverse=True)
        return [(step.scope, step.status) for step in unpacked(picked[one].tobytes())], which


def _known(homes: Sequence[Home], turn: date) -> list[Stay]:
    lived = {home.stay.since: home.stay for home in homes if home.known <= turn}
    return list(lived.values()) or [home.stay for home in homes[:1]]


def _step(place: tuple[date, Cell], known: date, until: date) -> Step:
    day, (scope, status) = place
    return Step(day, known, until, status, scope)
