"""The privacy kernel runs where neither a web framework nor a database is installed."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
RUN = """
import importlib, pkgutil, sys
for name in "flask peewee werkzeug jinja2 sqlite3 uu.clock uu.models uu.domain uu.web".split():
    sys.modules[name] = None
import uu.privacy
modules = pkgutil.walk_packages(uu.privacy.__path__, "uu.privacy.")
names = [module.name.removeprefix("uu.privacy.") for module in modules]
for name in names:
    importlib.import_module(f"uu.privacy.{name}")
from uu.privacy.blind_index import BlindIndex
from uu.privacy.freetext import contains_cpr
from uu.privacy.sealing import new_key, seal, unseal
key = new_key()
assert unseal(key, seal(key, "Amina", "here"), "here") == "Amina"
assert BlindIndex(key).name_tokens("Amina").intersection(*BlindIndex(key).query("Ami"))
assert contains_cpr("610105-4000")
print(*names)
"""


def test_the_kernel_needs_neither_flask_nor_peewee_nor_a_clock():
    done = subprocess.run([sys.executable, "-c", RUN], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = set(done.stdout.split())
    assert {"sealing", "blind_index", "names", "cpr", "phones", "freetext", "disclosure.proof"} <= found
