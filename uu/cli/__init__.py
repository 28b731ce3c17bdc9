"""The command `uu`: thin over the domain. Modules are imported where they are used, so that `--help` is quick."""

from uu.cli.audit import audit
from uu.cli.daily import daily
from uu.cli.db import db
from uu.cli.demo import demo
from uu.cli.figures import import_
from uu.cli.installation import Commands
from uu.cli.keys import keys
from uu.cli.reports import report
from uu.cli.serve import run, serve
from uu.cli.staff import staff

main = Commands(
    "uu",
    help="UU På Vej: guidance of young people on the way, and how far they are from the goal.",
    commands=[run, serve, keys, db, demo, staff, audit, daily, import_, report],
)
