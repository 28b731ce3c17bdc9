"""A noun has the same stem in each layer, so that `git ls-files '*sessions*'` is the whole feature."""

import ast
from pathlib import Path

import pytest

from tests.house.tree import ROOT, files, text

EVERYWHERE = ("uu/models/{}.py", "uu/domain/{}.py", "uu/web/{}.py", "templates/{}")
PAGES_ONLY = ("uu/web/{}.py", "templates/{}")
API_ONLY = ("uu/domain/{}.py", "uu/web/api/{}.py", "uu/web/forms/{}.py")
NOUNS = {
    "youths": EVERYWHERE, "sessions": EVERYWHERE, "statuses": EVERYWHERE, "followups": EVERYWHERE,
    "areas": EVERYWHERE, "staff": EVERYWHERE, "overview": EVERYWHERE, "audit": EVERYWHERE,
    # The rows behind the outcomes are called journeys.
    "outcomes": ("uu/domain/{}.py", *PAGES_ONLY),
    "forecasts": EVERYWHERE,
    # Frozen tables come with the releases themselves; the page says which figures come and when.
    "releases": PAGES_ONLY,
    "tokens": API_ONLY, "changes": API_ONLY,
    # What a phone sends goes through the forms of the pages.
    "operations": ("uu/models/{}.py", "uu/domain/{}.py", "uu/web/api/{}.py"),
    "devices": ("uu/models/{}.py", "uu/domain/{}.py", "uu/web/{}.py", "uu/web/api/{}.py", "uu/web/forms/{}.py"),
}
# What pages share.
TEMPLATE_PARTS = {"macros", "errors"}


@pytest.mark.parametrize(("noun", "places"), NOUNS.items(), ids=NOUNS)
def test_a_noun_is_in_its_places(noun, places):
    missing = [place.format(noun) for place in places if not (ROOT / place.format(noun)).exists()]
    assert not missing


def test_forms_and_templates_are_named_after_their_pages():
    pages = {path.stem for path in files() if path.parent in {Path("uu/web"), Path("uu/web/api")}} | TEMPLATE_PARTS
    forms = {path.stem for path in files() if path.parent == Path("uu/web/forms")} - {"__init__"}
    templates = {path.parts[1] for path in files() if path.parts[0] == "templates" and len(path.parts) > 2}
    # Fields, their normal forms, validators and notes that several forms use are the forms' own vocabulary.
    assert forms - {"fields", "normal_forms", "validators", "notes"} <= pages
    assert templates <= pages


def test_the_package_imports_nothing_by_itself():
    assert text(Path("uu/__init__.py")).strip() == ""


def test_the_entry_point_is_settings_in_and_application_out():
    assert len(text(Path("app.py")).splitlines()) <= 20


def test_pages_for_heads_of_housing_plans_cannot_import_individuals():
    imported = _imported(ast.parse(text(Path("uu/web/releases.py"))))
    assert {name for name in imported if name.startswith(("uu.domain.", "uu.models"))} <= {"uu.domain.releases"}


def _imported(tree: ast.Module) -> set[str]:
    """Every module a file names, whichever way it imports it."""
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            packages = {"uu", "uu.domain", "uu.models"}
            names |= {f"{node.module}.{alias.name}" for alias in node.names if node.module in packages}
            names |= {node.module or ""} - packages
    return names
