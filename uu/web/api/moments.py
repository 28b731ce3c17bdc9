"""Moments as every answer writes them."""

from datetime import UTC, datetime


def written(moment: datetime) -> str:
    """The aware moment as RFC 3339 in UTC, to the millisecond."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
