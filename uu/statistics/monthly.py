"""Where people were at marks a month apart, and from there to what the forecast counts.

Everything is in arrays over people and marks, so that a city's worth takes seconds; people come page by page.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from uu.statistics import forecast, periods
from uu.statistics.forecast import AT_RISK, COMPLETED, ENROLLED, FIRST, MONTHS, PREPARING, STATES, UNKNOWN, YEAR, Seen
from uu.statistics.measures import ENROLLED as IN_UPPER_SECONDARY
from uu.statistics.measures import StatusClass
from uu.vocabulary import Bucket

YEARS = 3
STEPS = YEARS * YEAR
# Not among the states of the forecast: no longer followed, and not yet known.
LEFT, NOT_YET = len(STATES), -1
_NEVER = date.max.toordinal()
_S = len(STATES)

Ints = forecast.Ints
Small = NDArray[np.int32]


def state_of(status: StatusClass) -> int:
    """The state of the forecast in which a status counts."""
    if status.bucket == Bucket.ON_THE_WAY:
        return ENROLLED if status.sub == IN_UPPER_SECONDARY else PREPARING
    states = {Bucket.REACHED: COMPLETED, Bucket.AT_RISK: AT_RISK, Bucket.UNKNOWN: UNKNOWN, Bucket.EXCLUDED: LEFT}
    return states[Bucket(status.bucket)]


def marks(day: date) -> list[date]:
    """The day itself and the same day of the 36 months before it, the oldest first."""
    return [periods.months_back(day, ago) for ago in reversed(range(STEPS + 1))]


class Dated(NamedTuple):
    """What began for whom on which day (as a number), ordered by person and day; of one day the last holds."""

    person: Ints
    day: Ints
    what: Ints


class Page(NamedTuple):
    """People with their births, the states that were observed, and the numbers of the places they lived in."""

    born: Sequence[date]
    states: Dated
    homes: Dated


def standing(people: int, dated: Dated, days: Ints) -> Ints:
    """What holds for each on each day, people × days; :data:`NOT_YET` before the first."""
    if not len(dated.person):
        return np.full((people, len(days)), NOT_YET)
    keys = dated.person * _NEVER + dated.day
    asked = np.arange(people)[:, np.newaxis] * _NEVER + days
    at = np.searchsorted(keys, asked, "right") - 1
    known = (at >= 0) & (dated.person[at] == np.arange(people)[:, np.newaxis])
    return np.where(known, dated.what[at], NOT_YET)


def states_at(people: int, observed: Dated, days: Ints) -> Ints:
    """As :func:`standing`, and whoever has once completed and is still followed has completed."""
    found = standing(people, observed, days)
    last_of_day = np.ones(len(observed.person), dtype=bool)
    last_of_day[:-1] = (np.diff(observed.person) != 0) | (np.diff(observed.day) != 0)
    done = last_of_day & (observed.what == COMPLETED)
    since = np.full(people, _NEVER)
    np.minimum.at(since, observed.person[done], observed.day[done])
    return np.where((found != NOT_YET) & (found != LEFT) & (since[:, np.newaxis] <= days), COMPLETED, found)


def months_since_15(born: Sequence[date], days: Sequence[date]) -> Ints:
    """Whole months from the 15th birthday of each to each day, people × days; before it they are negative."""
    births = np.array([((day.year + FIRST) * YEAR + day.month, day.day) for day in born]).reshape(-1, 2)
    asked = np.array([(day.year * YEAR + day.month, day.day) for day in days])
    found: Ints = asked[:, 0] - births[:, :1] - (asked[:, 1] < births[:, 1:])
    return found


@dataclass(slots=True)
class Gathered:
    """What pages of people add up to, by the number of the place where each lived when the month began.

    ``moves`` and ``firsts`` are lines of a page each: whose, age, first and last state, how many years ago, where and
    how many alike; and whose, where, months after 15 and state.
    """

    places: int
    people: int = 0
    moves: list[Small] = field(default_factory=list)
    firsts: list[Small] = field(default_factory=list)
    now: Ints = field(init=False)
    followed: Ints = field(init=False)

    def __post_init__(self) -> None:
        self.now = np.zeros((self.places, MONTHS, _S), dtype=np.int64)
        self.followed = np.zeros((self.places, STEPS), dtype=np.int64)

    def add(self, page: Page, at: Sequence[date]) -> None:
        """Count these people, who are in no other page; ``at`` are the :func:`marks`."""
        days = np.array([day.toordinal() for day in at])
        states = states_at(len(page.born), page.states, days)
        homes = standing(len(page.born), page.homes, days)
        # Before the first known home the first known home counts.
        first = np.searchsorted(page.homes.person, np.arange(len(page.born)))
        homes = np.where(homes == NOT_YET, page.homes.what[first][:, np.newaxis], homes)
        months = months_since_15(page.born, at)
        here = (states != NOT_YET) & (states != LEFT) & (months >= 0) & (months < MONTHS)
        self._count_moves(states, months, homes, here)
        self._count_firsts(states, months, homes, here)
        last = here[:, -1]
        np.add.at(self.now, (homes[last, -1], months[last, -1], states[last, -1]), 1)
        self.people += len(page.born)

    def of(self, places: Collection[int]) -> tuple[Seen, Ints, int]:
        """What was seen in these places, who is registered there now, and at how many marks somebody was followed.

        Only as many whole years back as the places' own history goes, and one where it is shorter.
        """
        wanted = list(places)
        begun = np.flatnonzero(self.followed[wanted].any(axis=0))
        length = STEPS - int(begun[0]) + 1 if len(begun) else 0
        years = min(YEARS, max(1, length // YEAR))
        who, age, begins, ends, ago, where, n = self._lines(self.moves, 7)
        mine = np.isin(where, wanted) & (ago < years)
        young, home, month, state = self._lines(self.firsts, 4)
        of_these = np.flatnonzero(np.isin(home, wanted))
        of_these = of_these[np.lexsort((month[of_these], young[of_these]))]
        of_these = of_these[np.unique(young[of_these], return_index=True)[1]]
        people, numbers = np.unique(np.append(who[mine], young[of_these]), return_inverse=True)
        split = int(mine.sum())
        seen = Seen(
            len(people), numbers[:split], age[mine], begins[mine], ends[mine], n[mine],
            numbers[split:], month[of_these], state[of_these],
        )  # fmt: skip
        return seen, self.now[wanted].sum(axis=0), length

    def _count_moves(self, states: Ints, months: Ints, homes: Ints, here: Ints) -> None:
        who, step = np.nonzero(here[:, :-1] & (states[:, :-1] != COMPLETED) & (states[:, 1:] != LEFT))
        where = homes[who, step]
        self.followed[where, step] = 1
        ages, ago = months[who, step] // YEAR, (STEPS - 1 - step) // YEAR
        columns = (who, ages, states[who, step], states[who, step + 1], ago, where)
        shape = (len(states), forecast.AGES, _S, _S, YEARS, self.places)
        cells, n = np.unique(np.ravel_multi_index(columns, shape), return_counts=True)
        lines = np.array([*np.unravel_index(cells, shape), n], dtype=np.int32)
        lines[0] += self.people
        self.moves.append(lines)

    def _count_firsts(self, states: Ints, months: Ints, homes: Ints, here: Ints) -> None:
        who, mark = np.nonzero(here & (months < YEAR))
        where = homes[who, mark]
        _each, first = np.unique(who * self.places + where, return_index=True)
        who, mark = who[first], mark[first]
        columns = [who + self.people, where[first], months[who, mark], states[who, mark]]
        self.firsts.append(np.array(columns, dtype=np.int32))

    @staticmethod
    def _lines(pages: list[Small], columns: int) -> Ints:
        return np.concatenate([np.empty((columns, 0), dtype=np.int32), *pages], axis=1).astype(np.int64)
