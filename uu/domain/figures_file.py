"""A file of published figures, read line by line: every line that cannot be used gets a sentence with its number."""

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from uu import clock
from uu.domain import freetext
from uu.domain.errors import InvalidError
from uu.models.figures import FigureUnit
from uu.vocabulary import N_

LARGEST = 100_000
MOST_LINES = 2000
EARLIEST = 1900
# The headings a file may use for each column, in Danish and English.
HEADINGS = {
    "name": ("series", "serie"),
    "name_en": ("series_en",),
    "measure": ("measure", "mål", "måltal"),
    "place": ("place", "sted"),
    "period": ("date", "year", "dato", "år"),
    "value": ("value", "værdi"),
    "unit": ("unit", "enhed"),
    "definition": ("definition",),
    "definition_en": ("definition_en",),
    "source": ("source", "kilde"),
}
OPTIONAL = frozenset({"name_en", "measure", "definition_en"})
LONGEST = {"name": 120, "name_en": 120, "definition": 500, "definition_en": 500, "source": 300}
UNITS = {
    "percent": FigureUnit.PERCENT, "per cent": FigureUnit.PERCENT, "procent": FigureUnit.PERCENT,
    "pct.": FigureUnit.PERCENT, "%": FigureUnit.PERCENT,
    "people": FigureUnit.PEOPLE, "personer": FigureUnit.PEOPLE, "unge": FigureUnit.PEOPLE,
}  # fmt: skip
# The own figure a published one lies nearest to, by its code and by the word of the pages.
MEASURES = {
    "": "",
    "reached_share": "reached_share", "opnået": "reached_share",
    "cohort_25": "cohort_25", "fylder 25 år": "cohort_25",
    "completed_or_enrolled": "completed_or_enrolled", "gennemført eller i gang": "completed_or_enrolled",
    "neet_share": "neet_share", "hverken i uddannelse eller arbejde": "neet_share",
    "outcome": "outcome", "resultat": "outcome",
}  # fmt: skip
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_DAY_FORMS = ("%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y")
_THOUSANDS = re.compile(r"\d{1,3}(\.\d{3})+")

Places = Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Point:
    """A value at a year or a day, and where it was published."""

    period: str
    value: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class Series:
    """A series as a file gives it: of one place, counted in one way, its points in the order of time."""

    name: str
    name_en: str
    measure: str
    level: str
    place: str
    unit: FigureUnit
    definition: str
    definition_en: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class LineFault:
    """What is wrong with a line: its number in the file and a message id with what fills its placeholders."""

    line: int
    message: str
    params: dict[str, Any]


@dataclass(frozen=True, slots=True)
class File:
    """What a file holds. With a fault in it nothing of it may be used."""

    series: tuple[Series, ...]
    faults: tuple[LineFault, ...]


class _LineError(Exception):
    def __init__(self, message: str, **params: Any) -> None:
        super().__init__(message)
        self.message, self.params = message, params


