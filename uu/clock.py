"""The only place that asks what time it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

COPENHAGEN = ZoneInfo("Europe/Copenhagen")

_frozen: ContextVar[datetime | None] = ContextVar("frozen", default=None)


def now() -> datetime:
    """Now, aware, in UTC."""
    return _frozen.get() or datetime.now(UTC)


def today() -> date:
    """The date in Copenhagen now."""
    return local(now()).date()


def local(moment: datetime) -> datetime:
    """The aware moment as the clock on a wall in Copenhagen shows it."""
    return moment.astimezone(COPENHAGEN)


def from_local(naive: datetime) -> datetime:
    """A wall-clock moment in Copenhagen as aware UTC; an hour that occurs twice means the first."""
    return naive.replace(tzinfo=COPENHAGEN).astimezone(UTC)


@contextmanager
def frozen(moment: datetime) -> Iterator[None]:
    """Let the clock stand at an aware moment within the block."""
    token = _frozen.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _frozen.reset(token)
