"""How many will have completed at 25 if all goes on as it did: read from what a night worked out, never from people."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from uu import clock
from uu.domain import overview, places, targets
from uu.domain.places import Place
from uu.models import Forecast
from uu.models.database import rows
from uu.statistics import periods
from uu.statistics.forecast import COMING, FIRST, LAST, Estimate, History, missing
from uu.statistics.monthly import STEPS

_KEY = (Forecast.level, Forecast.place)
_HISTORY = [getattr(Forecast, name) for name in History._fields]


@dataclass(frozen=True, slots=True)
class Age:
    """Those who are of an age now: how many, how many have completed, and how many are expected to have at 25."""

    age: int
    registered: int
    completed: int
    expected: Estimate

    @property
    def share(self) -> Estimate | None:
        """Expected to have completed at 25, of those registered; none where nobody is."""
        return Estimate(*(min(1.0, each / self.registered) for each in self.expected)) if self.registered else None


@dataclass(frozen=True, slots=True)
class Coming:
    """Those who turn 25 in the next five years, and how many more of them a year it takes to reach the target.

    The three numbers of ``more`` a year are those of what is expected, of its high end, and of its low end.
    """

    registered: int
    expected: Estimate
    needed: int
    more: Estimate


@dataclass(frozen=True, slots=True)
class Known:
    """A forecast as a night left it. ``birthdays`` are the shares by state at 16, 17 … 25."""

    share: Estimate
    birthdays: list[list[float]]
    ages: list[Age]
    coming: Estimate


@dataclass(frozen=True, slots=True)
class Line:
    """A place with its share, none where the history does not suffice or no night has seen the place."""

    place: Place
    history: History | None
    share: Estimate | None


@dataclass(frozen=True, slots=True)
class Forecasts:
    """Everything the page says of a place. ``made_on`` and ``history`` are none until a night has worked it out."""

    place: Place
    above: list[Place]
    by: str
    day: date
    goal: targets.Goal
    made_on: date | None
    history: History | None
    known: Known | None
    lines: list[Line]

    @property
    def coming(self) -> Coming | None:
        """What it says about the target; none where nobody turns 25 in the next five years."""
        registered = sum(each.registered for each in self.known.ages[-COMING:]) if self.known else 0
        if not self.known or not registered:
            return None
        expected, share = self.known.coming, self.goal.share
        value, low, high = (missing(share, registered, people) / COMING for people in expected)
        return Coming(registered, expected, round(missing(share, registered, 0)), Estimate(value, high, low))


def forecasts(level: str, wanted: str, by: str = "") -> Forecasts:
    """The forecast of a place and of what lies below it, as the last night worked it out, against today's target.

    Raises :class:`NotVisibleError` for a place that does not exist.
    """
    day, division = clock.today(), places.division()
    place, by = division.find(level, wanted), overview.divided_by(level, by)
    # Of a plan's part in a district there is no forecast of its own.
    below = [each for each in division.places(by, place) if not each.partial] if by else []
    stored = _stored([place, *below])
    made_on, history, known = stored.get((place.level, place.id), (None, None, None))
    return Forecasts(
        place, division.above(place), by, day, targets.goal_on(day), made_on, history, known,
        [line for each in below if (line := _line(each, stored)).history or not each.closed],
    )  # fmt: skip


def forget(level: str, *ids: UUID | str) -> None:
    """Forget the forecast of places that are no longer what they were; the next night works it out anew."""
    theirs = Forecast.place.in_([str(each) for each in ids])
    Forecast.delete().where((Forecast.level == level) & theirs).execute()


def period(made_on: date, history: History) -> tuple[date, date]:
    """From which day to which the chances were seen: whole years, as far as the history goes."""
    steps = max(1, min(history.marks, STEPS) // 12) * 12
    return periods.months_back(made_on, steps), made_on


def _line(place: Place, stored: dict[tuple[str, str], Any]) -> Line:
    _made_on, history, known = stored.get((place.level, place.id), (None, None, None))
    return Line(place, history, known.share if known else None)


def _stored(wanted: Iterable[Place]) -> dict[tuple[str, str], tuple[date, History, Known | None]]:
    asked = list(wanted)
    select = Forecast.select(*_KEY, Forecast.made_on, Forecast.figures, *_HISTORY)
    theirs = select.where(Forecast.level.in_({each.level for each in asked}))
    ids = {(each.level, each.id) for each in asked}
    return {
        (level, place): (made_on, History(*history), _known(figures) if figures else None)
        for level, place, made_on, figures, *history in rows(theirs)
        if (level, place) in ids
    }


def _known(figures: str) -> Known:
    kept = json.loads(figures)
    people = zip(range(FIRST, LAST), kept["registered"], kept["completed"], kept["now"], strict=True)
    ages = [Age(age, registered, completed, Estimate(*now)) for age, registered, completed, now in people]
    return Known(Estimate(*kept["share"]), kept["birthdays"], ages, Estimate(*kept["coming"]))
