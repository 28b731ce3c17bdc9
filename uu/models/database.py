"""The two databases, data and keyring, and the one way to write to the first."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

import peewee

from uu.settings import Settings

data = peewee.DatabaseProxy()
keyring = peewee.DatabaseProxy()

# One number for everybody who writes: PostgreSQL then queues writers just as SQLite does.
_WRITERS_LOCK = 957_015_024

# For how many seconds a writer waits for the others.
PATIENCE = 5.0

_PRAGMAS = {"journal_mode": "wal", "synchronous": "full", "foreign_keys": 1, "busy_timeout": int(PATIENCE * 1000)}

_writing = threading.Lock()
_read_only: ContextVar[bool] = ContextVar("read_only", default=False)


class Model(peewee.Model):
    """A table of the data database."""

    class Meta:
        database = data
        legacy_table_names = False


class KeyringModel(peewee.Model):
    """A table of the keyring."""

    class Meta:
        database = keyring
        legacy_table_names = False


class ReadOnlyError(Exception):
    """Something tried to write where only reading is allowed."""


def connect(settings: Settings) -> None:
    """Point both databases at the places the settings name; connections open on first use, one a thread.

    This thread's connections to whatever was connected before are closed.
    """
    disconnect()
    data.initialize(_open(settings.database))
    keyring.initialize(_open(settings.keyring))


def disconnect() -> None:
    """Close this thread's connections."""
    for database in (data, keyring):
        if database.obj is not None and not database.is_closed():
            database.close()


def is_postgresql() -> bool:
    """Whether the data lives in PostgreSQL."""
    return isinstance(data.obj, peewee.PostgresqlDatabase)


@contextmanager
def act() -> Iterator[None]:
    """The write transaction: all of it happens or nothing, and writers take turns on both engines.

    Raises :class:`ReadOnlyError` within :func:`read_only`.
    """
    if _read_only.get():
        raise ReadOnlyError("This request may only read.")
    with _transaction():
        yield


@contextmanager
def reading_act() -> Iterator[None]:
    """The write transaction of the read audit, which is allowed while nothing else may be written."""
    with _transaction():
        yield


@contextmanager
def read_only() -> Iterator[None]:
    """Within the block every :func:`act` is refused."""
    token = _read_only.set(True)
    try:
        yield
    finally:
        _read_only.reset(token)


@contextmanager
def snapshot() -> Iterator[None]:
    """Within the block everything read is as it stood at one moment, and nobody who writes is kept waiting."""
    if data.in_transaction():
        yield
        return
    with data.atomic("REPEATABLE READ READ ONLY" if is_postgresql() else "DEFERRED"):
        yield


@contextmanager
def _transaction() -> Iterator[None]:
    if data.in_transaction():
        with data.atomic():
            yield
        return
    with _turn(), data.atomic():
        if is_postgresql():
            data.execute_sql("SELECT pg_advisory_xact_lock(%s)", (_WRITERS_LOCK,))
        yield


@contextmanager
def _turn() -> Iterator[None]:
    """Wait for the other writers of this process, and give up as SQLite does.

    SQLite keeps no queue: whoever waits looks again now and then, and under load the unlucky wait for seconds.
    """
    if is_postgresql():
        yield
        return
    if not _writing.acquire(timeout=PATIENCE):
        raise peewee.OperationalError("database is locked")
    try:
        yield
    finally:
        _writing.release()


def _open(url: str) -> peewee.Database:
    if url.startswith("postgresql://"):
        # A writer that waits for its turn gives up after as long as on SQLite, and says so.
        return peewee.PostgresqlDatabase(url, prefer_psycopg3=True, options=f"-c lock_timeout={PATIENCE * 1000:.0f}")
    path = Path(url.removeprefix("sqlite:///"))
    path.parent.mkdir(parents=True, exist_ok=True)
    # A deferred transaction that reads and then writes fails with BUSY whatever the timeout.
    return peewee.SqliteDatabase(str(path), pragmas=_PRAGMAS, lock_type="IMMEDIATE", timeout=PATIENCE)


def rows(select: Any) -> list[tuple[Any, ...]]:
    """The rows of a select as plain tuples, converted by the fields they come from."""
    return list(select.tuples())


def bare_rows(select: Any) -> list[tuple[Any, ...]]:
    """The rows as the driver gives them, a tenth of the work: for many rows with few different values."""
    found: list[tuple[Any, ...]] = data.execute(select).fetchall()
    return found
