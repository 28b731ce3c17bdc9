"""Tables of figures as files: CSV for machines and Danish Excel, XLSX for people."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

import xlsxwriter

from uu import clock
from uu.vocabulary import N_

Kind = Literal["text", "number", "share", "date"]
Cell = str | int | float | Decimal | date | None

# Message ids for the notes that belong under every table of live figures.
COUNTED_ON = N_("Counted on %(date)s.")
OF_THE_REGISTERED = N_("The figures are of the registered young people, not of all who live in the area.")
NOT_FOR_SHARING = N_("Not for sharing: holds small counts.")

FORMATS: dict[Kind, dict[str, str]] = {
    "text": {},
    "number": {"num_format": "#,##0"},
    "share": {"num_format": "0.0%"},
    "date": {"num_format": "yyyy-mm-dd"},
}
# A spreadsheet reads a text as a formula by how it begins, the wide forms of East Asian keyboards included.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
NAME_BYTES = 2 * 31
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NARROWEST, WIDEST = 8, 60


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading and what its cells hold. A share is a number from 0 to 1."""

    title: str
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its title and the notes without which it must not travel. None is an empty cell.

    Raises `ValueError` where there is no note, or a row that does not fit the columns.
    """

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    notes: Sequence[str]

    def __post_init__(self) -> None:
        if not self.notes:
            raise ValueError("a sheet says what its figures are of and who may see them")
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("every row has a cell for every column")


def as_csv(sheet: Sheet, delimiter: str = ";", decimal: str = ",") -> bytes:
    """The table, an empty line, then the notes: UTF-8 with the mark by which Excel knows it.

    Shares are numbers from 0 to 1 with up to six decimals, dates are ISO dates. A text that a spreadsheet
    would take for a formula is preceded by an apostrophe.
    """
    lines: list[Sequence[Cell]] = [[column.title for column in sheet.columns], *sheet.rows, []]
    lines += [[note] for note in sheet.notes]
    page = io.StringIO(newline="")
    writer = csv.writer(page, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows([_csv_cell(cell, decimal) for cell in line] for line in lines)
    return page.getvalue().encode("utf-8-sig")


def as_xlsx(
    sheets: Sequence[Sheet], author: str, made_at: datetime | None = None, notes_title: str = "Notes"
) -> bytes:
    """A workbook: a worksheet for each sheet with its notes below the table, and all notes on a last one.

    The heading stays in view, nothing is ever a formula or a link, and the same input gives the same bytes
    when `made_at` (else: now) is the same.
    """
    page = io.BytesIO()
    book = xlsxwriter.Workbook(page, _OPTIONS)
    book.set_properties({"author": author, "created": (made_at or clock.now()).replace(tzinfo=None)})
    *names, notes_name = _names([*(sheet.title for sheet in sheets), notes_title])
    styles: dict[str, Any] = {kind: book.add_format(look) for kind, look in FORMATS.items()}
    styles["long"] = book.add_format({"text_wrap": True, "valign": "top"})
    heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    for name, sheet in zip(names, sheets, strict=True):
        _write_sheet(book.add_worksheet(name), sheet, styles, heading)
    _write_notes(book.add_worksheet(notes_name), sheets, heading)
    book.close()
    return page.getvalue()


# Every text is written as a string anyway; the options are the second lock on the same door.
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def _csv_cell(cell: Cell, decimal: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return f"'{cell}" if cell.lstrip(" ").startswith(FORMULA_STARTS) else cell
    if isinstance(cell, date):
        return cell.isoformat()
    return _plain(cell).replace(".", decimal)


def _plain(value: float | Decimal) -> str:
    """A number without exponent, grouping or trailing zeros; parts of a millionth are rounded away."""
    if isinstance(value, int):
        return str(value)
    return f"{value:.6f}".rstrip("0").rstrip(".")


# XlsxWriter publishes no types: its objects are Any here.
def _write_sheet(page: Any, sheet: Sheet, styles: dict[str, Any], heading: Any) -> None:
    page.freeze_panes(1, 0)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    for i, column in enumerate(sheet.columns):
        cells = [row[i] for row in sheet.rows]
        page.set_column(i, i, _width(column, cells))
        _write(page, 0, i, column.title, heading)
        longest = max((len(cell) for cell in cells if isinstance(cell, str)), default=0)
        style = styles["long" if longest > WIDEST else column.kind]
        for line, cell in enumerate(cells, start=1):
            _write(page, line, i, cell, style)
    _write_all(page, len(sheet.rows) + 2, sheet.notes)


def _write(page: Any, line: int, column: int, cell: Cell, style: Any) -> None:
    if cell is None:
        page.write_blank(line, column, None, style)
    elif isinstance(cell, str):
        page.write_string(line, column, NOT_XML.sub("\ufffd", cell), style)
    elif isinstance(cell, date):
        page.write_datetime(line, column, cell, style)
    else:
        page.write_number(line, column, cell, style)


def _write_all(page: Any, top: int, notes: Iterable[str]) -> None:
    for line, note in enumerate(notes, start=top):
        _write(page, line, 0, note, None)


def _write_notes(page: Any, sheets: Iterable[Sheet], heading: Any) -> None:
    page.set_column(0, 0, WIDEST)
    top = 0
    for sheet in sheets:
        _write(page, top, 0, sheet.title, heading)
        _write_all(page, top + 1, sheet.notes)
        top += len(sheet.notes) + 2


def _width(column: Column, cells: Iterable[Cell]) -> int:
    longest = max([len(column.title), *(len(cell) for cell in cells if isinstance(cell, str))])
    least = len("2026-11-23") if column.kind == "date" else NARROWEST
    return min(max(longest, least), WIDEST) + 2


def _names(titles: Iterable[str]) -> list[str]:
    """The titles as Excel allows them on its tabs: short, without []:*?/\\, and unlike each other."""
    names: list[str] = []
    for title in titles:
        plain = NOT_XML.sub(" ", " ".join(title.split())).translate(str.maketrans("[]:*?/\\", "()-----"))
        taken = {"history", *(name.casefold() for name in names)}
        endings = ("" if i == 1 else f" ({i})" for i in range(1, len(taken) + 2))
        candidates = (_shortened(plain, len(ending)) + ending for ending in endings)
        names.append(next(name for name in candidates if name.casefold() not in taken))
    return names


def _shortened(name: str, room: int) -> str:
    """The beginning of a tab's name that leaves room; Excel counts in units of UTF-16."""
    beginning = name.strip(" '").encode("utf-16-le")[: NAME_BYTES - 2 * room]
    return beginning.decode("utf-16-le", errors="ignore").strip(" '") or "-"
