"""Files of figures: numbers stay numbers, no text becomes a formula, and the notes come along."""

import csv
import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from uu import clock
from uu.output.tables import Column, Sheet, as_csv, as_xlsx

NOTES = ("Opgjort 23. november 2026.", "Af de registrerede unge.", "Må ikke deles: små tal.")
COLUMNS = (Column("Område"), Column("Unge", "number"), Column("Opnået", "share"), Column("Siden", "date"))
TINGBJERG = ('Tingbjerg; "Utterslev"', 1234, 0.255555555, date(2026, 3, 2))
OVERVIEW = Sheet("Overblik", COLUMNS, [TINGBJERG, ("Tomgården", 0, None, None)], NOTES)
MOMENT = datetime(2026, 11, 23, 8, tzinfo=UTC)
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
FORMULAS = ["=1+1", "+45 12345678", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1"]


def lines(data: bytes, delimiter=";"):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def part(data: bytes, name: str) -> ET.Element:
    return ET.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(name))


def tabs(data: bytes):
    return [sheet.get("name") for sheet in part(data, "xl/workbook.xml").iter(f"{MAIN}sheet")]


def text_sheet(*texts):
    return Sheet("Tekster", (Column("Tekst"),), [(text,) for text in texts], NOTES)


def test_a_csv_opens_in_danish_excel():
    data = as_csv(OVERVIEW)
    assert data.startswith("\ufeffOmråde;Unge;Opnået;Siden\r\n".encode())
    assert lines(data) == [
        ["Område", "Unge", "Opnået", "Siden"],
        ['Tingbjerg; "Utterslev"', "1234", "0,255556", "2026-03-02"],
        ["Tomgården", "0", "", ""],
        [],
        *([note] for note in NOTES),
    ]


def test_a_csv_for_english_readers():
    data = as_csv(
        Sheet("t", (Column("n", "number"),), [(Decimal("2.50"),)], NOTES), delimiter=",", decimal="."
    )
    assert lines(data, ",")[1] == ["2.5"]


@pytest.mark.parametrize("text", FORMULAS, ids=ascii)
def test_no_text_of_a_csv_becomes_a_formula(text):
    sheet = Sheet("t", (Column(text),), [(text,)], (text,))
    assert [line for line in lines(as_csv(sheet)) if line] == [[f"'{text}"]] * 3


def test_a_negative_number_is_no_formula():
    assert lines(as_csv(Sheet("t", (Column("n", "number"),), [(-3,), (-0.5,)], NOTES)))[1:3] == [
        ["-3"],
        ["-0,5"],
    ]


@given(st.lists(st.text(st.characters(codec="utf-8")), max_size=5))
def test_any_text_comes_back_from_a_csv(texts):
    back = [line[0] if line else "" for line in lines(as_csv(text_sheet(*texts)))[1 : len(texts) + 1]]
    assert [cell.removeprefix("'") for cell in back] == [text.removeprefix("'") for text in texts]


@given(st.floats(-1e9, 1e9), st.integers())
def test_any_number_comes_back_from_a_csv(share, n):
    sheet = Sheet("t", (Column("a", "share"), Column("b", "number")), [(share, n)], NOTES)
    first, second = lines(as_csv(sheet))[1]
    assert float(first.replace(",", ".")) == pytest.approx(share, abs=1e-6)
    assert int(second) == n


def test_a_workbook_has_typed_cells_a_frozen_heading_and_its_notes():
    data = as_xlsx([OVERVIEW], "UU På Vej", MOMENT, notes_title="Noter")
    assert tabs(data) == ["Overblik", "Noter"]
    page = part(data, "xl/worksheets/sheet1.xml")
    assert page.find(f".//{MAIN}pane").get("ySplit") == "1"
    cells = {cell.get("r"): cell for cell in page.iter(f"{MAIN}c")}
    assert cells["B2"].find(f"{MAIN}v").text == "1234"
    assert float(cells["C2"].find(f"{MAIN}v").text) == pytest.approx(0.255555555)
    assert {cells[name].get("t") for name in ("A2", "A5", "A6", "A7")} == {"s"}
    shown = {style.get("formatCode") for style in part(data, "xl/styles.xml").iter(f"{MAIN}numFmt")}
    assert {"0.0%", "yyyy-mm-dd"} <= shown
    for name in ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"):
        assert note_texts(data, name) >= set(NOTES)


def note_texts(data, name):
    shared = ["".join(item.itertext()) for item in part(data, "xl/sharedStrings.xml")]
    cells = part(data, name).iter(f"{MAIN}c")
    return {shared[int(cell.find(f"{MAIN}v").text)] for cell in cells if cell.get("t") == "s"}


@pytest.mark.parametrize("text", [*FORMULAS, "{=1}", "https://example.org", "12"], ids=ascii)
def test_no_text_of_a_workbook_becomes_a_formula_a_link_or_a_number(text):
    data = as_xlsx([Sheet("t", (Column(text),), [(text,)], (text,))], "UU På Vej", MOMENT)
    page = part(data, "xl/worksheets/sheet1.xml")
    assert {cell.get("t") for cell in page.iter(f"{MAIN}c")} == {"s"}
    assert not [*page.iter(f"{MAIN}f"), *page.iter(f"{MAIN}hyperlink")]


@given(st.lists(st.text(st.characters(codec="utf-8")), min_size=1, max_size=4))
def test_any_titles_become_tabs_that_excel_accepts(titles):
    sheets = [Sheet(title, (Column("n"),), [], NOTES) for title in titles]
    names = tabs(as_xlsx(sheets, "UU På Vej", MOMENT))
    assert len(names) == len(titles) + 1 == len({name.casefold() for name in names})
    assert all(0 < len(name.encode("utf-16-le")) <= 62 for name in names)
    assert not set("".join(names)) & set("[]:*?/\\\t\n\x00")


def test_the_same_figures_make_the_same_file_and_the_clock_dates_it():
    with clock.frozen(MOMENT):
        data = as_xlsx([OVERVIEW], "UU På Vej")
    assert data == as_xlsx([OVERVIEW], "UU På Vej", MOMENT)
    core = ET.tostring(part(data, "docProps/core.xml"), encoding="unicode")
    assert "UU På Vej" in core
    assert "2026-11-23T08:00:00Z" in core


def test_a_sheet_without_notes_or_with_a_ragged_row_is_refused():
    with pytest.raises(ValueError, match="figures"):
        Sheet("t", COLUMNS, [], ())
    with pytest.raises(ValueError, match="row"):
        Sheet("t", COLUMNS, [("too short",)], NOTES)


@example("\x00\x1f\ufffe")
@given(st.text(st.characters(codec="utf-8"), min_size=1))
def test_any_text_makes_a_workbook_that_can_be_read(text):
    data = as_xlsx([Sheet(text, (Column(text),), [(text,)], (text,))], text, MOMENT)
    assert len(tabs(data)) == 2
    assert part(data, "xl/worksheets/sheet1.xml") is not None
    assert part(data, "xl/sharedStrings.xml") is not None
    assert part(data, "docProps/core.xml") is not None
