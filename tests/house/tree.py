"""The files of the project, as git sees them: what is tracked, and what is about to be."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
# What tools wrote, not people.
GENERATED = ("static/css/app.css", "static/vendor/", "package-lock.json", "requirements", "LICENSE")


@cache
def files() -> tuple[Path, ...]:
    """Every file of the project, relative to its root."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return tuple(Path(line) for line in listing.splitlines() if (ROOT / line).is_file())


def written(*suffixes: str, under: str = "") -> list[Path]:
    """The files with these endings that people wrote."""
    return [
        path for path in files()
        if path.suffix in suffixes and str(path).startswith(under) and not str(path).startswith(GENERATED)
    ]


def text(path: Path) -> str:
    """What is in a file of the project."""
    return (ROOT / path).read_text(encoding="utf-8")
