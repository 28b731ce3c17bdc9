"""When a young person was 15 to 17 years old and without activity, day by day.

Known to be in neither education nor work is the status model's to say; no status is known here by its code.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from uu.statistics import ages, deadlines


class Spell(NamedTuple):
    """Without activity from a day to the day before another; ``aged`` where it ends because they turn 18."""

    began_on: date
    until: date
    aged: bool


def spells(born: date, statuses: Mapping[date, str], is_idle: Callable[[str], bool]) -> list[Spell]:
    """All of them, the earliest first. `statuses` are those at the end of each day with an observation, in order.

    One that still lasts ends on the 18th birthday, unless something is observed before.
    """
    first, last = (ages.birthday(born, age) for age in (deadlines.CLOCK_AGES.start, deadlines.CLOCK_AGES.stop))
    days = list(statuses)
    found: list[Spell] = []
    for day, after in zip(days, [*days[1:], date.max], strict=True):
        began_on, until = max(day, first), min(after, last)
        if not is_idle(statuses[day]) or began_on >= until:
            continue
        goes_on = bool(found) and found[-1].until == began_on
        found[-1 if goes_on else len(found) :] = [
            Spell(found[-1].began_on if goes_on else began_on, until, aged=until == last)
        ]
    return found
