"""The education statuses as everybody reads them: their labels, classes and choices on a day."""

from dataclasses import dataclass
from datetime import date

from peewee import JOIN

from uu import clock
from uu.models import Status, StatusBucket
from uu.models.database import rows
from uu.statistics.measures import StatusClass
from uu.vocabulary import Bucket

# What the calendar gives whoever is no longer followed because of their age.
TURNED_25 = "ALD"


@dataclass(frozen=True, slots=True)
class StatusWord:
    """One status with everything a page or an act asks of it; ``bucket`` is the one in force on the asked day."""

    code: str
    label_da: str
    label_en: str
    bucket: Bucket
    sub: str
    neet: bool | None
    asks_for: str
    falls_to: str | None
    effort_group: str
    retired_on: date | None

    def label(self, language: str) -> str:
        return self.label_da if language == "da" else self.label_en

    @property
    def closes(self) -> bool:
        """Whether a young person with this status is no longer followed."""
        return self.sub == "closed"

    def as_class(self) -> StatusClass:
        return StatusClass(self.bucket, self.sub, bool(self.neet))


def words(day: date | None = None) -> dict[str, StatusWord]:
    """All statuses by code in the order they are shown, with the buckets in force on the day (today)."""
    day = day or clock.today()
    select = (
        Status.select(
            Status.code, Status.label_da, Status.label_en, StatusBucket.bucket, Status.sub, Status.neet,
            Status.asks_for, Status.falls_to, Status.effort_group, Status.retired_on,
        )
        .join(StatusBucket, JOIN.INNER, on=(StatusBucket.status == Status.code))
        .where(StatusBucket.since <= day)
        .order_by(Status.position, StatusBucket.since)
    )  # fmt: skip
    return {row[0]: StatusWord(*row) for row in rows(select)}


def classes(day: date | None = None) -> dict[str, StatusClass]:
    """How each status counts on the day, for :mod:`uu.statistics.measures`."""
    return {code: word.as_class() for code, word in words(day).items()}
