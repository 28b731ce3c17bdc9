"""Populations whose true share is known: people walk through the states by chances that the test itself has set."""

from dataclasses import dataclass

import numpy as np

from uu.statistics.forecast import (
    AGES,
    AT_RISK,
    COMPLETED,
    ENROLLED,
    FIRST,
    MONTHS,
    PREPARING,
    STATES,
    UNKNOWN,
    YEAR,
    Seen,
)  # fmt: skip

WINDOW = 36
S = len(STATES)
ADULT = 300


@dataclass(frozen=True)
class Kind:
    """People who are alike: how many of all they are, and their chances by age, state and state."""

    share: float
    chances: np.ndarray


def chances(quick: float, drop: float) -> np.ndarray:
    """Monthly chances at each age; ``quick`` hurries to the education, ``drop`` out of it."""
    found = np.zeros((AGES, S, S))
    for age in range(AGES):
        years = age + FIRST
        finish = 0.0 if years < 17 else 0.012 if years < 19 else 0.03
        begin = quick * (0.02 if years < 17 else 0.04 if years < 21 else 0.025)
        found[age] = np.eye(S)
        _leave(found[age], ENROLLED, {COMPLETED: finish, AT_RISK: drop, UNKNOWN: 0.003})
        _leave(found[age], PREPARING, {ENROLLED: begin, AT_RISK: 0.02, UNKNOWN: 0.005})
        _leave(found[age], AT_RISK, {ENROLLED: begin / 2, PREPARING: 0.03, UNKNOWN: 0.02})
        _leave(found[age], UNKNOWN, {COMPLETED: 0.1 * finish, ENROLLED: begin / 2, AT_RISK: 0.05})
    return found


def _leave(moves: np.ndarray, state: int, to: dict[int, float]) -> None:
    for other, chance in to.items():
        moves[state, other] = chance
    moves[state, state] = 1 - sum(to.values())


# Two kinds of people whom nobody can tell apart: what they did before says what they will do.
KINDS = (Kind(0.6, chances(1.6, 0.008)), Kind(0.4, chances(0.5, 0.03)))
AT_15 = np.array([0.0, 0.08, 0.77, 0.10, 0.05])


def truth(kinds: tuple[Kind, ...] = KINDS) -> float:
    """The share who have completed at 25, worked out from the kinds' own chances."""
    share = 0.0
    for kind in kinds:
        where = AT_15
        for month in range(MONTHS):
            where = where @ kind.chances[month // YEAR]
        share += kind.share * where[COMPLETED]
    return share


def lives(luck: np.random.Generator, size: int, kinds: tuple[Kind, ...] = KINDS) -> np.ndarray:
    """The state of each at 15 and in each month to 25, people × 121."""
    kind = luck.choice(len(kinds), size, p=[each.share for each in kinds])
    sums = np.stack([each.chances for each in kinds]).cumsum(axis=-1)
    found = np.empty((size, MONTHS + 1), dtype=np.int64)
    found[:, 0] = luck.choice(S, size, p=AT_15)
    for month in range(MONTHS):
        reach = sums[kind, month // YEAR, found[:, month]]
        found[:, month + 1] = (luck.random(size)[:, np.newaxis] > reach).sum(axis=1)
    return found


@dataclass(frozen=True)
class Population:
    """What a service saw of people in three years, who is registered at their end, and who of these will complete."""

    seen: Seen
    now: np.ndarray
    will_complete: np.ndarray


def population(luck: np.random.Generator, size: int, kinds: tuple[Kind, ...] = KINDS) -> Population:
    """People of all ages, registered at some age from 15 to 20, of whom some leave before they are 25."""
    walked = lives(luck, size, kinds)
    age_at_end = luck.integers(0, MONTHS + WINDOW, size)
    known_from = luck.integers(-24, 60, size).clip(0)
    left = known_from + luck.geometric(0.005, size)
    first = np.maximum(known_from, age_at_end - WINDOW)
    last = np.minimum(np.minimum(age_at_end, MONTHS - 1), left - 1)
    here = (last == age_at_end) & (first <= last)
    now, will = np.zeros((MONTHS, S), dtype=np.int64), np.zeros(AGES, dtype=np.int64)
    np.add.at(now, (age_at_end[here], walked[here, age_at_end[here]]), 1)
    np.add.at(will, age_at_end[here] // YEAR, walked[here, MONTHS] == COMPLETED)
    return Population(seen(walked, first, last), now, will)


def seen(walked: np.ndarray, first: np.ndarray, last: np.ndarray) -> Seen:
    """What is known of people who were followed from a month of their lives to another."""
    month = np.arange(MONTHS)
    begun = (month >= first[:, np.newaxis]) & (month < last[:, np.newaxis]) & (walked[:, :-1] != COMPLETED)
    person, at = np.nonzero(begun)
    young = np.nonzero((first < YEAR) & (first <= last))[0]
    return Seen(
        len(walked), person, at // YEAR, walked[person, at], walked[person, at + 1], np.ones(len(at), dtype=np.int64),
        young, first[young], walked[young, first[young]],
    )  # fmt: skip
