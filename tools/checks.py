"""Run the checks one after the other, and end with a plain summary: `python tools/checks.py all` (or `quick`)."""

import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
PARALLEL = ["-n", "2", "--dist", "worksteal", "-q"]


class Check(NamedTuple):
    """One line of the summary."""

    title: str
    program: str
    arguments: list[str]


STATIC = [
    Check("style", "ruff", ["check", "--quiet"]),
    Check("types", "mypy", ["--no-error-summary"]),
    Check("security", "bandit", ["--quiet", "--configfile", "pyproject.toml", "--recursive", "uu", "app.py"]),
    Check("imports", "lint-imports", ["--cache-dir", ".cache/imports"]),
]
NODE = ["tools/node.py", "node"]
PHONE = [
    Check("types on the phone", "python", [*NODE, "node_modules/typescript/bin/tsc", "-p", "."]),
    Check("the phone's core", "python", [*NODE, "--test", "--test-reporter=dot", "tests/field/*.test.mjs"]),
]
KERNEL = ["tests/kernel", "tests/house"]
ON_ENGINES = ["tests/domain", "tests/web", "tests/api", "tests/migrations"]
CHECKS = {
    "quick": [
        *STATIC,
        *PHONE,
        Check("kernel, house and domain", "pytest", [*PARALLEL, "--engine", "sqlite", *KERNEL, "tests/domain"]),
    ],
    "all": [
        *STATIC,
        *PHONE,
        Check("kernel and house", "pytest", [*PARALLEL, *KERNEL]),
        Check("on SQLite", "pytest", [*PARALLEL, "--engine", "sqlite", *ON_ENGINES]),
        Check("on PostgreSQL", "pytest", [*PARALLEL, "--engine", "postgresql", *ON_ENGINES]),
        Check("with faults", "pytest", ["-q", "-s", "tests/faults"]),
        Check("against a running service", "pytest", ["-q", "tests/service"]),
        Check("in a browser", "pytest", [*PARALLEL, "tests/browser"]),
    ],
}


def run(check: Check) -> tuple[bool, float]:
    """Whether the check passed, and its seconds."""
    print(f"── {check.title}", flush=True)
    began = time.monotonic()
    done = subprocess.run([BIN / check.program, *check.arguments], cwd=ROOT, check=False, stdin=subprocess.DEVNULL)
    return done.returncode == 0, time.monotonic() - began


def main(which: str) -> int:
    """Every check runs, so that one failure does not hide the next; 1 when any failed."""
    results = [(check, *run(check)) for check in CHECKS[which]]
    print("\nSummary")
    for check, passed, seconds in results:
        print(f"  {'ok    ' if passed else 'FAILED'}  {check.title:<40} {seconds:6.1f} s")
    failed = sum(not passed for _, passed, _ in results)
    total = sum(seconds for *_, seconds in results)
    print(f"{'Everything holds.' if not failed else f'{failed} of {len(results)} failed.'} {total:.0f} seconds.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
