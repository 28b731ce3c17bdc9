"""What others have published: read from a file line by line, kept whole or not at all, and never mixed with our own."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import cast
from uu.domain import figures, places
from uu.domain.errors import InvalidError, NotVisibleError
from uu.domain.figures_file import LARGEST, decoded, read
from uu.models import AuditEntry, ReferenceFigure, ReferenceSeries
from uu.models.figures import FigureUnit
from uu.vocabulary import AuditAct

HEAD = "serie;sted;dato;værdi;enhed;definition;kilde;mål"
ENGLISH = "series,place,year,value,unit,definition,source"
GOOD = "Færdige;København;2021;84,5;procent;Alle 25-årige;kk.dk;cohort_25"
PLACES = {"københavn": ("city", ""), "landet": ("country", "")}


def lines(*rows, head=HEAD):
    return read("\n".join([head, *rows]), PLACES)


def test_a_danish_file_is_read_as_it_is_written(at):
    file = lines(GOOD, "Færdige;København;1.10.2022;85,25 %;%;Alle 25-årige;kk.dk;cohort_25")
    (series,) = file.series
    assert not file.faults
    assert (series.name, series.level, series.measure, series.unit) == (
        "Færdige", "city", "cohort_25", FigureUnit.PERCENT,
    )  # fmt: skip
    assert [(point.period, point.value) for point in series.points] == [
        ("2021", Decimal("84.5")), ("2022-10-01", Decimal("85.25")),
    ]  # fmt: skip


def test_commas_and_english_headings_do_as_well(at):
    file = lines('Done,"city, nowhere",2021,84.5,percent,Everybody,kk.dk', head=ENGLISH)
    assert [fault.line for fault in file.faults] == [2]
    file = read(
        f'{ENGLISH}\n"Done, all",Landet,2020,"42.785",people,"Everybody, counted",x.dk',
        PLACES,
    )
    assert file.series[0].points[0].value == 42785
    assert file.series[0].measure == ""


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Færdige;Atlantis;2021;84;procent;Alle;kk.dk;", "no place called"),
        ("Færdige;København;2021;840;procent;Alle;kk.dk;", "no share from 0 to 100"),
        ("Færdige;København;2021;mange;procent;Alle;kk.dk;", "no share"),
        ("Færdige;København;2021;=1+1;procent;Alle;kk.dk;", "no share"),
        ("Færdige;København;2021;1,5;personer;Alle;kk.dk;", "no whole number"),
        ("Færdige;København;2021;NaN;personer;Alle;kk.dk;", "no whole number"),
        ("Færdige;København;2035;84;procent;Alle;kk.dk;", "no date"),
        ("Færdige;København;31-02-2020;84;procent;Alle;kk.dk;", "no date"),
        ("Færdige;København;2021;84;kroner;Alle;kk.dk;", "per cent or people"),
        ("Færdige;København;2021;84;procent;;kk.dk;", "is empty"),
        ("Færdige;København;2021;84;procent;Alle;;", "is empty"),
        ("Færdige;København;2021;84;procent;Alle;kk.dk;hjerte", "none of the figures here"),
        ("Færdige;København;2021", "too few columns"),
        ("Færdige;København;2021;84;procent;Spørg 010190-1234;kk.dk;", "CPR number"),
        ("Færd\x07ige;København;2021;84;procent;Alle;kk.dk;", "invisible"),
        (f"{'F' * 130};København;2021;84;procent;Alle;kk.dk;", "more than"),
    ],
)
def test_a_bad_line_gets_a_sentence_with_its_number(at, line, words):
    file = lines(GOOD, line)
    (fault,) = file.faults
    assert fault.line == 3
    assert words in fault.message % fault.params


def test_a_series_says_the_same_on_all_its_lines(at):
    file = lines(GOOD, GOOD.replace("2021", "2022").replace("Alle", "Nogle"), GOOD)
    assert [(fault.line, fault.message % fault.params) for fault in file.faults] == [
        (3, "Measure, place, unit or definition differ from line 2, which is of the same series."),
        (4, "The series has a value for 2021 already."),
    ]


@pytest.mark.parametrize("text", ["", "serie;sted", HEAD, f'{HEAD}\n"open;København', "\n\n"])
def test_a_file_without_figures_says_so(at, text):
    assert [fault.line for fault in read(text, PLACES).faults] == [1]


def test_files_of_older_spreadsheets_are_understood(at):
    assert "værdi" in decoded(HEAD.encode("cp1252"))
    assert decoded(HEAD.encode("utf-8-sig")).startswith("serie")
    for content in (b"", b"\x00\x01PK", b" " * 10, b"x" * (LARGEST + 1)):
        with pytest.raises(InvalidError):
            decoded(content)


@given(text=st.text(max_size=400))
def test_no_text_breaks_the_reading(text):
    found = read(f"{HEAD}\n{text}", PLACES)
    assert found.faults or found.series


@given(whole=st.integers(0, 99), part=st.integers(0, 999))
def test_danish_and_english_decimals_are_the_same_number(whole, part):
    danish, english = (lines(GOOD.replace("84,5", f"{whole}{sign}{part:03}")) for sign in ",.")
    assert danish == english
    assert danish.series[0].points[0].value == Decimal(f"{whole}.{part:03}")


def test_the_same_file_twice_changes_nothing(db):
    lone, file = cast.lone(), lines(GOOD)
    assert [change.kind for change in figures.import_file(lone, file)] == ["new"]
    before = list(ReferenceFigure.select().dicts()), AuditEntry.select().count()
    assert [change.kind for change in figures.import_file(lone, file)] == ["same"]
    assert (list(ReferenceFigure.select().dicts()), AuditEntry.select().count()) == before


def test_a_series_takes_the_place_of_the_one_of_its_name(db):
    lone = cast.lone()
    figures.import_file(lone, lines(GOOD))
    changed = lines(GOOD.replace("2021", "2022").replace("84,5", "91"))
    assert [change.kind for change in figures.changes(changed)] == ["replaced"]
    figures.import_file(lone, changed)
    (kept,) = [kept for kept in figures.everything() if kept.series.name == "Færdige"]
    assert [(point.period, point.value) for point in kept.series.points] == [("2022", 91)]
    logged = AuditEntry.select().where(AuditEntry.act == AuditAct.FIGURES_IMPORTED)
    assert [(entry.object_kind, entry.detail) for entry in logged] == [("figures", "1"), ("figures", "1")]


def test_nothing_is_half_imported(db):
    before = figures.everything()
    with pytest.raises(InvalidError):
        figures.import_file(cast.lone(), lines(GOOD, "Andre;Atlantis;2021;1;procent;x;y;"))
    assert figures.everything() == before


def test_a_removed_series_is_gone_and_logged(db):
    lone = cast.lone()
    figures.import_file(lone, lines(GOOD))
    kept = next(kept for kept in figures.everything() if kept.series.name == "Færdige")
    figures.remove(lone, kept.id)
    assert kept not in figures.everything()
    assert not ReferenceFigure.select().where(ReferenceFigure.series == kept.id).exists()
    assert AuditEntry.select().where(AuditEntry.act == AuditAct.FIGURES_REMOVED).count() == 1
    with pytest.raises(NotVisibleError):
        figures.remove(lone, kept.id)


def test_the_delivered_figures_are_there_with_source_and_definition(db):
    found = figures.everything()
    assert len(found) >= 14
    assert all(kept.series.definition_en and kept.series.name_en for kept in found)
    assert all(point.source for kept in found for point in kept.series.points)
    shares = {point.period: point.value for kept in found for point in kept.series.points
              if kept.series.name.startswith("Mindst en ungdomsuddannelse")}  # fmt: skip
    assert shares == {"2006": 84, "2009": 88, "2011": 93, "2012": 93, "2014": 93, "2015": 92}


def test_a_place_is_beside_its_own_and_its_surroundings_figures_only(db):
    division = places.division()
    area, other = (str(cast.area(name)) for name in ("Tingbjerg", "Folehaven"))
    row = GOOD.replace("København", "area: Tingbjerg").replace("Færdige", "I Tingbjerg")
    figures.import_file(None, read(f"{HEAD}\n{row}", figures.known_places()))
    place = division.find("area", area)
    levels = [kept.series.level for kept in figures.beside(place, division.above(place))]
    assert levels[0] == "area"
    assert set(levels) == {"area", "city", "country"}
    elsewhere = division.find("area", other)
    assert "area" not in {kept.series.level for kept in figures.beside(elsewhere, division.above(elsewhere))}


def test_every_series_has_a_row(db):
    assert {row.id for row in ReferenceSeries.select()} == {kept.id for kept in figures.everything()}
