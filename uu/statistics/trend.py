"""The past, computed backwards from today's counts."""

from collections.abc import Mapping
from datetime import date

from uu.statistics.periods import month_end, months_until
from uu.statistics.presence import difference

Trend = list[tuple[date, dict[str, int]]]


def backward(
    now: Mapping[str, int], changes_by_month: Mapping[date, Mapping[str, int]], last: date, months: int
) -> Trend:
    """The counts at the end of each of the last `months` months, the oldest first, without zeros.

    `now` holds the counts on `last`, which is the day of the last point; changes are keyed by the first day
    of their month. Changes of months after that of `last` are not in `now` and are left alone.
    """
    state = {key: n for key, n in now.items() if n}
    trend: Trend = []
    for month in reversed(months_until(last, months)):
        trend.append((min(month_end(month), last), state))
        state = difference(changes_by_month.get(month, {}), state)
    return trend[::-1]
