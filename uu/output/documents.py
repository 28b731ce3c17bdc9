"""A report in words: what every output says, down to the way each number is written."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Literal

from uu.output.tables import Cell, Column, Kind, Sheet

Raw = str | int | float | None


@dataclass(frozen=True, slots=True)
class Item:
    """A figure as it is written, how it is counted, and its two ends as numbers; both are one where it is a point."""

    title: str
    written: str
    counted: str
    number: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a section: ``kind`` says which of the fields hold something.

    A table is there twice, as it is written and as a spreadsheet takes it: there a range is two columns.
    """

    kind: Literal["paragraph", "notice", "figures", "table", "chart"]
    text: str = ""
    items: Sequence[Item] = ()
    headings: Sequence[tuple[str, str]] = ()
    written: Sequence[Sequence[str]] = ()
    columns: Sequence[tuple[str, Kind]] = ()
    rows: Sequence[Sequence[Raw]] = ()
    svg: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its parts."""

    title: str
    blocks: Sequence[Block] = field(default_factory=tuple)
    is_appendix: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """The whole report in one language; ``notes`` stand on every page and every sheet."""

    language: str
    title: str
    place: str
    day: str
    period: str
    words: dict[str, str]
    sections: Sequence[Section]
    notes: Sequence[str]


def as_json(document: Document) -> str:
    """The document as text, from which :func:`from_json` makes the same document."""
    return json.dumps(asdict(document), ensure_ascii=False)


def from_json(text: str) -> Document:
    """The document that was written."""
    found: dict[str, Any] = json.loads(text)
    sections = tuple(
        Section(each["title"], tuple(_block(block) for block in each["blocks"]), each["is_appendix"])
        for each in found.pop("sections")
    )
    return Document(sections=sections, notes=tuple(found.pop("notes")), **found)


def _block(given: dict[str, Any]) -> Block:
    lists: dict[str, Any] = {
        "items": tuple(Item(**item) for item in given["items"]),
        **{name: tuple(tuple(each) for each in given[name]) for name in ("headings", "columns", "written", "rows")},
    }
    return Block(**given | lists)


def sheets(document: Document) -> list[Sheet]:
    """The figures, every table, and the words, each with the notes without which it must not travel."""
    notes = (f"{document.title}: {document.place}", document.day, document.period, *document.notes)
    found = [_figures(document, notes)]
    for section in document.sections:
        for block in section.blocks:
            if block.kind == "table":
                columns = [Column(title, kind) for title, kind in block.columns]
                found.append(Sheet(block.text, columns, [_cells(columns, row) for row in block.rows], notes))
    found.append(_words(document, notes))
    return found


def _cells(columns: Sequence[Column], row: Sequence[Raw]) -> list[Cell]:
    """The row as a spreadsheet takes it: days are days."""
    return [
        date.fromisoformat(cell) if column.kind == "date" and isinstance(cell, str) else cell
        for column, cell in zip(columns, row, strict=True)
    ]


def _figures(document: Document, notes: Sequence[str]) -> Sheet:
    words = document.words
    columns = [Column(words["section"]), Column(words["figure"]), Column(words["value"]),
               Column(words["number"], "number"), Column(words["least"], "share"), Column(words["most"], "share"),
               Column(words["counted"])]  # fmt: skip
    rows: list[list[Cell]] = [
        [section.title, item.title, item.written, item.number, item.low, item.high, item.counted]
        for section in document.sections
        for block in section.blocks
        for item in block.items
    ]
    return Sheet(words["figures"], columns, rows, notes)


def _words(document: Document, notes: Sequence[str]) -> Sheet:
    columns = [Column(document.words["section"]), Column(document.words["text"])]
    rows: list[list[Cell]] = [
        [section.title, block.text]
        for section in document.sections
        for block in section.blocks
        if block.kind in {"paragraph", "notice"}
    ]
    return Sheet(document.words["text"], columns, rows, notes)
