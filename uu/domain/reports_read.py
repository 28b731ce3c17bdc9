"""What the reports are made of: everything is read once, however many sections speak of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from peewee import fn

from uu import clock
from uu.domain import activity, control, figures, forecasts, movement, outcomes, overview, policies, radar, resources
from uu.domain.activity import Activity
from uu.domain.control import Control
from uu.domain.counters import DAY
from uu.domain.figures import Kept
from uu.domain.forecasts import Forecasts
from uu.domain.movement import Moved
from uu.domain.outcomes import Outcomes
from uu.domain.overview import Overview
from uu.domain.places import Place
from uu.domain.radar import Radar
from uu.domain.resources import Load
from uu.models import TallyChange
from uu.statistics import periods
from uu.statistics.definitions import MEASURES
from uu.statistics.periods import Period
from uu.statistics.report import Text
from uu.vocabulary import N_, ReportKind

# Called when a section is done, with how many are and of how many.
Step = Callable[[int, int], None]
_FORMULAS = {measure.code: measure.formula for measure in MEASURES}


@dataclass(frozen=True, slots=True)
class Order:
    """Which report, of which place, and since when."""

    kind: ReportKind
    level: str
    place: str
    since: date


class Reading:
    """The figures of one order; each part is read when the first section asks for it."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self.day = clock.today()

    @cached_property
    def overview(self) -> Overview:
        return overview.overview(self.order.level, self.order.place, self.order.since)

    @cached_property
    def outcomes(self) -> Outcomes:
        return outcomes.outcomes(self.order.level, self.order.place)

    @cached_property
    def radar(self) -> Radar:
        return radar.radar(self.order.level, self.order.place)

    @cached_property
    def activity(self) -> Activity:
        return activity.activity(self.order.level, self.order.place, self.period)

    @cached_property
    def load(self) -> Load:
        return resources.load(self.order.level, self.order.place, self.period)

    @property
    def period(self) -> Period:
        """From the day after the one compared with."""
        return Period(min(self.order.since + timedelta(days=1), self.day), self.day)

    @cached_property
    def movement(self) -> Moved:
        """Since the day one compares with; where that is the first of all, when hardly anybody was there, of a year."""
        since = min(self.order.since, self.day)
        if since <= first_day():
            since = max(since, periods.months_back(self.day, 12))
        period = movement.Period(since, self.day)
        return movement.movement(self.order.level, self.order.place, period)

    @cached_property
    def forecasts(self) -> Forecasts:
        return forecasts.forecasts(self.order.level, self.order.place)

    @cached_property
    def control(self) -> Control:
        """The last week that is over."""
        return control.control(self.order.level, self.order.place, self.day - timedelta(days=7))

    @cached_property
    def published(self) -> list[Kept]:
        return figures.beside(self.overview.place, self.overview.above)

    @cached_property
    def stale_months(self) -> int:
        return policies.value(policies.STALE)


def first_day() -> date:
    """The first day of which anything is counted; today where nothing is."""
    first = TallyChange.select(fn.MIN(TallyChange.starts_on)).where(TallyChange.grain == DAY).scalar()
    return first or clock.today()


def counted(code: str) -> Text:
    """How a figure is counted, as the definitions page says."""
    return Text(_FORMULAS[code])


def named(place: Place) -> Text:
    """The place in words, with what must be known about it."""
    if place.partial:
        return Text(N_("%(plan)s (the part in this district)"), {"plan": place.name})
    if place.closed:
        return Text(N_("%(area)s (closed)"), {"area": place.name})
    return Text(place.name)
