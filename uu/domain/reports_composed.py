"""The three reports, section by section. Nobody's name is ever read for them."""

from collections.abc import Callable, Sequence
from functools import partial

from uu.domain import reports_activity as work
from uu.domain import reports_forecast as coming
from uu.domain import reports_methods as words
from uu.domain import reports_movement as flow
from uu.domain import reports_sections as parts
from uu.domain import reports_turning as ages
from uu.domain.places import CITY_PLACE
from uu.domain.reports_read import Order, Reading, Step, named
from uu.models.database import snapshot
from uu.statistics.report import Report, Section, Text
from uu.vocabulary import N_, ReportKind

Part = Callable[[Reading], Section]
PARTS: dict[ReportKind, Sequence[Part]] = {
    ReportKind.MONTHLY: (
        ages.turning_25, parts.where_they_are, parts.change, flow.moved, parts.places, parts.effort,
        work.activity, parts.under_the_radar, ages.last_week,
    ),
    ReportKind.STEERING: (
        ages.turning_25, parts.where_they_are, parts.change, flow.moved, parts.places,
        partial(parts.outcome, deep=False), coming.forecast, work.resources,
        parts.published, words.limits,
    ),
    ReportKind.EVALUATION: (
        words.methods, ages.turning_25, parts.where_they_are, partial(parts.over_time, months=36), parts.change,
        flow.moved, parts.places, partial(parts.outcome, deep=True), coming.forecast, parts.effort,
        work.activity, work.resources, parts.published, words.uncertainty, words.limits, words.definitions,
    ),
}  # fmt: skip
TITLES = {
    ReportKind.MONTHLY: N_("The month in figures"),
    ReportKind.STEERING: N_("To the steering group"),
    ReportKind.EVALUATION: N_("Evaluation of the effort"),
}
NOTES = (
    Text(N_("The figures are of the registered young people, not of all who live in the area.")),
    Text(N_("Not for sharing: holds small counts.")),
)


def compose(order: Order, step: Step) -> Report:
    """The report, all of it as things stood at one moment.

    Raises :class:`NotVisibleError` for a place that does not exist.
    """
    sections, chosen = [], PARTS[order.kind]
    with snapshot():
        reading = Reading(order)
        for i, part in enumerate(chosen):
            step(i, len(chosen))
            sections.append(part(reading))
        place = reading.overview.place
    whole = named(place) if place != CITY_PLACE else Text(CITY_PLACE.name)
    return Report(Text(TITLES[order.kind]), whole, reading.day, order.since, sections, NOTES)
