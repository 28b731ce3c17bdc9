"""The days on which each young person was met, kept in the transaction of the act that changes them."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple
from uuid import UUID

from uu.domain import journeys
from uu.domain.histories import History
from uu.models import Meeting
from uu.models.database import rows
from uu.statistics import meetings
from uu.statistics.meetings import Contact
from uu.vocabulary import SessionKind


class Placed(NamedTuple):
    """A row without whose it is and of which day."""

    previous: date | None
    attempts: int
    scope: UUID


Days = dict[date, Placed]


def said(person: History) -> Days:
    """The rows as the sessions say, each where the person lived on the day."""
    held = [Contact(one.at, one.day, one.kind == SessionKind.ATTEMPT) for one in person.held]
    return {one.day: Placed(one.previous, one.attempts, person.area_on(one.day)) for one in meetings.meetings(held)}


def follow(before: Iterable[History], after: Iterable[History]) -> None:
    """Within an act: bring the rows of these people from what they were to what they are."""
    was, now = ({person.youth: said(person) for person in people} for people in (before, after))
    write(was, now)


def write(was: Mapping[UUID, Days], now: Mapping[UUID, Days]) -> None:
    """Within an act: change what differs and nothing else."""
    gone, made = [], []
    for youth in {**was, **now}:
        had, have = was.get(youth, {}), now.get(youth, {})
        gone += [(youth, day) for day in had if had[day] != have.get(day)]
        made += [(youth, day, *have[day]) for day in have if had.get(day) != have[day]]
    for youth, day in gone:
        Meeting.delete().where((Meeting.youth == youth) & (Meeting.day == day)).execute()
    for page in journeys.pages(made):
        Meeting.insert_many(page, _COLUMNS).execute()


def stored(youths: Iterable[UUID]) -> dict[UUID, Days]:
    """The rows of these people as they stand."""
    found: dict[UUID, Days] = {}
    for youth, day, *placed in rows(Meeting.select(*_COLUMNS).where(Meeting.youth.in_(list(youths)))):
        found.setdefault(youth, {})[day] = Placed(*placed)
    return found


_COLUMNS = [Meeting.youth, Meeting.day, Meeting.previous, Meeting.attempts, Meeting.scope]
