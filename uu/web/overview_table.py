"""The overview's table of places."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import url_for

from uu.domain.overview import Line, Overview
from uu.domain.places import Place, in_order
from uu.vocabulary import N_
from uu.web.forms.overview import Choice, low_end, other_order
from uu.web.language import _

KINDS = {"plan": N_("Housing plan"), "district": N_("District"), "area": N_("Area"), "zone": N_("Zone")}
TABS = {"plan": N_("Housing plans"), "district": N_("Districts"), "area": N_("Areas"), "zone": N_("Zones")}
HEADINGS = (
    ("n", N_("Young people"), ""),
    ("at_risk", N_("Needs effort"), "at_risk"),
    ("unknown", N_("Unknown"), "unknown"),
    ("enrolled", N_("Completed or enrolled"), ""),
    ("distance", N_("To the target"), ""),
    ("change", N_("Reached since"), ""),
)
_SORT: dict[str, Callable[[Line], Any]] = {
    "name": lambda line: in_order(_(line.place.name)),
    "n": lambda line: line.figures.counts.n,
    "at_risk": lambda line: line.figures.counts.at_risk,
    "unknown": lambda line: line.figures.counts.unknown,
    "enrolled": lambda line: low_end(line.figures.counts),
    "distance": lambda line: -1 if line.distance is None else line.distance,
    "change": lambda line: line.figures.change("reached"),
}


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's heading: its words, its shape, the address that sorts by it, and how it is sorted now."""

    label: str
    bucket: str
    url: str
    direction: str


@dataclass(frozen=True, slots=True)
class Row:
    """A place with its address, empty for a line that is no place."""

    name: str
    url: str
    line: Line


@dataclass(frozen=True, slots=True)
class Table:
    """The sorted lines and how their columns are headed."""

    title: str
    headings: list[Heading]
    rows: list[Row]


def table(read: Overview, chosen: Choice) -> Table | None:
    """The places below, sorted as chosen, lines of their own last."""
    if not read.by:
        return None
    lines = sorted(read.lines, key=lambda line: in_order(_(line.place.name)))
    lines.sort(key=_SORT[chosen.sort], reverse=chosen.falling)
    lines.sort(key=lambda line: line.place.id in {"outside", "protected"})
    names = ("name", KINDS[read.by], ""), *HEADINGS
    headings = [
        Heading(_(label), bucket, address("overview.index", other_order(chosen, sort)), _direction(chosen, sort))
        for sort, label, bucket in names
    ]
    return Table(_("Where is the need greatest?"), headings, [_row(line, chosen) for line in lines])


def address(endpoint: str, words: dict[str, str]) -> str:
    """The page's address with these words in it."""
    return f"{url_for(endpoint)}?{urlencode(words)}" if words else url_for(endpoint)


def links(chosen: Choice) -> dict[str, Any]:
    """The same place on the other pages."""
    return {
        "outcome_url": address("outcomes.index", _at_place(chosen)),
        "movement_url": address("movement.index", _at_place(chosen)),
        "ages_url": address("ages.index", _at_place(chosen)),
        "need_url": address("need.index", _at_place(chosen)),
        "compare_url": address("comparisons.index", {"one": f"{chosen.level}:{chosen.id}"} if chosen.id else {}),
        "forecast_url": address("forecasts.index", _at_place(chosen)),
    }


def name_of(place: Place) -> str:
    """The place in words, with what must be known about it."""
    if place.partial:
        return _("%(plan)s (the part in this district)", plan=place.name)
    if place.closed:
        return _("%(area)s (closed)", area=place.name)
    return _(place.name)


def _row(line: Line, chosen: Choice) -> Row:
    url = address("overview.index", chosen.address(**_at(line.place))) if line.place.level else ""
    return Row(name_of(line.place), url, line)


def _at(place: Place) -> dict[str, str]:
    return {"level": place.level if place.level != "city" else "", "id": place.id, "by": "", "sort": "", "order": ""}


def _at_place(chosen: Choice) -> dict[str, str]:
    """The address of the same place on another page."""
    return {name: word for name, word in chosen.address().items() if name in {"level", "id"}}


def _direction(chosen: Choice, sort: str) -> str:
    if sort != chosen.sort:
        return ""
    return "descending" if chosen.falling else "ascending"
