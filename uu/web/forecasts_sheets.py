"""The forecast as files: the places, the ages and the way to 25, with the notes without which they must not travel."""

from uu.domain.forecasts import Forecasts
from uu.output.tables import NOT_FOR_SHARING, OF_THE_REGISTERED, Cell, Column, Sheet
from uu.statistics.forecast import FIRST, Estimate
from uu.web.forecasts_words import NEEDED, STATES
from uu.web.language import _, format_date, format_share
from uu.web.overview_table import name_of

_NOTHING: tuple[Cell, ...] = (None,) * len(NEEDED)


def sheets(read: Forecasts) -> tuple[Sheet, ...]:
    """The place and what lies below it; its people by age now; where a hundred 15-year-olds are at each birthday."""
    worked_out = format_date(read.made_on) if read.made_on else _("comes tonight")
    notes = (
        _("Worked out in the night to: %(day)s", day=worked_out),
        _("Target: %(share)s", share=format_share(float(read.goal.share))),
        _(OF_THE_REGISTERED),
        _("At 25, if all goes on as it did. The interval holds the true share nine times of ten."),
        _("An empty share: not enough history."),
        _(NOT_FOR_SHARING),
    )
    return _places(read, notes), _ages(read, notes), _birthdays(read, notes)


def _places(read: Forecasts, notes: tuple[str, ...]) -> Sheet:
    columns = [Column(_("Area")), *_shares(), *(Column(_(name), "number") for name in NEEDED)]
    own = [name_of(read.place), *_cells(read.known.share if read.known else None), *(read.history or _NOTHING)]
    below = [[name_of(line.place), *_cells(line.share), *(line.history or _NOTHING)] for line in read.lines]
    return Sheet(_("Forecast"), columns, [own, *below], notes)


def _ages(read: Forecasts, notes: tuple[str, ...]) -> Sheet:
    columns = [
        Column(_("Age now"), "number"),
        Column(_("Registered"), "number"),
        Column(_("Have completed"), "number"),
        *_shares(),
    ]
    rows: list[list[Cell]] = [
        [each.age, each.registered, each.completed, *_cells(each.share)]
        for each in (read.known.ages if read.known else [])
    ]
    return Sheet(_("By age now"), columns, rows, notes)


def _birthdays(read: Forecasts, notes: tuple[str, ...]) -> Sheet:
    columns = [Column(_("Birthday"), "number"), *(Column(_(name), "share") for _bucket, name in STATES)]
    found = read.known.birthdays if read.known else []
    rows: list[list[Cell]] = [[age, *shares] for age, shares in enumerate(found, FIRST + 1)]
    return Sheet(_("The way to 25"), columns, rows, notes)


def _shares() -> list[Column]:
    return [Column(_("Completed at 25"), "share"), Column(_("At least"), "share"), Column(_("At most"), "share")]


def _cells(found: Estimate | None) -> tuple[Cell, ...]:
    return tuple(found) if found else (None, None, None)
