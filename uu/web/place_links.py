"""The way through the city on a leader's page: up, down, the ways to divide, and the files."""

from typing import Any, Protocol

from uu.domain.overview import below
from uu.domain.places import Place
from uu.web.language import _
from uu.web.overview_table import TABS, address


class Choosing(Protocol):
    """What a page's address asks for."""

    def address(self, **changed: str) -> dict[str, str]:
        """The words of the page's address with some of them changed."""
        ...


class Read(Protocol):
    """A place that was read for a page, with those above it and the level by which it is divided."""

    @property
    def place(self) -> Place: ...
    @property
    def above(self) -> list[Place]: ...
    @property
    def by(self) -> str: ...


def links(noun: str, read: Read, chosen: Choosing) -> dict[str, Any]:
    """For the pages ``index``, ``as_csv`` and ``as_xlsx`` of a noun."""
    return {
        "above": [{"label": _(each.name), "url": to_place(noun, each, chosen)} for each in read.above],
        "divisions": [
            {"label": _(TABS[kind]), "url": to(f"{noun}.index", chosen, by=kind), "current": kind == read.by}
            for kind in below(read.place.level)
        ],
        "csv_url": to(f"{noun}.as_csv", chosen),
        "xlsx_url": to(f"{noun}.as_xlsx", chosen),
    }


def to_place(noun: str, place: Place, chosen: Choosing) -> str:
    """The same page of another place; empty for a line that is no place."""
    if not place.level:
        return ""
    return to(f"{noun}.index", chosen, level=place.level if place.level != "city" else "", id=place.id, by="")


def to(endpoint: str, chosen: Choosing, **changed: str) -> str:
    """The address of a page with something chosen differently."""
    return address(endpoint, chosen.address(**changed))
