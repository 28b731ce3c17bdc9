"""What every test may ask for: an engine, a migrated database, the application, a client and a clock."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime
from typing import Any

import hypothesis
import peewee
import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache

from tests.engines import ENGINES, Engine
from tests.pages import AuditedClient
from uu import clock
from uu.settings import Settings

# A busy machine is no fault of the code.
hypothesis.settings.register_profile("house", deadline=None, print_blob=True)
hypothesis.settings.load_profile("house")

ORDINARY_MONDAY = "2026-11-23 10:00"


class StandingClock:
    """A clock that stands until it is told otherwise: ``at("2026-12-01 09:30")``, as on a wall in Copenhagen."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self(ORDINARY_MONDAY)

    def __call__(self, wall: str) -> datetime:
        moment = clock.from_local(datetime.fromisoformat(wall))
        self._stack.enter_context(clock.frozen(moment))
        return moment


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--engine", choices=[*ENGINES, "both"], default="both", help="which databases to test on")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that needs a database runs once on each engine."""
    if "engine" in metafunc.fixturenames:
        chosen = metafunc.config.getoption("--engine")
        metafunc.parametrize("engine", list(ENGINES) if chosen == "both" else [chosen], indirect=True)


def _refuse_the_outside(event: str, arguments: tuple[Any, ...]) -> None:
    """No test talks to the world: only to this machine."""
    if event not in {"socket.connect", "socket.sendto"}:
        return
    address = arguments[1]
    outside = isinstance(address, tuple) and address[0] not in {"127.0.0.1", "::1", "localhost"}
    if outside:
        raise AssertionError(f"A test tried to reach {address[0]}.")


sys.addaudithook(_refuse_the_outside)


@pytest.fixture(scope="session")
def engines() -> Iterator[dict[str, Engine]]:
    """The engines this run has started so far."""
    started: dict[str, Engine] = {}
    yield started
    for engine in started.values():
        engine.stop()


@pytest.fixture
def engine(request: pytest.FixtureRequest, engines: dict[str, Engine]) -> Engine:
    """SQLite, then PostgreSQL."""
    if request.param not in engines:
        engines[request.param] = ENGINES[request.param]()
    return engines[request.param]


@pytest.fixture
def at() -> Iterator[StandingClock]:
    """The clock stands at ten on an ordinary Monday, 23 November 2026, until the test moves it."""
    with ExitStack() as stack:
        yield StandingClock(stack)


@pytest.fixture
def settings(engine: Engine) -> Iterator[Settings]:
    """Settings that name a migrated pair of databases without anybody in them."""
    settings = engine.migrated()
    yield settings
    engine.discard(settings)


@pytest.fixture
def db(settings: Settings, at: StandingClock) -> Iterator[None]:
    """Connected to a migrated database; a test that leaves a transaction open fails."""
    from uu.domain import keys
    from uu.models import database

    keys.unlock(settings.master_key)
    database.connect(settings)
    yield
    left_open = [name for name in ("data", "keyring") if _roll_back(getattr(database, name))]
    database.disconnect()
    assert not left_open, f"The test left a transaction open in {' and '.join(left_open)}."


def _roll_back(database: peewee.Database) -> bool:
    """Whether a transaction was open; it no longer is."""
    was_open = database.in_transaction()
    while database.in_transaction():
        database.pop_transaction()
    if was_open:
        database.rollback()
    return was_open


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Each test has an application of its own; their templates are compiled once."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def app(settings: Settings, db: None, compiled: FileSystemBytecodeCache) -> Flask:
    """The application on the test's own database."""
    from uu.web import create_app

    app = create_app(settings)
    app.jinja_env.bytecode_cache = compiled
    app.test_client_class = AuditedClient
    app.testing = True
    return app


@pytest.fixture
def client(app: Flask) -> AuditedClient:
    """A browser without script that audits every page it is given."""
    return app.test_client()
