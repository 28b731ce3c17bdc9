"""One trail for each young person with a status, kept in the transaction of the act that changes it."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from uu.domain.histories import History
from uu.domain.journeys import pages
from uu.models import Trail
from uu.models.database import bare_rows, rows
from uu.statistics import trails
from uu.statistics.trails import Crowd, Step


def trail(person: History) -> list[Step]:
    """The steps as the events say; none before the first status or the 15th birthday."""
    return trails.steps(person.learned, person.homes, person.begins)


def follow(before: Iterable[History], after: Iterable[History]) -> None:
    """Within an act: bring the trails of these people from what they were to what they are."""
    was, now = ({person.youth: trail(person) for person in people} for people in (before, after))
    write({youth: steps for youth, steps in now.items() if steps != was.get(youth, [])})


def write(found: Mapping[UUID, list[Step]]) -> None:
    """Within an act: put these trails in the place of those there are; one without a step is taken away."""
    for page in pages(sorted(found)):
        Trail.delete().where(Trail.youth.in_(page)).execute()
        made = [(youth, trails.packed(found[youth])) for youth in page if found[youth]]
        if made:
            Trail.insert_many(made, [Trail.youth, Trail.steps]).execute()


def stored(youths: Iterable[UUID]) -> dict[UUID, list[Step]]:
    """The trails of these people as they stand."""
    select = Trail.select(Trail.youth, Trail.steps).where(Trail.youth.in_(list(youths)))
    return {youth: trails.unpacked(bytes(steps)) for youth, steps in rows(select)}


def everybody() -> Crowd:
    """All trails."""
    return Crowd([bytes(steps) for (steps,) in bare_rows(Trail.select(Trail.steps))])
