"""The checks of the tests themselves can fail: each finds the fault it is there for."""

import socket
from pathlib import Path

import pytest

from tests.house.tree import ROOT
from tests.pages import audit_html

PAGE = """<!doctype html>
<html lang="da">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Mine unge</title></head>
<body><main><h1>Mine unge</h1>{}</main></body>
</html>
"""
FAULTS = {
    "no-dup-id": '<p id="a">a</p><p id="a">b</p>',
    "input-missing-label": '<input type="text" name="navn">',
    "no-inline-style": '<p style="color: red">a</p>',
    "require-csp-nonce": "<script>1;</script>",
    "close-order": "<p><b>a</p></b>",
    "one h1": "<h1>En til</h1>",
    "script in an attribute": '<button type="button" onclick="f()">a</button>',
    "in another order": (
        '<ul class="error-summary"><li><a href="#b">b</a></li><li><a href="#a">a</a></li></ul>'
        '<p id="a">a</p><p id="b">b</p>'
    ),
    "from elsewhere": '<img alt="a" src="https://example.org/a.png">',
}


def test_a_page_in_order_has_no_faults():
    assert audit_html(PAGE.format("<p>Ingen unge endnu.</p>")) == []


@pytest.mark.parametrize(("fault", "html"), FAULTS.items(), ids=FAULTS)
def test_a_faulty_page_is_found(fault, html):
    assert any(fault in found for found in audit_html(PAGE.format(html)))


def test_a_heavy_page_is_found():
    paragraphs = "".join(f"<p>{number * 7919 % 1000003:x}</p>" for number in range(9000))
    assert any("weighs" in found for found in audit_html(PAGE.format(paragraphs)))


def test_a_page_without_a_language_is_found():
    assert any("language" in found for found in audit_html(PAGE.format("").replace(' lang="da"', ' lang="fr"')))


def test_no_test_reaches_the_outside():
    with socket.socket() as line, pytest.raises(AssertionError, match=r"192\.0\.2\.1"):
        line.connect(("192.0.2.1", 443))


def test_a_transaction_left_open_is_found(pytester_run):
    assert "left a transaction open in data" in pytester_run(
        "def test_it(db):\n"
        "    from uu.models.database import data\n"
        "    data.atomic().__enter__()\n"
    )


@pytest.fixture
def pytester_run(tmp_path: Path):
    """Run one small test file in a process of its own, with the fixtures of this suite."""
    import subprocess
    import sys

    def run(source: str) -> str:
        folder = ROOT / ".cache" / "tests"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "test_fault.py").write_text(source)
        command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.conftest", "--engine", "sqlite",
                   str(folder / "test_fault.py")]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout

    return run