def decoded(content: bytes) -> str:
    """The text of a file in UTF-8, else as older Danish spreadsheets write it.

    Raises :class:`InvalidError` for a file that is empty, too large, or no text.
    """
    if len(content) > LARGEST:
        raise InvalidError("file", N_("The file is larger than %(most)d kB. Divide it."), most=LARGEST // 1000)
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text and text.strip():
            return text
    raise InvalidError("file", N_("The file is empty or no text. Save your spreadsheet as CSV and choose that file."))


def read(text: str, places: Places) -> File:
    """The series of the text. ``places`` maps a place's name, folded, to its level and id; nothing is ever guessed."""
    try:
        lines = list(csv.reader(io.StringIO(text), delimiter=_delimiter(text), strict=True))
    except csv.Error:
        return File((), (LineFault(1, N_("The quotation marks of the file do not match. Save it as CSV again."), {}),))
    heading, *rest = lines or [[]]
    columns = _columns(heading)
    if missing := [names[0] for key, names in HEADINGS.items() if key not in columns and key not in OPTIONAL]:
        message = N_("The first line must name the columns. Missing: %(columns)s.")
        return File((), (LineFault(1, message, {"columns": ", ".join(missing)}),))
    numbered = [(number, row) for number, row in enumerate(rest, start=2) if any(cell.strip() for cell in row)]
    if not numbered or len(numbered) > MOST_LINES:
        message = N_("The file must hold from 1 to %(most)d lines below the names of the columns.")
        return File((), (LineFault(1, message, {"most": MOST_LINES}),))
    return _collected(numbered, columns, places)


def _delimiter(text: str) -> str:
    first = text.lstrip().partition("\n")[0]
    return ";" if first.count(";") >= first.count(",") else ","


def _columns(heading: Iterable[str]) -> dict[str, int]:
    key_of = {name: key for key, names in HEADINGS.items() for name in names}
    titles = [title.strip().strip("\ufeff").casefold() for title in heading]
    return {key_of[title]: i for i, title in reversed(list(enumerate(titles))) if title in key_of}


def _collected(numbered: list[tuple[int, list[str]]], columns: Mapping[str, int], places: Places) -> File:
    first: dict[str, tuple[int, Series]] = {}
    points: dict[str, dict[str, Point]] = {}
    faults = []
    for number, row in numbered:
        try:
            series, point = _line(_cells(row, columns), places)
            _check_with_the_others(number, series, point, first, points)
        except _LineError as error:
            faults.append(LineFault(number, error.message, error.params))
    found = [
        Series(**{name: getattr(series, name) for name in Series.__slots__ if name != "points"},
               points=tuple(sorted(points[key].values(), key=lambda point: point.period)))
        for key, (_number, series) in first.items()
    ]  # fmt: skip
    return File(tuple(found), tuple(faults))


def _cells(row: list[str], columns: Mapping[str, int]) -> dict[str, str]:
    if any(i >= len(row) for key, i in columns.items() if key not in OPTIONAL):
        raise _LineError(N_("The line has too few columns."))
    cells = {key: " ".join(row[i].split()) if i < len(row) else "" for key, i in columns.items()}
    cells = dict.fromkeys(OPTIONAL, "") | cells
    for key, cell in cells.items():
        if _INVISIBLE.search(cell):
            raise _LineError(N_("The line holds invisible characters. Write it anew instead of pasting it."))
        if len(cell) > LONGEST.get(key, 120):
            raise _LineError(N_("The column “%(column)s” holds more than %(most)d characters."),
                             column=HEADINGS[key][0], most=LONGEST.get(key, 120))  # fmt: skip
    return cells


def _line(cells: Mapping[str, str], places: Places) -> tuple[Series, Point]:
    for key in ("name", "definition", "source"):
        if not cells[key]:
            raise _LineError(N_("The column “%(column)s” is empty."), column=HEADINGS[key][0])
        _check_text(cells[key])
    if cells["measure"].casefold() not in MEASURES:
        raise _LineError(N_("“%(word)s” is none of the figures here. Leave it empty, or choose one of: %(known)s."),
                         word=cells["measure"], known=", ".join(sorted({*MEASURES.values()} - {""})))  # fmt: skip
    place = places.get(cells["place"].casefold())
    if place is None:
        raise _LineError(
            N_("There is no place called “%(word)s”. Write country, city, or the name of a district, plan or area."),
            word=cells["place"],
        )
    unit = UNITS.get(cells["unit"].casefold())
    if unit is None:
        raise _LineError(N_("The unit must be per cent or people, not “%(word)s”."), word=cells["unit"])
    point = Point(_period(cells["period"]), _value(cells["value"], unit), cells["source"])
    measure = MEASURES[cells["measure"].casefold()]
    words = (cells["definition"], cells["definition_en"])
    return Series(cells["name"], cells["name_en"], measure, *place, unit, *words, (point,)), point


def _check_text(text: str) -> None:
    try:
        freetext.check("", text)
    except InvalidError as error:
        raise _LineError(error.message) from None


def _check_with_the_others(
    number: int, series: Series, point: Point, first: dict[str, tuple[int, Series]], points: dict[str, dict[str, Point]]
) -> None:
    """A series says the same about itself on all its lines, and has one value at a time."""
    key = series.name.casefold()
    earlier, known = first.setdefault(key, (number, series))
    about = [name for name in Series.__slots__ if name not in {"points", "name"}]
    if any(getattr(series, name) != getattr(known, name) for name in about):
        message = N_("Measure, place, unit or definition differ from line %(line)d, which is of the same series.")
        raise _LineError(message, line=earlier)
    if point.period in points.setdefault(key, {}):
        raise _LineError(N_("The series has a value for %(period)s already."), period=point.period)
    points[key][point.period] = point


def _period(text: str) -> str:
    """A year, or a day that exists; neither lies ahead."""
    today = clock.today()
    if re.fullmatch(r"[0-9]{4}", text):
        if EARLIEST <= int(text) <= today.year:
            return text
    else:
        day = _day(text)
        if day is not None and day.year >= EARLIEST and day <= today:
            return day.isoformat()
    message = N_("“%(word)s” is no date from %(earliest)d until today. Write a year, or a day as 1-10-2021.")
    raise _LineError(message, word=text, earliest=EARLIEST)


def _day(text: str) -> date | None:
    for form in _DAY_FORMS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007  # A day has no time zone.
        except ValueError:
            continue
    return None


def _value(text: str, unit: FigureUnit) -> Decimal:
    """The number as Danes and others write it; a share has at most three decimals, people come whole."""
    plain = text.removesuffix("%").replace("\u00a0", "").replace(" ", "")
    if "," in plain or (unit == FigureUnit.PEOPLE and _THOUSANDS.fullmatch(plain)):
        plain = plain.replace(".", "").replace(",", ".")
    try:
        value = Decimal(plain) if re.fullmatch(r"[0-9]+(\.[0-9]+)?", plain) else Decimal(-1)
    except InvalidOperation:
        value = Decimal(-1)
    if unit == FigureUnit.PERCENT and not (0 <= value <= 100 and value == round(value, 3)):  # Per cent.
        raise _LineError(N_("“%(word)s” is no share from 0 to 100. Write for example 84 or 6,3."), word=text)
    if unit == FigureUnit.PEOPLE and not (0 <= value < Decimal(10**9) and value == int(value)):
        raise _LineError(N_("“%(word)s” is no whole number of people."), word=text)
    return value.quantize(Decimal("0.001"))
