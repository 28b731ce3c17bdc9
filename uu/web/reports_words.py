"""A report in words: every value of it written once, as all outputs show it."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from uu.output import documents
from uu.output.documents import Block, Document, Item
from uu.output.svg import described
from uu.output.tables import Kind
from uu.statistics import report as plain
from uu.statistics.measures import Range
from uu.statistics.report import Bilingual, Percent, Report, Share, Span, Text, Value
from uu.vocabulary import N_
from uu.web import forecasts_words, movement_charts, outcomes_charts, overview_charts
from uu.web.language import _, format_date, format_number, format_share, gettext, language, speaking

_WORDS = {
    "section": N_("Section"), "figure": N_("Figure"), "value": N_("Value"), "number": N_("Number"),
    "least": N_("At least"), "most": N_("At most"), "counted": N_("How it is counted"), "figures": N_("Figures"),
    "text": N_("In words"), "notes": N_("Notes"), "table": N_("Table"),
}  # fmt: skip
_CHARTS: dict[str, Callable[[Any], Any]] = {
    "cohort": lambda read: overview_charts.charts(read)["cohort"],
    "range": lambda read: overview_charts.charts(read)["range"],
    "trend": lambda read: overview_charts.charts(read)["trend"],
    "curve": outcomes_charts.chart,
    "flow": movement_charts.chart,
    "forecast": lambda read: forecasts_words.chart(read, read.known),
}


def written(report: Report, code: str) -> Document:
    """The report in a language."""
    with speaking(code):
        return Document(
            language=code,
            title=say(report.title),
            place=say(report.place),
            day=_("As of %(day)s.", day=format_date(report.day)),
            period=_("Changes since %(day)s.", day=format_date(report.since)),
            words={key: _(word) for key, word in _WORDS.items()},
            sections=tuple(
                documents.Section(
                    say(section.title), tuple(_block(block) for block in section.blocks), section.is_appendix
                )
                for section in report.sections
            ),
            notes=tuple(say(note) for note in report.notes),
        )


def say(text: Text) -> str:
    """The message in the language that is spoken, its placeholders filled with written values."""
    return gettext(text.message, **{name: write(value) for name, value in text.params.items()})


def write(value: Value) -> str:
    """A value as people read it."""
    match value:
        case None:
            return "–"
        case Text():
            return say(value)
        case Bilingual():
            return value.english if language() == "en" else value.danish
        case Share():
            return format_share(value.of_one)
        case Span():
            return overview_charts.range_text(Range(value.low, value.high))
        case Percent():
            return f"{format_number(float(value.value))} %"
        case date():
            return format_date(value, "medium")
        case int() | float():
            return format_number(value)
    return value


def _block(block: plain.Block) -> Block:
    match block:
        case plain.Paragraph():
            return Block("notice" if block.is_notice else "paragraph", say(block.text))
        case plain.Figures():
            return Block("figures", items=tuple(_item(figure) for figure in block.figures))
        case plain.Chart():
            return _chart(block)
    return _table(block)


def _item(figure: plain.Figure) -> Item:
    value, counted = figure.value, say(figure.counted)
    ends = _ends(value)
    number = value if isinstance(value, int | float) else None
    if value is None and figure.why is not None:
        return Item(say(figure.title), write(None), f"{say(figure.why)} {counted}")
    return Item(say(figure.title), write(value), counted, number, *ends)


def _ends(value: Value) -> tuple[float | None, float | None]:
    if isinstance(value, Share):
        return value.of_one, value.of_one
    return (value.low, value.high) if isinstance(value, Span) else (None, None)


def _chart(chart: plain.Chart) -> Block:
    svg = _CHARTS[chart.kind](chart.of)
    title, description = described(svg)
    return Block("chart", text=title, description=description, svg=str(svg))


def _table(table: plain.Table) -> Block:
    return Block(
        "table",
        text=say(table.title),
        headings=tuple((say(column.title), column.kind) for column in table.columns),
        written=tuple(tuple(write(cell) for cell in row) for row in table.rows),
        columns=tuple(pair for column in table.columns for pair in _columns(column)),
        rows=tuple(tuple(raw for column, cell in zip(table.columns, row, strict=True) for raw in _raw(column, cell))
                   for row in table.rows),
    )  # fmt: skip


def _columns(column: plain.Column) -> Sequence[tuple[str, Kind]]:
    """A range is two columns of a spreadsheet."""
    title = say(column.title)
    if column.kind == "span":
        words = {"what": title}
        return (_("%(what)s: at least", **words), "share"), (_("%(what)s: at most", **words), "share")
    return ((title, column.kind),)


def _raw(column: plain.Column, cell: Value) -> Sequence[documents.Raw]:
    if column.kind == "span":
        return _ends(cell)
    match cell:
        case Share():
            return (cell.of_one,)
        case Text() | Bilingual() | Percent():
            return (write(cell),)
        case date():
            return (cell.isoformat(),)
        case Span():
            raise ValueError("a range stands in a column of ranges")
    return (cell if column.kind != "text" or cell is None else str(cell),)
