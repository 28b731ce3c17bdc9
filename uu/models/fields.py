"""Column types of our own: moments in UTC and closed lists."""

from datetime import UTC, datetime
from typing import Any

import peewee


class UtcField(peewee.DateTimeField):
    """An aware moment, stored as naive UTC because PostgreSQL's driver and SQLite disagree about offsets."""

    def db_value(self, value: datetime | None) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment must be aware.")
        return value.astimezone(UTC).replace(tzinfo=None)

    def python_value(self, value: Any) -> datetime | None:
        naive: datetime | None = self.adapt(value)  # type: ignore[no-untyped-call]  # Peewee types no fields.
        return naive.replace(tzinfo=UTC) if naive is not None else None


class WordField(peewee.CharField):
    """A member of a closed list of :mod:`uu.vocabulary`, stored as its value."""

    def __init__(self, words: Any, **kwargs: Any) -> None:
        self.words = words
        super().__init__(max_length=32, **kwargs)

    def db_value(self, value: Any) -> str | None:
        return None if value is None else self.words(value).value

    def python_value(self, value: Any) -> Any:
        return None if value is None else self.words(value)
