"""Every exception from a rule carries its reason, and nothing is left for later."""

import io
import re
import tokenize
from pathlib import Path

from tests.house.tree import text, written

EXCEPTION = re.compile(r"#\s*(noqa|type:\s*ignore|nosec|ruff:|mypy:)")
REASON = re.compile(r"(noqa(:\s*[A-Z0-9, ]+)?|type:\s*ignore(\[[\w, -]+\])?|nosec(\s+B\d+)?)[\s:#–-]*(?P<reason>.*)")
# Spelled in two parts, or this file would break its own rule.
LEFT_FOR_LATER = re.compile("|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK", "pragma: no" + " cover"]))
NOT_RUN = re.compile(r"\.(skip|skipif|xfail|importor" + r"skip)\b")


def _comments(path: Path) -> list[tokenize.TokenInfo]:
    tokens = tokenize.generate_tokens(io.StringIO(text(path)).readline)
    return [token for token in tokens if token.type == tokenize.COMMENT]


def _unexplained(path: Path) -> list[str]:
    comments = _comments(path)
    alone = {token.start[0] for token in comments if token.line.lstrip().startswith("#")}
    return [
        f"{path}:{token.start[0]} {token.string}"
        for token in comments
        if EXCEPTION.search(token.string) and not _has_reason(token.string) and token.start[0] - 1 not in alone
    ]


def _has_reason(comment: str) -> bool:
    found = REASON.search(comment)
    return bool(found) and len(found["reason"].split()) >= 3


def test_every_exception_from_a_rule_says_why():
    assert not [fault for path in written(".py") for fault in _unexplained(path)]


def test_nothing_is_left_for_later():
    suffixes = (".py", ".js", ".mjs", ".html", ".scss", ".md", ".toml", ".po")
    assert not [str(path) for path in written(*suffixes) if LEFT_FOR_LATER.search(text(path))]


def test_every_test_runs():
    assert not [str(path) for path in written(".py", under="tests/") if NOT_RUN.search(text(path))]


def test_an_exception_without_a_reason_is_found():
    assert _has_reason("# noqa: BLE001 - a worker must outlive any fault")
    assert not _has_reason("# noqa: BLE001")
    assert not _has_reason("# type: ignore[attr-defined]")
