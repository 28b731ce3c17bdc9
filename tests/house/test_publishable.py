"""Nothing in the tree belongs to one machine: no paths of its own, no package hosts, no keys, no data."""

import json
import re
import tomllib
from itertools import chain
from pathlib import Path

from tests.house.tree import ROOT, files, text

PATH_OF_A_MACHINE = re.compile(r"(?<![\w.$}~-])/(root|home|work|Users|tmp)/\w")
PACKAGE_HOST = re.compile(r"(registry\.npm|files\.pythonhosted|pypi\.o|--(extra-)?index-url|--find-links|deb\.deb)")
HASHED = re.compile(r"^[\w.\[\]-]+==\S+( ; .+?)? \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.MULTILINE)
PICTURES = {".png", ".woff2", ".ico", ".svg", ".jpg", ".otf", ".gz", ".br", ".sqlite"}
LOCKS = (Path("requirements.txt"), Path("requirements-dev.txt"))
THIS = Path(__file__).relative_to(ROOT)


def _texts() -> dict[Path, str]:
    return {path: text(path) for path in files() if path.suffix not in PICTURES and path != THIS}


def test_no_file_names_a_place_on_one_machine():
    assert not [f"{path}: {found[0]}" for path, body in _texts().items() if (found := PATH_OF_A_MACHINE.search(body))]


def test_no_file_names_a_package_host():
    assert not [f"{path}: {found[0]}" for path, body in _texts().items() if (found := PACKAGE_HOST.search(body))]


def test_every_locked_package_has_its_hash():
    for lock in LOCKS:
        body = text(lock)
        pinned = re.findall(r"^[\w.\[\]-]+==", body, re.MULTILINE)
        assert len(HASHED.findall(body)) == len(pinned) > 20, lock


def test_the_lock_of_the_stylesheet_has_hashes_and_no_hosts():
    packages = json.loads(text(Path("package-lock.json")))["packages"]
    outside = {name: entry for name, entry in packages.items() if name}
    assert outside
    assert not [name for name, entry in outside.items() if "resolved" in entry or "integrity" not in entry]


def test_the_development_lock_adds_to_the_other_and_changes_nothing():
    pins = [set(re.findall(r"^[\w.\[\]-]+==[^ ]+", text(lock), re.MULTILINE)) for lock in LOCKS]
    assert pins[0] < pins[1]


def test_every_dependency_is_locked():
    project = tomllib.loads(text(Path("pyproject.toml")))["project"]
    wanted = chain(project["dependencies"], *project["optional-dependencies"].values())
    names = {re.split(r"[\[><=;,~! ]", wish)[0].lower() for wish in wanted}
    locked = set(re.findall(r"^([\w.-]+)==", text(LOCKS[1]), re.MULTILINE))
    assert names <= locked


def test_no_database_and_no_key_is_tracked():
    assert not [str(path) for path in files() if path.parts[0] == "var" or path.suffix in {".sqlite", ".pem", ".key"}]
