"""The movement as files: the places, the flows and the two days, with the notes without which they must not travel."""

from uu.domain.movement import Line, Moved
from uu.output.tables import COUNTED_ON, NOT_FOR_SHARING, OF_THE_REGISTERED, Cell, Column, Sheet
from uu.statistics.movement import RUNGS, Movement, Share
from uu.web.language import _, format_date, word
from uu.web.movement_tables import Figure, days
from uu.web.overview_table import KINDS, name_of


def sheets(read: Moved) -> tuple[Sheet, Sheet, Sheet]:
    """Who moved how in the place and those below it, from which bucket to which, and the two days."""
    return _movement(read), _flows(read), _days(read)


def _notes(read: Moved) -> tuple[str, ...]:
    period = read.period
    known = [_("As it was known on %(date)s.", date=format_date(period.known))] if period.known else []
    return (
        _(COUNTED_ON, date=format_date(read.day)),
        _("From %(first)s to %(last)s.", first=format_date(period.first), last=format_date(period.last)),
        *known,
        _("The shares are of those who were counted in the place on both days."),
        _(OF_THE_REGISTERED),
        _(NOT_FOR_SHARING),
    )


def _lines(read: Moved) -> list[Line]:
    return [Line(read.place, read.movement), *read.lines]


def _movement(read: Moved) -> Sheet:
    columns = [Column(_(KINDS[read.by]) if read.by else _("Area")), Column(_("Counted on both days"), "number")]
    for way in (_("Closer"), _("Unchanged"), _("Further away")):
        columns += [
            Column(way, "number"),
            Column(_("%(way)s, share", way=way), "share"),
            Column(_("%(way)s, at least", way=way), "share"),
            Column(_("%(way)s, at most", way=way), "share"),
        ]
    columns += [
        Column(_("Became known"), "number"),
        Column(_("No longer known"), "number"),
        Column(_("New here"), "number"),
        Column(_("of these from elsewhere in the city"), "number"),
        Column(_("No longer here"), "number"),
        Column(_("of these elsewhere in the city"), "number"),
    ]
    return Sheet(_("Movement"), columns, [_cells(line) for line in _lines(read)], _notes(read))


def _cells(line: Line) -> list[Cell]:
    found = line.movement
    return [
        name_of(line.place), found.both,
        *_share(found.closer), *_share(found.unchanged), *_share(found.further),
        found.became_known, found.lost_sight_of,
        found.new.total(), found.from_elsewhere, found.gone.total(), found.to_elsewhere,
    ]  # fmt: skip


def _share(found: Share | None) -> list[Cell]:
    return [found.n, found.share, found.low, found.high] if found else [0, None, None, None]


def _flows(read: Moved) -> Sheet:
    columns = [
        Column(_(KINDS[read.by]) if read.by else _("Area")),
        Column(_("On %(date)s", date=format_date(read.period.first))),
        Column(_("On %(date)s", date=format_date(read.period.last))),
        Column(_("Young people"), "number"),
    ]
    rows = [[name_of(line.place), *row] for line in _lines(read) for row in _flow(line.movement)]
    return Sheet(_("From where to where"), columns, rows, _notes(read))


def _flow(found: Movement) -> list[list[Cell]]:
    """Every pair of rungs, and those who were counted here on one day only."""
    rows: list[list[Cell]] = [
        [word(before), word(after), found.between[before, after]] for before in RUNGS for after in RUNGS
    ]
    rows += [[_("Not counted here"), word(after), found.new[after]] for after in RUNGS]
    return rows + [[word(before), _("Not counted here"), found.gone[before]] for before in RUNGS]


def _days(read: Moved) -> Sheet:
    columns = [
        Column(_("Counted")),
        Column(_("On %(date)s", date=format_date(read.period.first)), "number"),
        Column(_("On %(date)s", date=format_date(read.period.last)), "number"),
        Column(_("Difference"), "number"),
    ]
    return Sheet(_("Two days"), columns, [_figure(figure) for figure in days(read.first, read.last)], _notes(read))


def _figure(figure: Figure) -> list[Cell]:
    """A number of people; or a share, in per cent and percentage points."""
    if not figure.is_share:
        return [figure.label, figure.then, figure.now, figure.difference]
    then, now = (None if each is None else round(100 * each, 1) for each in (figure.then, figure.now))
    points = None if then is None or now is None else round(now - then, 1)
    return [_("%(figure)s, per cent", figure=figure.label), then, now, points]
