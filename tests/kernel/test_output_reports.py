"""One report, many outputs: the page, the PDF and the spreadsheet say the same, whatever the words are."""

import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup
from python_calamine import CalamineWorkbook

from tests.pdf import squeezed, words
from uu.output import documents, pdf, tables
from uu.output.charts import RangeTexts, TrendTexts, range_bar, trend
from uu.output.glyphs import MISSING
from uu.output.paper import STYLE, WIDTH, on_paper
from uu.output.svg import described
from uu.statistics import report as plain
from uu.statistics.report import Bilingual, Column, Figure, Figures, Paragraph, Percent, Share, Span, Table, Text
from uu.web.reports_words import written

MADE = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
STRANGE = ['#read("x")', "=1+1", "<b>", "*fed*", "$x$", "@a", "\\u{1}", "æøå ÆØÅ", "#set text(size: 99pt)", "</svg>"]

shares = st.floats(0, 1)
spans = st.tuples(shares, shares).map(lambda pair: Span(min(pair), max(pair)))
names = st.sampled_from(STRANGE) | st.text("abcdæøå #=<>&\"'*_$@[]()", min_size=1, max_size=20)
CELLS = {
    "text": names,
    "number": st.integers(0, 10**6),
    "share": st.none() | shares.map(Share),
    "span": st.none() | spans,
    "date": st.dates(date(2000, 1, 1), date(2030, 1, 1)),
}


@st.composite
def drawn_tables(draw):
    kinds = draw(st.lists(st.sampled_from(list(CELLS)), min_size=1, max_size=5))
    rows = draw(st.lists(st.tuples(*(CELLS[kind] for kind in kinds)), max_size=4))
    return Table(Text(draw(names)), [Column(Text(draw(names)), kind) for kind in kinds], rows)


def report(*blocks, place="The whole city"):
    section = plain.Section(Text("Section"), blocks)
    notes = (Text("Of the registered young people."), Text("Not for sharing: holds small counts."))
    return plain.Report(Text("A report"), Text(place), date(2026, 11, 23), date(2026, 10, 23), [section], notes)


@given(
    table=drawn_tables(),
    figure=st.integers(0, 10**6) | shares.map(Share) | spans,
    language=st.sampled_from(["da", "en"]),
)
@settings(max_examples=40)
def test_every_output_says_the_same(table, figure, language):
    document = written(report(Figures([Figure(Text("A figure"), figure, Text("How"))]), table), language)
    assert documents.from_json(documents.as_json(document)) == document
    counted, shown = document.sections[0].blocks
    on_pages = words(pdf.as_pdf(document, MADE))
    for text in [counted.items[0].written, *(cell for row in shown.written for cell in row)]:
        assert squeezed(text) in on_pages
    book = CalamineWorkbook.from_filelike(io.BytesIO(tables.as_xlsx(documents.sheets(document), "UU", MADE)))
    read = book.get_sheet_by_index(1).to_python()
    cells = [["" if cell is None else cell for cell in row] for row in shown.rows]
    for row, expected in zip(read[1:], cells, strict=False):
        _alike(row, expected)


def _alike(row, expected):
    for found, given_cell in zip(row, expected, strict=False):
        if isinstance(given_cell, float | int):
            assert found == pytest.approx(given_cell)
        else:
            # Excel keeps no spaces at the ends of what it takes for nothing.
            assert str(found).strip() == given_cell.strip()


def test_a_share_reads_the_same_as_its_number_rounded():
    document = written(report(Figures([Figure(Text("A"), Span(0.254, 0.3649), Text("How"))])), "en")
    item = document.sections[0].blocks[0].items[0]
    assert (item.written, item.low, item.high) == ("25–36 %", 0.254, 0.3649)


def test_both_languages_have_the_same_numbers():
    one = report(
        Figures([Figure(Text("Reached"), Span(0.25, 0.5), Text("How"))]),
        Table(Text("Places"), [Column(Text("Place"), "text"), Column(Text("Young people"))], [["Tingbjerg", 1234]]),
        Table(Text("P"), [Column(Text("V"), "text")], [[Percent(Decimal("6.300"))], [Bilingual("ja", "yes")]]),
    )
    danish, english = (written(one, language) for language in ("da", "en"))
    digits = [re.findall(r"\d+", squeezed(words(pdf.as_pdf(each, MADE))).replace(".", "").replace(",", "")) for each in
              (danish, english)]  # fmt: skip
    assert "1234" in "".join(digits[0])
    assert danish.sections[0].blocks[1].rows == english.sections[0].blocks[1].rows
    assert [row[0] for row in danish.sections[0].blocks[2].written] == ["6,3 %", "ja"]
    assert [row[0] for row in english.sections[0].blocks[2].written] == ["6.3 %", "yes"]


@pytest.mark.parametrize("name", STRANGE)
def test_nothing_is_read_as_markup_or_as_a_formula(name):
    table = Table(Text("Places"), [Column(Text("Place"), "text")], [[name]])
    document = written(report(Paragraph(Text(name)), table, place=name), "da")
    assert words(pdf.as_pdf(document, MADE)).count(squeezed(name)) >= 3
    book = CalamineWorkbook.from_filelike(io.BytesIO(tables.as_xlsx(documents.sheets(document), "UU", MADE)))
    assert book.get_sheet_by_index(1).to_python()[1][0] == name


