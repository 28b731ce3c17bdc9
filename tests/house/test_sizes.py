"""Size as taste: rot gathers in one long file per layer, so none may grow."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import text, written

LONGEST_FILE = 300
LONGEST_TEMPLATE = 120
# The aim is 25; above 40 lines a function does two things.
LONGEST_FUNCTION = 40
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers", "base_utils"}


def _too_long(paths: list[Path], most: int) -> dict[str, int]:
    lengths = {str(path): len(text(path).splitlines()) for path in paths}
    return {path: length for path, length in lengths.items() if length > most}


def _functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(text(path))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{path}:{node.lineno} {node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_file_is_longer_than_a_person_reads_at_once():
    assert not _too_long(written(".py", ".js", ".mjs", ".scss"), LONGEST_FILE)


def test_no_template_is_longer_than_a_page_of_the_product():
    assert not _too_long(written(".html", under="templates/"), LONGEST_TEMPLATE)


def test_no_function_is_long():
    lengths = dict(function for path in written(".py") for function in _functions(path))
    assert not {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION}


def test_no_file_or_folder_has_a_name_that_says_nothing():
    assert not [str(path) for path in written(".py", ".js", ".html", ".scss") if VAGUE & {path.stem, *path.parts}]
