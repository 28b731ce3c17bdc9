"""One row for each young person from the first session on, kept in the transaction of the act that changes it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import reduce
from operator import or_
from typing import NamedTuple, TypeVar
from uuid import UUID

from uu.domain import histories
from uu.domain.histories import History
from uu.models import Journey, StatusEvent
from uu.models.database import rows
from uu.statistics import ages, journeys, presence
from uu.statistics.journeys import Classes
from uu.statistics.presence import Observation
from uu.vocabulary import JourneyEnd

_PAGE = 1000
Row = TypeVar("Row")


class Way(NamedTuple):
    """A row without whose it is."""

    scope: UUID
    started_on: date
    age: int
    outcome: JourneyEnd
    days: int | None


def way(person: History, classes: Classes) -> Way | None:
    """The row as the events say; none before the first session."""
    started_on = person.first_session()
    if started_on is None:
        return None
    ended = journeys.journey(started_on, presence.by_day(person.observations), classes)
    return Way(person.area_on(started_on), started_on, ages.age_on(person.born, started_on), *ended)


def follow(before: Iterable[History], after: Iterable[History], classes: Callable[[], Classes]) -> None:
    """Within an act: bring the rows of these people from what they were to what they are.

    How statuses count is asked for only where somebody has had a session.
    """
    met = [[person for person in people if person.first_session()] for people in (before, after)]
    if not any(met):
        return
    in_force = classes()
    was, now = ({person.youth: way(person, in_force) for person in people} for people in met)
    write({youth: now.get(youth) for youth in {**was, **now} if was.get(youth) != now.get(youth)})


def write(ways: Mapping[UUID, Way | None]) -> None:
    """Within an act: put these rows in the place of those there are; none takes a row away."""
    for page in pages(sorted(ways)):
        Journey.delete().where(Journey.youth.in_(page)).execute()
        made = [(youth, *found) for youth in page if (found := ways[youth]) is not None]
        if made:
            Journey.insert_many(made, _COLUMNS).execute()


def stored(youths: Iterable[UUID]) -> dict[UUID, Way]:
    """The rows of these people as they stand."""
    return {row[0]: Way(*row[1:]) for row in rows(Journey.select(*_COLUMNS).where(Journey.youth.in_(list(youths))))}


def judge_anew(status: str, days: Sequence[tuple[date, date]], classes: Classes) -> None:
    """Within an act: whoever had the status on one of these days is judged by how statuses count from now on.

    Each pair of days is from the first until before the last; of nobody else can the end have changed.
    """
    if not days:
        return
    event = StatusEvent
    then = reduce(or_, [(event.observed_on >= since) & (event.observed_on < until) for since, until in days])
    having = event.select(event.youth).where((event.status == status) & then)
    theirs = rows(Journey.select(*_COLUMNS).where(Journey.youth.in_(having)))
    for page in pages(theirs):
        seen = histories.observations([row[0] for row in page])
        was = {youth: Way(*more) for youth, *more in page}
        now = {youth: _judged(one, seen[youth], classes) for youth, one in was.items()}
        write({youth: one for youth, one in now.items() if one != was[youth]})


_COLUMNS = [Journey.youth, Journey.scope, Journey.started_on, Journey.age, Journey.outcome, Journey.days]


def _judged(was: Way, observations: list[Observation], classes: Classes) -> Way:
    outcome, days = journeys.journey(was.started_on, presence.by_day(observations), classes)
    return was._replace(outcome=outcome, days=days)


def pages(found: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """A thousand at a time, as many as one statement may name on either engine."""
    for start in range(0, len(found), _PAGE):
        yield found[start : start + _PAGE]
