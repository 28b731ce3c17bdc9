"""Full-time counsellors and money over a period, in hundredths and exact."""

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from uu.statistics.periods import Period


class Entry(NamedTuple):
    """An amount in hundredths from the first to the last day, both included; without a last day it goes on."""

    amount: int
    first: date
    last: date | None


def days_of(period: Period) -> int:
    return (period.last - period.first).days + 1


def days_covered(entries: Sequence[Entry], period: Period) -> int:
    """On how many days of the period at least one of the amounts is in force."""
    covered, reached = 0, period.first
    for entry in sorted(entries, key=lambda one: one.first):
        first, last = max(entry.first, reached), min(entry.last or date.max, period.last)
        if first <= last:
            covered += (last - first).days + 1
            reached = date.fromordinal(last.toordinal() + 1)
    return covered


def covers(entries: Sequence[Entry], period: Period) -> bool:
    """Whether there is an amount in force on every day of the period; only then is there a figure."""
    return days_covered(entries, period) == days_of(period)


def average(entries: Iterable[Entry], period: Period) -> Fraction:
    """The amounts in force on the average day."""
    return Fraction(sum(entry.amount * _overlap(entry, period) for entry in entries), 100 * days_of(period))


def spent(entries: Iterable[Entry], period: Period) -> Fraction:
    """What falls on the period of amounts that are each spread evenly over their own days."""
    shares = (
        Fraction(entry.amount * _overlap(entry, period), 100 * days_of(Period(entry.first, entry.last or entry.first)))
        for entry in entries
    )
    return sum(shares, Fraction(0))


def _overlap(entry: Entry, period: Period) -> int:
    first, last = max(entry.first, period.first), min(entry.last or date.max, period.last)
    return max(0, (last - first).days + 1)
