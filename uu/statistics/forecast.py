"""How many of a hundred 15-year-olds will have completed an upper-secondary education at 25, if all goes on as it did.

A profile model: the national figure of that name also lets a year's young people walk on through the shares who move
on today, and asks how many arrive. Between two monthly marks somebody of age a, in completed years, goes from state i
to state j with

    p(a, i, j) = months begun at age a in i and ended in j / months begun at age a in i

or, where nobody of that age was seen in i, with the share of all ages together; in a state nobody was ever seen in,
one stays. The 15-year-olds who were seen, each where and when they were seen first, walk on month by month,

    d(m + 1, j) = sum over i of d(m, i) * p(age at m, i, j)

and the share is what has gathered in "completed" on the 25th birthday. Read backwards the same chances say how many of
those who are registered now will get there:

    h(m, i) = sum over j of p(age at m, i, j) * h(m + 1, j)      h at 25 is 1 for completed, and otherwise 0

What is assumed: that the shares of the period last (it is a picture of the period, not a prophecy); that they depend
on age and state alone, not on how one came there; that a completed education does not lapse, so that "completed" is
never left; and that those who leave (move away, die) would have gone on as those who stay. Leaving is censoring here
and no competing end, because the target asks about everybody at 25, wherever they live: the months before it count,
the month in which it happens does not. A state that is unknown is a state of its own, and at 25 it is not "completed".

The interval is that of a bootstrap by person (A. C. Davison and D. V. Hinkley, Bootstrap Methods and their
Application, 1997): as many people as there are, drawn with replacement, each with all their months, because those
belong together. With s the standard deviation of log(F / (1 - F)) over the shares F that such draws give, the interval
at 90 per cent goes 1.645 times s to both sides on that scale, and so never leaves 0 to 1; a share of 0 or 1 counts as
half a person away from it. For those who are registered now the chance of each is drawn as well, and the interval is
the middle 90 per cent of the numbers who in such draws complete: it is one for the number who will in fact have. Here
each draw is given a year more of months at each age and state, gone as all ages together went, because what few months
have not shown is not impossible. The draws begin at a fixed seed, so that the same figures give the same interval.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

COMPLETED, ENROLLED, PREPARING, AT_RISK, UNKNOWN = STATES = range(5)
FIRST, LAST = 15, 25
AGES = LAST - FIRST
YEAR = 12
MONTHS = AGES * YEAR
# Those who turn 25 in the next five years.
COMING = 5

# With fewer than these there is no forecast. In simulated populations of this size the interval still keeps its word.
LEAST_YEAR = 12
LEAST_PEOPLE = 100
LEAST_COMPLETED = 10
LEAST_AT_15 = 5
LEAST_AT_EACH_AGE = 12

DRAWS = 400
SEED = 2025
CONFIDENCE = 0.90
# Another method or other draws, another number: a stored forecast says by which one it was made.
METHOD = 1

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class History(NamedTuple):
    """How much there is to go by: marks a month apart, people followed, seen to complete and at 15, months at an age.

    ``at_least`` are the months at the age that was seen the least.
    """

    marks: int
    people: int
    completed: int
    at_15: int
    at_least: int

    @property
    def suffices(self) -> bool:
        """Whether there is enough of everything."""
        return all(is_now >= least for is_now, least in zip(self, LEAST, strict=True))


LEAST = History(LEAST_YEAR, LEAST_PEOPLE, LEAST_COMPLETED, LEAST_AT_15, LEAST_AT_EACH_AGE)


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of so many people, numbered from 0.

    The first five arrays are months, alike ones on a line: whose, the age in years above 15 and the state in which
    they began, the state in which they ended, and how many. None begins in "completed". The next three are the people
    seen as 15-year-olds: who, how many months after the 15th birthday, and in which state they were seen first.
    """

    people: int
    person: Ints
    age: Ints
    begins: Ints
    ends: Ints
    n: Ints
    first_person: Ints
    first_month: Ints
    first_state: Ints

    def history(self, marks: int) -> History:
        """How much this is, seen at so many marks."""
        return History(
            marks=marks,
            people=len(np.unique(self.person)),
            completed=int(self.n[self.ends == COMPLETED].sum()),
            at_15=len(self.first_person),
            at_least=int(np.bincount(self.age, self.n, AGES).min()),
        )

    def moves(self, weights: Ints | None = None) -> Floats:
        """Months by age, first and last state, each person as often as the weights say."""
        cell = (self.age * len(STATES) + self.begins) * len(STATES) + self.ends
        times = self.n if weights is None else self.n * weights[self.person]
        found = np.bincount(cell, times, AGES * len(STATES) ** 2).astype(np.float64)
        return found.reshape(AGES, len(STATES), len(STATES))

    def firsts(self, weights: Ints | None = None) -> Floats:
        """The 15-year-olds by month and state, as shares of all of them; as they are where the weights leave none."""
        cell = self.first_month * len(STATES) + self.first_state
        times = np.ones(len(cell)) if weights is None else weights[self.first_person]
        found = np.bincount(cell, times, YEAR * len(STATES)).reshape(YEAR, len(STATES))
        return found / found.sum() if found.sum() else self.firsts()


