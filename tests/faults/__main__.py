"""`python -m tests.faults --seed 7 --operations 20000 --kills 60`: a longer fault run, with its numbers."""

import argparse
import sys

from tests.engines import SqliteEngine
from tests.faults.run import run


def main() -> int:
    said = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    said.add_argument("--seed", type=int, default=1)
    said.add_argument("--operations", type=int, default=10_000)
    said.add_argument("--kills", type=int, default=30)
    said.add_argument("--patience", type=float, default=900, help="seconds after which no new acts are made")
    said.add_argument("--broken", choices=("forgetful", "hollow"), default="", help="with a service that fails so")
    asked = said.parse_args()
    engine = SqliteEngine()
    try:
        found = run(engine.migrated(), asked.seed, asked.operations, kills=asked.kills, broken=asked.broken,
                    patience=asked.patience)  # fmt: skip
    finally:
        engine.stop()
    sys.stdout.write(f"{found}\n")
    return 1 if found.faults else 0


sys.exit(main())
