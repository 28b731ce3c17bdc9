"""The outcome as files: the groups and the curve, with the notes without which they must not travel."""

from uu.domain.outcomes import Group, Line, Outcomes
from uu.output.tables import COUNTED_ON, NOT_FOR_SHARING, OF_THE_REGISTERED, Cell, Column, Sheet
from uu.web.language import _, format_date
from uu.web.outcomes_tables import AGE, YEAR
from uu.web.overview_table import KINDS, name_of


def sheets(read: Outcomes) -> tuple[Sheet, Sheet]:
    """The place with all its groups, and the curve by month."""
    notes = (
        _(COUNTED_ON, date=format_date(read.day)),
        _(OF_THE_REGISTERED),
        _("An empty share is not yet possible: too few had their first session 24 months ago or earlier."),
        _(NOT_FOR_SHARING),
    )
    return _groups(read, notes), _curve(read, notes)


def _groups(read: Outcomes, notes: tuple[str, ...]) -> Sheet:
    columns = [
        Column(_("Divided by")),
        Column(_("Group")),
        Column(_("With a first session"), "number"),
        Column(_("of these 24 months ago"), "number"),
        Column(_("In education or work"), "number"),
        Column(_("Left before"), "number"),
        Column(_("Share after 24 months"), "share"),
        Column(_("At least"), "share"),
        Column(_("At most"), "share"),
    ]
    rows = [[_("Area"), name_of(read.place), *_cells(read.whole)]]
    kinds = ((_(KINDS[read.by]) if read.by else "", read.lines), (_(AGE), read.ages), (_(YEAR), read.years))
    rows += [[kind, _name(line), *_cells(line.group)] for kind, lines in kinds for line in lines]
    return Sheet(_("Outcome"), columns, rows, notes)


def _name(line: Line) -> str:
    return name_of(line.place) if line.place else _(line.name)


def _cells(group: Group) -> list[Cell]:
    found = group.at_24_months
    shares: tuple[Cell, ...] = (found.share, found.low, found.high) if found else (None, None, None)
    return [group.n, group.ripe, group.reached, group.left, *shares]


def _curve(read: Outcomes, notes: tuple[str, ...]) -> Sheet:
    columns = [
        Column(_("Months since the first session"), "number"),
        Column(_("Share"), "share"),
        Column(_("At least"), "share"),
        Column(_("At most"), "share"),
        Column(_("Followed"), "number"),
    ]
    rows: list[list[Cell]] = [[months, one.share, one.low, one.high, one.at_risk] for months, one in read.months]
    return Sheet(_("The curve"), columns, rows, notes)
