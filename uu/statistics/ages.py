"""Ages, birthdays, and who may be registered."""

from datetime import date, timedelta
from typing import Literal

from uu.statistics.periods import months_ahead

YOUNGEST = 15
OLDEST = 24
LONGEST_LIFE = 120
# The ages that the figures tell apart, the first and the last of each.
BANDS = ((15, 17), (18, 20), (21, OLDEST))
MONTHS_BEFORE_15 = 3

RegistrationAge = Literal["ok", "soon_15", "too_young", "turned_25", "too_old", "impossible"]


def age_on(birth: date, day: date) -> int:
    """Completed years on `day`; negative before the birth."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def birthday(birth: date, age: int) -> date:
    """The day on which somebody turns `age`.

    Born on 29 February, one turns a year older on 1 March in a common year.
    """
    year = birth.year + age
    try:
        return birth.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def year_of_25(birth: date) -> int:
    """The calendar year in which somebody turns 25."""
    return birth.year + OLDEST + 1


def estimated_birth(age: int, said_on: date) -> date:
    """The middle of the year of births that fit an age said on a day: the error is at most half a year.

    The age of the estimate on that day is the age that was said.
    """
    earliest = birthday(said_on, -age - 1) + timedelta(days=1)
    latest = birthday(said_on, -age)
    return earliest + (latest - earliest) // 2


def registration_age(birth: date, day: date) -> RegistrationAge:
    """Whether somebody born on `birth` may be registered on `day`, and if not, why.

    Only "ok", 15 to 24 years old, may. "soon_15" turns 15 within three months; "turned_25" is 25.
    """
    age = age_on(birth, day)
    if not 0 <= age < LONGEST_LIFE:
        return "impossible"
    if age < YOUNGEST:
        return "soon_15" if birthday(birth, YOUNGEST) <= months_ahead(day, MONTHS_BEFORE_15) else "too_young"
    if age <= OLDEST:
        return "ok"
    return "turned_25" if age == OLDEST + 1 else "too_old"