SIGNS = {
    "Målet 🎯": "Målet�", "中文 skole": "��skole", "❤\ufe0f": "❤",
    "👨‍👩‍👧": "���", "nul \0 x": "nul�x", "\U0010ffff": "�", "q\u20e0": "q�",
    "tab\there": "tabhere", "halv \ud800": "halv�",
}  # fmt: skip
DRAWN = ("e\u0301 a\u0323\u0302", "سلام", "Привет", "Łódź Ğış", "– − ≥ …")


@pytest.mark.parametrize("sign", [*SIGNS, *DRAWN])
def test_a_sign_that_no_typeface_has_does_not_stop_the_report(sign):
    table = Table(Text(sign), [Column(Text(sign), "text")], [[sign]])
    figures = Figures([Figure(Text(sign), 1, Text(sign))])
    document = written(report(Paragraph(Text(sign), is_notice=True), figures, table, place=sign), "da")
    said = words(pdf.as_pdf(document, MADE))
    assert pdf.as_pictures(document, MADE)
    assert sign in DRAWN or said.count(SIGNS[sign]) >= 6


def test_a_chart_with_such_a_sign_is_drawn():
    texts = TrendTexts("中", "D", "c", "p", "🎯", "nu", lambda day: str(day.year), lambda share: f"{share:.0%}")
    svg = str(trend("t", [(date(2025, 1, 31), 0.2, 0.4), (date(2026, 1, 31), 0.5, 1.0)], 0.95, texts))
    chart = documents.Block("chart", "🎯", svg=svg, description="中")
    document = replace(written(report(), "da"), sections=[documents.Section("🎯", [chart])])
    assert words(pdf.as_pdf(document, MADE)).count(MISSING) >= 2


@given(text=st.text(min_size=1, max_size=12) | st.text("q中🎯\u0301\ufe0f\u200d\u0600\u0085س ", min_size=1, max_size=8))
@settings(max_examples=60)
def test_whatever_is_typed_there_is_a_pdf(text):
    assert pdf.as_pdf(written(report(Paragraph(Text(text)), place=text), "da"), MADE)


def test_the_pdf_is_tagged_and_says_its_language_and_standard():
    document = written(report(Paragraph(Text("Words"))), "da")
    content = pdf.as_pdf(document, MADE)
    assert b"/StructTreeRoot" in content
    assert b"/Marked true" in content
    assert b"/Lang(da-DK)" in content
    assert b"pdfuaid:part>1<" in content.replace(b" ", b"") or b'pdfuaid:part="1"' in content
    assert pdf.as_pdf(document, MADE) == content
    assert all(page.startswith(b"\x89PNG") for page in pdf.as_pictures(document, MADE))


def test_every_page_says_that_it_is_not_for_sharing():
    long = Table(Text("Long"), [Column(Text("Place"), "text")], [[f"Place {i}"] for i in range(120)])
    document = written(report(long), "en")
    pages = len(pdf.as_pictures(document, MADE, 20))
    assert pages > 2
    assert words(pdf.as_pdf(document, MADE)).count("Notforsharing") == pages
    for sheet in documents.sheets(document):
        assert "Not for sharing: holds small counts." in sheet.notes


def test_a_chart_on_paper_keeps_its_lines_as_thin_as_on_the_page():
    texts = TrendTexts("T", "D", "c", "p", "goal", "now", lambda day: str(day.year), lambda share: f"{share:.0%}")
    svg = on_paper(str(trend("t", [(date(2025, 1, 31), 0.2, 0.4), (date(2026, 1, 31), 0.5, 1.0)], 0.95, texts)))
    assert "preserveAspectRatio" not in svg
    assert f"{WIDTH}.00 80.00" in svg
    assert 'width="100%"' not in svg
    with pytest.raises(ValueError, match="height"):
        on_paper("<svg></svg>")


def test_the_alternative_text_is_what_the_chart_was_given():
    svg = range_bar("r", 0.2, 0.4, 0.9, RangeTexts("A & <b>", "D", "c", "p", "t"))
    assert described(svg) == ("A & <b>", "D")
    with pytest.raises(ValueError, match="title"):
        described(Markup("<svg></svg>"))


def test_a_figure_that_cannot_be_given_says_why():
    with pytest.raises(ValueError, match="why"):
        Figure(Text("A"), None, Text("How"))
    document = written(report(Figures([Figure(Text("A"), None, Text("How"), Text("Too few."))])), "en")
    item = document.sections[0].blocks[0].items[0]
    assert (item.written, item.counted, item.number, item.low) == ("–", "Too few. How", None, None)


def test_a_row_that_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="every row"):
        Table(Text("A"), [Column(Text("B"))], [[1, 2]])


def test_every_part_of_a_chart_has_its_look_on_paper():
    sheet = (Path(__file__).parent.parent.parent / "styles" / "_charts.scss").read_text(encoding="utf-8")
    known = set(re.findall(r"\.(chart-[a-z_-]+)", STYLE))
    assert not set(re.findall(r"\.(chart-[a-z_-]+)", sheet)) - known - {"chart-"}
