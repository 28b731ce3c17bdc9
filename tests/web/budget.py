"""Counts the statements a page sends, so that a list may not grow slower with its rows."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import peewee

from uu.models import database


@dataclass
class Statements:
    """What was sent to the two databases while counting, in order."""

    data: list[str] = field(default_factory=list)
    keyring: list[str] = field(default_factory=list)

    def selects(self, *without: str) -> list[str]:
        """The selects from tables of the data, but for those that name one of these tables."""
        asked = [sql for sql in self.data if sql.lstrip("( ").startswith(("SELECT", "WITH")) and '"' in sql]
        return [sql for sql in asked if not any(f'"{table}"' in sql for table in without)]


@contextmanager
def counted() -> Iterator[Statements]:
    """Within the block every statement of this thread's two databases is noted."""
    statements = Statements()
    with _noted(database.data.obj, statements.data), _noted(database.keyring.obj, statements.keyring):
        yield statements


@contextmanager
def _noted(connected: peewee.Database, sent: list[str]) -> Iterator[None]:
    execute = connected.execute_sql

    def note(sql: str, *args: Any, **kwargs: Any) -> Any:
        sent.append(sql)
        return execute(sql, *args, **kwargs)

    connected.execute_sql = note
    try:
        yield
    finally:
        del connected.execute_sql
