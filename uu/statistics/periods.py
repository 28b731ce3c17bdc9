"""Arithmetic with months and weeks. A month is named by its first day."""

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple


class Period(NamedTuple):
    """The days from first to last, both included."""

    first: date
    last: date


def month_of(day: date) -> date:
    """The first day of the month."""
    return day.replace(day=1)


def month_end(day: date) -> date:
    """The last day of the month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def months_back(day: date, n: int) -> date:
    """The same day of the month n months earlier, or that month's last day where it is shorter."""
    month = day.year * 12 + day.month - 1 - n
    first = date(month // 12, month % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), month_end(first))


def months_ahead(day: date, n: int) -> date:
    """As `months_back`, forwards."""
    return months_back(day, -n)


def months_old(seen: date, day: date) -> int:
    """The least number of months that lead back from `day` to `seen` or before it; 0 for what is not before it."""
    months = max(0, (day.year - seen.year) * 12 + day.month - seen.month)
    return months + (seen < months_back(day, months))


def months_until(last: date, n: int) -> list[date]:
    """The n months that end with the month of `last`, the oldest first."""
    return [months_back(month_of(last), ago) for ago in reversed(range(n))]


def four_weeks(day: date) -> Period:
    """The 28 days that end with `day`."""
    return Period(day - timedelta(days=27), day)


def week_of(day: date) -> Period:
    """The days from Monday to Sunday of the week in which the day lies."""
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=6))
