"""The activity as files: the places and the weeks, with the notes without which they must not travel."""

from uu.domain.activity import Activity, Line
from uu.output.tables import COUNTED_ON, NOT_FOR_SHARING, OF_THE_REGISTERED, Cell, Column, Sheet
from uu.vocabulary import SessionKind
from uu.web import activity_words
from uu.web.language import _, format_date, word
from uu.web.overview_table import KINDS, name_of


def sheets(read: Activity) -> tuple[Sheet, Sheet]:
    """The place and those below it, and its weeks."""
    notes = (
        activity_words.period(read.period),
        _(COUNTED_ON, date=format_date(read.day)),
        _(OF_THE_REGISTERED),
        _("A session with several young people counts once for each of them."),
        _(NOT_FOR_SHARING),
    )
    return _places(read, notes), _weeks(read, notes)


def _places(read: Activity, notes: tuple[str, ...]) -> Sheet:
    since = activity_words.since(read.done)
    columns = [
        Column(_(KINDS[read.by]) if read.by else _("Area")),
        *(Column(word(kind), "number") for kind in SessionKind),
        Column(_("Young people met"), "number"),
        Column(_("Met for the first time"), "number"),
        Column(_("of these after attempts in vain"), "number"),
        Column(_("Attempts before the first contact, median"), "number"),
        Column(_("Never met, although tried"), "number"),
        *(Column(_("Last met: %(when)s", when=name), "number") for name, _n in since),
    ]
    lines = [Line(read.place, read.done), *read.lines]
    return Sheet(_("Activity"), columns, [_cells(line) for line in lines], notes)


def _cells(line: Line) -> list[Cell]:
    done = line.done
    return [
        name_of(line.place),
        *(done.sessions[kind] for kind in SessionKind),
        done.reached,
        done.met_first,
        done.at_last,
        done.median_attempts,
        done.in_vain,
        *(n for _name, n in activity_words.since(done)),
    ]


def _weeks(read: Activity, notes: tuple[str, ...]) -> Sheet:
    columns = [Column(_("From Monday"), "date"), *(Column(word(kind), "number") for kind in SessionKind)]
    rows: list[list[Cell]] = [[monday, *(counts[kind] for kind in SessionKind)] for monday, counts in read.weeks]
    return Sheet(_("Sessions by week"), columns, rows, notes)
