"""The tables of the page of outcomes: by place, by age and by year."""

from dataclasses import dataclass
from typing import Any

from uu.domain.outcomes import Line, Outcomes
from uu.domain.overview import below
from uu.domain.places import Place
from uu.vocabulary import N_
from uu.web.forms.outcomes import Choice
from uu.web.language import _
from uu.web.overview_table import KINDS, TABS, address, name_of

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


def links(read: Outcomes, chosen: Choice) -> dict[str, Any]:
    """The way up, the ways to divide, and the files."""
    return {
        "above": [{"label": _(each.name), "url": _to("index", chosen, **_at(each))} for each in read.above],
        "divisions": [
            {"label": _(TABS[kind]), "url": _to("index", chosen, by=kind), "current": kind == read.by}
            for kind in below(read.place.level)
        ],
        "csv_url": _to("as_csv", chosen),
        "xlsx_url": _to("as_xlsx", chosen),
    }


def _place(line: Line, chosen: Choice) -> Row:
    place = line.place
    if place is None:
        return Row(_(line.name), "", line)
    return Row(name_of(place), _to("index", chosen, **_at(place)) if place.level else "", line)


def _to(page: str, chosen: Choice, **changed: str) -> str:
    return address(f"outcomes.{page}", chosen.address(**changed))


def _at(place: Place) -> dict[str, str]:
    return {"level": place.level if place.level != "city" else "", "id": place.id, "by": ""}
