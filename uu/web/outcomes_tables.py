"""The tables of the page of outcomes: by place, by age and by year."""

from dataclasses import dataclass

from uu.domain.outcomes import Line, Outcomes
from uu.vocabulary import N_
from uu.web.forms.outcomes import Choice
from uu.web.language import _
from uu.web.overview_table import KINDS, name_of
from uu.web.place_links import to_place

AGE, YEAR = N_("Age at the first session"), N_("Year of the first session")


@dataclass(frozen=True, slots=True)
class Row:
    """A group in words, with the address of its own page where it has one."""

    name: str
    url: str
    line: Line


@dataclass(frozen=True, slots=True)
class Table:
    """Groups of one kind; ``kind`` heads their names."""

    key: str
    title: str
    kind: str
    rows: list[Row]


def tables(read: Outcomes, chosen: Choice) -> list[Table]:
    """Those that have a line, the places first."""
    places = [_place(line, chosen) for line in read.lines]
    found = [
        Table("places", _("By place"), _(KINDS[read.by]) if read.by else "", places),
        Table("ages", _("By age"), _(AGE), [Row(_(line.name), "", line) for line in read.ages]),
        Table("years", _("By year"), _(YEAR), [Row(line.name, "", line) for line in read.years]),
    ]
    return [table for table in found if table.rows]


def _place(line: Line, chosen: Choice) -> Row:
    place = line.place
    if place is None:
        return Row(_(line.name), "", line)
    return Row(name_of(place), to_place("outcomes", place, chosen), line)
