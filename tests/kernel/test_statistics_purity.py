"""The kernel of figures runs where neither a web framework nor a database is installed."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
RUN = """
import importlib, pkgutil, sys
for name in "flask peewee werkzeug jinja2 sqlite3 uu.clock uu.models uu.domain uu.web".split():
    sys.modules[name] = None
import uu.statistics
names = [module.name for module in pkgutil.iter_modules(uu.statistics.__path__)]
for name in names:
    importlib.import_module(f"uu.statistics.{name}")
from datetime import date
from uu.statistics.deadlines import contact_deadline
assert contact_deadline(date(2026, 12, 22)) == date(2027, 1, 4)
print(*names)
"""


def test_the_statistics_need_neither_flask_nor_peewee_nor_a_clock():
    done = subprocess.run([sys.executable, "-c", RUN], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert {"presence", "measures", "deadlines", "definitions"} <= set(done.stdout.split())
