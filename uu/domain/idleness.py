"""When each young person of 15 to 17 was without activity, kept in the transaction of the act that changes it."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple
from uuid import UUID

from uu.domain import journeys
from uu.domain.histories import History
from uu.models import IdleSpell
from uu.models.database import rows
from uu.statistics import ages, deadlines, idleness, presence
from uu.statistics.idleness import Spell
from uu.statistics.measures import StatusClass

Classes = Mapping[str, StatusClass]


class Placed(NamedTuple):
    """A spell and the scope that counts it."""

    spell: Spell
    scope: UUID


def placed(person: History, classes: Classes) -> list[Placed]:
    """The spells as the events say, each where the person lived when it began."""
    seen = presence.by_day(person.observations)
    found = idleness.spells(person.born, seen, lambda code: deadlines.is_without_activity(classes[code]))
    return [Placed(spell, person.area_on(spell.began_on)) for spell in found]


def follow(before: Iterable[History], after: Iterable[History], classes: Callable[[], Classes]) -> None:
    """Within an act: bring the rows of these people from what they were to what they are.

    How statuses count is asked for only where somebody was seen before turning 18.
    """
    was, now = ([person for person in people if _seen_before_18(person)] for people in (before, after))
    if not was and not now:
        return
    counted = classes()
    had, have = ({person.youth: placed(person, counted) for person in people} for people in (was, now))
    write({youth: have.get(youth, []) for youth in {**had, **have} if had.get(youth, []) != have.get(youth, [])})


def write(found: Mapping[UUID, list[Placed]]) -> None:
    """Within an act: put these rows in the place of those there are."""
    for page in journeys.pages(sorted(found)):
        IdleSpell.delete().where(IdleSpell.youth.in_(page)).execute()
        made = [(youth, *each.spell, each.scope) for youth in page for each in found[youth]]
        if made:
            IdleSpell.insert_many(made, _COLUMNS).execute()


def stored(youths: Iterable[UUID]) -> dict[UUID, list[Placed]]:
    """The rows of these people as they stand."""
    found: dict[UUID, list[Placed]] = {}
    select = IdleSpell.select(*_COLUMNS).where(IdleSpell.youth.in_(list(youths))).order_by(IdleSpell.began_on)
    for youth, began_on, until, aged, scope in rows(select):
        found.setdefault(youth, []).append(Placed(Spell(began_on, until, aged), scope))
    return found


_COLUMNS = [IdleSpell.youth, IdleSpell.began_on, IdleSpell.until, IdleSpell.aged, IdleSpell.scope]


def _seen_before_18(person: History) -> bool:
    of_age = ages.birthday(person.born, deadlines.CLOCK_AGES.stop)
    return any(seen.day < of_age for seen in person.observations)
