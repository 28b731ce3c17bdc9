"""The only place that asks what time it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

COPENHAGEN = ZoneInfo("Europe/Copenhagen")

_frozen: ContextVar[datetime | None] = ContextVar("frozen", default=None)
_told: ContextVar[datetime | None] = ContextVar("told", default=None)


def now() -> datetime:
    """Now, aware, in UTC."""
    return _frozen.get() or datetime.now(UTC)


def today() -> date:
    """The date in Copenhagen now."""
    return local(now()).date()


def told() -> datetime:
    """When the act that is being recorded was made: now, except within :func:`retelling`."""
    return _told.get() or now()


def told_day() -> date:
    """The date in Copenhagen when the act that is being recorded was made."""
    return local(told()).date()


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


@contextmanager
def retelling(moment: datetime) -> Iterator[None]:
    """Within the block acts are recorded that were made at an aware moment, for example while a phone was offline."""
    token = _told.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _told.reset(token)
