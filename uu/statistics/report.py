"""A report as a plain value: composed once, in no language, and rendered by every output from the same numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal

ColumnKind = Literal["text", "number", "share", "span", "date"]
ChartKind = Literal["cohort", "range", "trend", "curve", "flow", "forecast"]


@dataclass(frozen=True, slots=True)
class Text:
    """A message id with what fills its placeholders; the values are written in the reader's language."""

    message: str
    params: Mapping[str, "Value"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Share:
    """A share from 0 to 1."""

    of_one: float


@dataclass(frozen=True, slots=True)
class Span:
    """The lowest and the highest a share may be, from 0 to 1: never a lone point where something is unknown."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Percent:
    """A share in per cent as somebody else has published it, with the decimals they gave."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Bilingual:
    """Words that are kept in both languages."""

    danish: str
    english: str


# None is a figure that cannot be given.
Value = str | int | float | date | Text | Bilingual | Share | Span | Percent | None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words; ``is_notice`` for those that must not be overlooked."""

    text: Text
    is_notice: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with how it is counted; where it cannot be given, ``why`` says so."""

    title: Text
    value: Value
    counted: Text
    why: Text | None = None

    def __post_init__(self) -> None:
        if self.value is None and self.why is None:
            raise ValueError("a figure that cannot be given says why")


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures that belong together."""

    figures: Sequence[Figure]


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading and what its cells hold."""

    title: Text
    kind: ColumnKind = "number"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings. Raises ``ValueError`` where a row does not fit them."""

    title: Text
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("every row has a cell for every column")


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of figures that stand in a table beside it; ``of`` is what was read."""

    kind: ChartKind
    of: Any


Block = Paragraph | Figures | Table | Chart


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it. An appendix has a page of its own, to which the report's page leads."""

    title: Text
    blocks: Sequence[Block]
    is_appendix: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a report says, of one place on one day. ``notes`` stand on every page and every sheet."""

    title: Text
    place: Text
    day: date
    since: date
    sections: Sequence[Section]
    notes: Sequence[Text]
