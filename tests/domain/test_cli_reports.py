"""Reports and published figures by command: a file or one sentence, and nothing half done."""

import pytest
from click.testing import CliRunner

from tests.engines import environment
from tests.pdf import words
from uu.cli import installation, main
from uu.domain import figures
from uu.models import AuditEntry
from uu.vocabulary import AuditAct, ReportKind

HEAD = "serie;sted;dato;værdi;enhed;definition;kilde"
LINE = "Færdige;byen;2021;84,5;procent;Alle 25-årige;kk.dk"


@pytest.fixture
def uu(settings, at):
    """Type a command as somebody with this installation's settings does."""
    variables = {name: value for name, value in environment(settings).items() if name.startswith("UU_")}
    return lambda *typed: CliRunner(env=variables).invoke(main, [str(word) for word in typed])


@pytest.fixture
def connected(settings):
    return lambda: installation.connected(settings)


@pytest.mark.parametrize("kind", list(ReportKind))
def test_each_report_is_made_as_a_file(uu, connected, tmp_path, kind):
    paper, book = tmp_path / "report.pdf", tmp_path / "report.xlsx"
    assert "not for sharing" in uu("report", kind.value, paper, "--language", "en").output
    assert "Notforsharing" in words(paper.read_bytes())
    assert uu("report", kind.value, book, "--place", "tingbjerg", "--since", "2026-01-01").exit_code == 0
    assert book.read_bytes().startswith(b"PK")
    with connected():
        logged = [entry.detail for entry in AuditEntry.select().where(AuditEntry.act == AuditAct.EXPORTED)]
    assert logged == [f"report {kind.value} pdf", f"report {kind.value} xlsx"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (["report.doc"], "name a file that ends in .pdf or .xlsx"),
        (["report.pdf", "--place", "Atlantis"], "There is no such page."),
        (["report.pdf", "--place", "country"], "There is no such page."),
        (["report.pdf", "--since", "2027-01-01"], "The period must begin today or earlier."),
    ],
)
def test_a_report_that_cannot_be_made_leaves_no_file(uu, tmp_path, typed, sentence):
    file, *options = typed
    answer = uu("report", "monthly", tmp_path / file, *options)
    assert answer.exit_code != 0
    assert sentence in answer.output
    assert not list(tmp_path.iterdir())


def test_figures_are_imported_once_and_a_dry_run_changes_nothing(uu, connected, tmp_path):
    file = tmp_path / "figures.csv"
    file.write_text(f"{HEAD}\n{LINE}\n", encoding="cp1252")
    assert "Nothing is saved" in uu("import", "figures", file, "--dry-run").output
    with connected():
        before = len(figures.everything())
    assert "new       Færdige (1)" in uu("import", "figures", file).output
    assert "same      Færdige (1)" in uu("import", "figures", file).output
    with connected():
        assert len(figures.everything()) == before + 1


def test_a_bad_line_imports_nothing(uu, connected, tmp_path):
    file = tmp_path / "figures.csv"
    file.write_text(f"{HEAD}\n{LINE}\nX;Atlantis;2021;1;procent;d;k\n", encoding="utf-8")
    answer = uu("import", "figures", file)
    assert answer.exit_code == 1
    assert "Line 3: There is no place called “Atlantis”." in answer.output
    with connected():
        assert "Færdige" not in {kept.series.name for kept in figures.everything()}
