"""The two deadlines that follow when a 15-17-year-old stops or has nothing to go to.

They are a help for planning the work. They are no legal record, and no decision follows from them.
"""

from datetime import date, timedelta
from functools import cache

from uu.statistics.measures import StatusClass

CLOCK_AGES = range(15, 18)
CONTACT_WORKING_DAYS = 5
OFFER_DAYS = 30
SATURDAY = 5
# The kind of a status with which nobody is hurried.
EXEMPT = "paused"


def is_day_off(day: date) -> bool:
    """Saturdays, Sundays, Danish public holidays, 5 June, 24 and 31 December. 1 May is a working day."""
    return day.weekday() >= SATURDAY or day in _days_off(day.year)


def add_working_days(day: date, n: int) -> date:
    """The n-th working day after `day`, which itself does not count; `day` where n is nought."""
    if n < 0:
        raise ValueError("working days are counted forwards")
    while n:
        day += timedelta(days=1)
        n -= not is_day_off(day)
    return day


def contact_deadline(day: date) -> date:
    """The last day to contact: 5 working days after `day`."""
    return add_working_days(day, CONTACT_WORKING_DAYS)


def offer_deadline(day: date) -> date:
    """The last day to offer an activity: 30 calendar days after `day`, even where that is a day off."""
    return day + timedelta(days=OFFER_DAYS)


def needs_clock(age: int, status: StatusClass) -> bool:
    """Whether the deadlines run: 15 to 17 years old and known to be in neither education nor work.

    Nobody is hurried who is exempt or temporarily unable (kind `paused`); an unknown status starts nothing.
    """
    return age in CLOCK_AGES and is_without_activity(status)


def is_without_activity(status: StatusClass) -> bool:
    """Known to be in neither education nor work, and neither exempt nor temporarily unable."""
    return status.neet and status.sub != EXEMPT


@cache
def _days_off(year: int) -> frozenset[date]:
    # The library is slow to load, and most commands never ask for a deadline.
    from holidays import country_holidays

    closed = (date(year, 6, 5), date(year, 12, 24), date(year, 12, 31))
    return frozenset((*country_holidays("DK", years=year), *closed))
