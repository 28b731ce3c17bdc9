"""The two engines of the tests: each hands out a migrated, empty pair of databases in milliseconds."""

import base64
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Protocol

from tests import scratch
from tests.postgres import PostgresServer
from uu.settings import Settings

MASTER_KEY = base64.b64encode(b"a master key for the tests only!").decode()
SECRET_KEY = base64.b64encode(b"a secret key for the tests only!").decode()


def settings_for(database: str, keyring: str) -> Settings:
    """Settings as an installation has them, except that passwords are cheap to check."""
    return Settings(
        master_key=MASTER_KEY, secret_key=SECRET_KEY, database=database, keyring=keyring, cheap_passwords=True
    )


def migrate(settings: Settings) -> None:
    """Bring the pair of databases to the newest version, with the field's own facts in it."""
    from uu.domain import reference
    from uu.migrations import upgrade
    from uu.models import database

    database.connect(settings)
    try:
        upgrade()
        reference.load()
    finally:
        database.disconnect()


class Engine(Protocol):
    """Where tests keep their data."""

    name: str

    def empty(self) -> Settings:
        """A pair of databases without a single table."""

    def migrated(self) -> Settings:
        """A pair of databases at the newest version, with no records of anybody."""

    def discard(self, settings: Settings) -> None:
        """Throw a pair away."""

    def stop(self) -> None:
        """End the engine."""


@dataclass
class SqliteEngine:
    """A folder for each pair; the migrated pair is a copy of two files."""

    name: str = "sqlite"
    folder: Path = field(default_factory=lambda: scratch.folder("sqlite"))

    def empty(self) -> Settings:
        folder = Path(tempfile.mkdtemp(dir=self.folder))
        return settings_for(f"sqlite:///{folder}/uu.sqlite", f"sqlite:///{folder}/keyring.sqlite")

    def migrated(self) -> Settings:
        source, settings = _file(self._template.database).parent, self.empty()
        shutil.copytree(source, _file(settings.database).parent, dirs_exist_ok=True)
        return settings

    def discard(self, settings: Settings) -> None:
        shutil.rmtree(_file(settings.database).parent)

    def stop(self) -> None:
        shutil.rmtree(self.folder)

    @cached_property
    def _template(self) -> Settings:
        settings = self.empty()
        migrate(settings)
        return settings


@dataclass
class PostgresEngine:
    """Two databases for each pair. The migrated data is a copy of a template; keyrings are emptied and used again."""

    name: str = "postgresql"
    made: int = 0
    emptied: list[str] = field(default_factory=list)
    lent: set[str] = field(default_factory=set)

    def empty(self) -> Settings:
        data, keyring = (self.server.url(self._copy(name, "template0")) for name in ("data", "keyring"))
        return settings_for(data, keyring)

    def migrated(self) -> Settings:
        data, keyring = self._template
        ring = self.emptied.pop() if self.emptied else self._copy("keyring", keyring)
        self.lent.add(ring)
        return settings_for(self.server.url(self._copy("data", data)), self.server.url(ring))

    def discard(self, settings: Settings) -> None:
        self.server.drop(_database(settings.database))
        ring = _database(settings.keyring)
        if ring in self.lent and self.server.clear(ring, "person_key"):
            self.emptied.append(ring)
        else:
            self.server.drop(ring)
        self.lent.discard(ring)

    def stop(self) -> None:
        if "server" in self.__dict__:
            self.server.stop()

    @cached_property
    def server(self) -> PostgresServer:
        return PostgresServer()

    @cached_property
    def _template(self) -> tuple[str, str]:
        settings = self.empty()
        migrate(settings)
        return _database(settings.database), _database(settings.keyring)

    def _copy(self, name: str, template: str) -> str:
        self.made += 1
        self.server.create(f"{name}_{self.made}", template)
        return f"{name}_{self.made}"


ENGINES: dict[str, Callable[[], Engine]] = {"sqlite": SqliteEngine, "postgresql": PostgresEngine}


def in_demo(settings: Settings) -> Settings:
    """The same pair, run as a demonstration."""
    return replace(settings, demo=True)


def environment(settings: Settings) -> dict[str, str]:
    """The settings as variables for a process of its own."""
    return os.environ | {
        "UU_DATABASE": settings.database, "UU_KEYRING": settings.keyring,
        "UU_MASTER_KEY": settings.master_key, "UU_SECRET_KEY": settings.secret_key,
        "UU_DEMO": "1" if settings.demo else "0",
        # What the tests have ask and send asks far more often than a phone.
        "UU_REQUESTS_A_MINUTE": "1000000",
    }


def _file(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def _database(url: str) -> str:
    return url.removeprefix("postgresql:///").partition("?")[0]
