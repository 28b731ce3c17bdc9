"""Two places beside each other: by how much a share differs, in people, and whether it could be chance."""

from fractions import Fraction
from math import floor
from typing import Literal

from uu.statistics.intervals import uncertainty
from uu.statistics.measures import Ends, Range

Verdict = Literal["higher", "lower", "chance", "unknown"]


def difference(one: Ends, other: Ends) -> Range | None:
    """The first share minus the second, from the least to the most that those who are not known leave possible."""
    mine, theirs = one.range, other.range
    return Range(mine.low - theirs.high, mine.high - theirs.low) if mine and theirs else None


def in_people(one: Ends, other: Ends) -> tuple[int, int] | None:
    """The difference as a number of the first place's people, to the nearest whole one; exact."""
    if not one.n or not other.n:
        return None
    least = one.least - Fraction(other.most * one.n, other.n)
    most = one.most - Fraction(other.least * one.n, other.n)
    return floor(least + Fraction(1, 2)), floor(most + Fraction(1, 2))


def verdict(one: Ends, other: Ends) -> Verdict | None:
    """Whether the first share is surely higher or lower, differs but by chance perhaps, or is not known well enough.

    Surely is when the two uncertainties do not meet; not known when already the two ranges do.
    """
    mine, theirs = uncertainty(one), uncertainty(other)
    if mine is None or theirs is None:
        return None
    if mine.low > theirs.high:
        return "higher"
    if mine.high < theirs.low:
        return "lower"
    apart = one.least * other.n > other.most * one.n or one.most * other.n < other.least * one.n
    return "chance" if apart else "unknown"