class Estimate(NamedTuple):
    """A figure, and the ends of the interval around it."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """The share of 15-year-olds who will have completed at 25, and where a hundred of them are at each birthday.

    ``birthdays`` holds the shares by state at 16, 17 … 25. ``now`` holds for each age from 15 to 24 how many of those
    who are registered now will have completed at 25, in people; ``coming`` the same of the oldest five years together.
    """

    share: Estimate
    birthdays: Floats
    now: list[Estimate]
    coming: Estimate


def forecast(seen: Seen, now: Ints, draws: int = DRAWS, seed: int = SEED) -> Forecast:
    """The forecast from what was seen. ``now`` counts those registered now by months since 15 and state: 120 × 5.

    Somebody must have been seen at 15. The work grows with the lines of ``seen`` times the draws, the memory with
    either alone.
    """
    chosen = rates(seen.moves()[np.newaxis])
    walked = walk(chosen, seen.firsts()[np.newaxis])[0]
    chances = _by_age(now * arrivals(chosen)[0, :-1])
    luck = np.random.default_rng(seed)
    drawn, firsts = _drawn(seen, draws, luck)
    shares = walk(rates(drawn), firsts)[:, -1, COMPLETED]
    arriving = luck.binomial(now, np.clip(arrivals(rates(_doubting(drawn)))[:, :-1], 0, 1))
    people = _by_age(arriving)
    return Forecast(
        share=_share(walked[-1, COMPLETED], shares, seen.people),
        birthdays=walked,
        now=[_number(chances[age], people[:, age]) for age in range(AGES)],
        coming=_number(chances[-COMING:].sum(), people[:, -COMING:].sum(axis=1)),
    )


def missing(target: Decimal | Fraction | float, n: int, expected: float) -> float:
    """How many more of n must complete than are expected to, before the target, a share from 0 to 1, is met."""
    share = Fraction(str(target))
    if not 0 <= share <= 1:
        raise ValueError("a target is a share from 0 to 1")
    return max(0.0, ceil(share * n) - expected)


def rates(moves: Floats) -> Floats:
    """The chances from counted months, both draws × ages × states × states; every row adds up to 1."""
    together = moves.sum(axis=1, keepdims=True)
    known = np.where(moves.sum(axis=-1, keepdims=True) > 0, moves, together)
    stay = np.eye(moves.shape[-1])
    known = np.where(known.sum(axis=-1, keepdims=True) > 0, known, stay)
    known[:, :, COMPLETED] = stay[COMPLETED]
    found: Floats = known / known.sum(axis=-1, keepdims=True)
    return found


def walk(chances: Floats, firsts: Floats, year: int = YEAR) -> Floats:
    """Where those who enter are at the end of each age: draws × ages × states, of 1.

    ``firsts`` holds the shares who enter at the beginning of each of the first months, draws × months × states.
    """
    draws, ages, states, _states = chances.shape
    where, found = np.zeros((draws, 1, states)), np.empty((draws, ages, states))
    for month in range(ages * year):
        if month < firsts.shape[1]:
            where = where + firsts[:, month, np.newaxis]
        where = where @ chances[:, month // year]
        if (month + 1) % year == 0:
            found[:, month // year] = where[:, 0]
    return found


def arrivals(chances: Floats, year: int = YEAR) -> Floats:
    """The chance to have completed at the end, by month and state: draws × (months + 1) × states."""
    draws, ages, states, _states = chances.shape
    found = np.zeros((draws, ages * year + 1, states))
    found[:, -1, COMPLETED] = 1
    for month in reversed(range(ages * year)):
        found[:, month] = (chances[:, month // year] @ found[:, month + 1, :, np.newaxis])[..., 0]
    return found


def _drawn(seen: Seen, draws: int, luck: np.random.Generator) -> tuple[Floats, Floats]:
    """The months and the 15-year-olds of each draw of people."""
    found = [(seen.moves(each), seen.firsts(each)) for each in _weights(seen.people, draws, luck)]
    moves, firsts = zip(*found, strict=True)
    return np.stack(moves), np.stack(firsts)


def _doubting(moves: Floats) -> Floats:
    """With a year more in each state at each age, in which people went as all ages together did."""
    together = moves.sum(axis=1, keepdims=True)
    found: Floats = moves + YEAR * together / np.maximum(1, together.sum(axis=-1, keepdims=True))
    return found


def _weights(people: int, draws: int, luck: np.random.Generator) -> Iterator[Ints]:
    """How often each person is drawn, one draw after the other."""
    for _draw in range(draws):
        yield np.bincount(luck.integers(people, size=people), minlength=people)


def _by_age(people: Floats | Ints) -> Floats:
    """Added up over the states and the months of each age; the last two axes are months and states."""
    by_month = people.sum(axis=-1)
    found: Floats = by_month.reshape(*by_month.shape[:-1], AGES, YEAR).sum(axis=-1).astype(np.float64)
    return found


def _share(value: float, drawn: Floats, people: int) -> Estimate:
    """With the interval on the scale of log(F / (1 - F))."""
    half = 0.5 / people
    inside = np.append(drawn, value).clip(half, 1 - half)
    scaled = np.log(inside / (1 - inside))
    reach = NormalDist().inv_cdf((1 + CONFIDENCE) / 2) * scaled[:-1].std()
    low, high = (1 / (1 + np.exp(-end)) for end in (scaled[-1] - reach, scaled[-1] + reach))
    return Estimate(float(value), float(min(low, value)), float(max(high, value)))


def _number(value: float, drawn: Floats) -> Estimate:
    """With the middle of what was drawn, which is never on one side of the value alone."""
    low, high = np.quantile(drawn, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2])
    return Estimate(float(value), float(min(low, value)), float(max(high, value)))
