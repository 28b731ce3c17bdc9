"""The overview as files: the places and the trend, with the notes without which they must not travel."""

from collections.abc import Callable

from uu.domain.overview import Figures, Line, Overview
from uu.output.tables import COUNTED_ON, NOT_FOR_SHARING, OF_THE_REGISTERED, Cell, Column, Kind, Sheet
from uu.statistics.measures import Counts, Range, index_range
from uu.vocabulary import N_
from uu.web.language import _, format_date
from uu.web.overview_table import KINDS, name_of

Measured = tuple[str, Kind, Callable[[Counts], Cell]]

_COUNTED: tuple[Measured, ...] = (
    (N_("Young people"), "number", lambda counts: counts.n),
    (N_("Reached"), "number", lambda counts: counts.reached),
    (N_("On the way"), "number", lambda counts: counts.on_the_way),
    (N_("Needs effort"), "number", lambda counts: counts.at_risk),
    (N_("Unknown"), "number", lambda counts: counts.unknown),
    (N_("Reached, at least"), "share", lambda counts: counts.range.low if counts.range else None),
    (N_("Reached, at most"), "share", lambda counts: counts.range.high if counts.range else None),
)
_SHARED: tuple[Measured, ...] = (
    (N_("Completed or enrolled, at least"), "share", lambda counts: _end(counts.completed_or_enrolled_range, 0)),
    (N_("Completed or enrolled, at most"), "share", lambda counts: _end(counts.completed_or_enrolled_range, 1)),
    (N_("In neither education nor work, at least"), "share", lambda counts: _end(counts.neet_range, 0)),
    (N_("In neither education nor work, at most"), "share", lambda counts: _end(counts.neet_range, 1)),
    (N_("Coverage"), "share", lambda counts: counts.coverage),
    (N_("Stale"), "share", lambda counts: counts.stale_share),
)
_INDEX = (N_("Index with the city as 100, at least"), N_("Index with the city as 100, at most"))
_LIVELY: tuple[tuple[str, Callable[[Figures], Cell]], ...] = (
    (N_("In 10th grade"), lambda figures: figures.groups["tenth_grade"]),
    (N_("In preparatory activities"), lambda figures: figures.groups["preparatory"]),
    (N_("In outreach guidance"), lambda figures: figures.groups["outreach"]),
    (N_("Sessions in 4 weeks"), lambda figures: figures.sessions),
    (N_("Attempted contacts in 4 weeks"), lambda figures: figures.attempts),
    (N_("Change in young people"), lambda figures: figures.change("n")),
    (N_("Change in reached"), lambda figures: figures.change("reached")),
)


def sheets(read: Overview) -> tuple[Sheet, Sheet]:
    """The place and those below it, and the trend."""
    notes = (
        _(COUNTED_ON, date=format_date(read.day)),
        _(OF_THE_REGISTERED),
        _("The change is since %(date)s.", date=format_date(read.since)),
        _(NOT_FOR_SHARING),
    )
    return _places(read, notes), _trend(read, notes)


def _places(read: Overview, notes: tuple[str, ...]) -> Sheet:
    columns = [
        Column(_(KINDS[read.by]) if read.by else _("Area")),
        *(Column(_(title), kind) for title, kind, _value in _COUNTED + _SHARED),
        *(Column(_(title), "number") for title in _INDEX),
        Column(_("People missing to the target"), "number"),
        *(Column(_(title), "number") for title, _value in _LIVELY),
    ]
    lines = [Line(read.place, read.figures, read.distance), *read.lines]
    return Sheet(_("Overview"), columns, [_cells(line, read.city) for line in lines], notes)


def _cells(line: Line, city: Figures) -> list[Cell]:
    counts, figures = line.figures.counts, line.figures
    compared = index_range(counts.reached_ends(), city.counts.reached_ends())
    return [
        name_of(line.place),
        *(value(counts) for _title, _kind, value in _COUNTED + _SHARED),
        *(100 if line.place.level == "city" and counts.reached else _whole(_end(compared, end)) for end in (0, 1)),
        line.distance,
        *(value(figures) for _title, value in _LIVELY),
    ]


def _trend(read: Overview, notes: tuple[str, ...]) -> Sheet:
    columns = [Column(_("Counted on"), "date"), *(Column(_(title), kind) for title, kind, _value in _COUNTED)]
    rows: list[list[Cell]] = [
        [end, *(value(counts) for _title, _kind, value in _COUNTED)] for end, counts in read.trend
    ]
    return Sheet(_("Last 36 months"), columns, rows, notes)


def _end(found: Range | None, end: int) -> float | None:
    return found[end] if found else None


def _whole(found: float | None) -> int | None:
    return None if found is None else round(found)
