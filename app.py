"""The entry point: settings in, application out. `uu` calls `command`; a WSGI server imports `application`."""

import sys
from pathlib import Path

# Before Python 3.13 the standard library has a module of our package's name, which a console script finds first.
sys.path.insert(0, str(Path(__file__).parent))

from uu.cli import main as command

__all__ = ["command"]


def __getattr__(name: str) -> object:
    if name != "application":
        raise AttributeError(name)
    from uu.cli.serving import application

    return application()
