"""What comes of one young person after the first session: education or work, or no longer followed.

How a status counts is the status model's to say, in force on the day on which the status was observed; no status is
known here by its code.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import pairwise

from uu.statistics.measures import ENROLLED, StatusClass
from uu.vocabulary import Bucket, JourneyEnd

JOB = "job"

Classes = Callable[[date], Mapping[str, StatusClass]]


def in_education_or_work(status: StatusClass) -> bool:
    """Completed; enrolled in an upper-secondary education; or in work that is not outside education and work."""
    if status.bucket == Bucket.REACHED:
        return True
    enrolled = status.bucket == Bucket.ON_THE_WAY and status.sub == ENROLLED
    return enrolled or (_followed(status) and status.sub == JOB and not status.neet)


def journey(started_on: date, statuses: Mapping[date, str], classes: Classes) -> tuple[JourneyEnd, int | None]:
    """How it ended and after how many days, none while it is open or where it was over before it began.

    `statuses` are those at the end of each day with an observation, the oldest first. The first later day in
    education or work, or without being followed any more, ends the journey. Before the first known status the
    first known status holds.
    """
    kinds = {day: classes(day)[status] for day, status in statuses.items()}
    known = [kind for day, kind in kinds.items() if day <= started_on] or list(kinds.values())[:1]
    if known and in_education_or_work(known[-1]):
        return JourneyEnd.ALREADY, None
    if known and not _followed(known[-1]):
        return JourneyEnd.OVER, None
    for day, kind in kinds.items():
        if day > started_on and in_education_or_work(kind):
            return JourneyEnd.REACHED, (day - started_on).days
        if day > started_on and not _followed(kind):
            return JourneyEnd.LEFT, (day - started_on).days
    return JourneyEnd.OPEN, None


def judged_otherwise(status: str, turns: Iterable[date], before: Classes, after: Classes) -> list[tuple[date, date]]:
    """The days, from the first until before the last of each pair, on which the status came to mean something else.

    Education or work, not followed, or neither: a bucket may change without that. `turns` are all days from which on
    the status counts otherwise than before, in either of the two.
    """
    days = [date.min, *sorted(turns), date.max]
    return [
        (since, until)
        for since, until in pairwise(days)
        if _means(before(since)[status]) != _means(after(since)[status])
    ]


def _means(status: StatusClass) -> tuple[bool, bool]:
    return in_education_or_work(status), _followed(status)


def _followed(status: StatusClass) -> bool:
    return status.bucket != Bucket.EXCLUDED
