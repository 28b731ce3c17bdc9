"""The night's work on the forecasts: from everybody's history to one row a place, so that no page reads a history."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

import numpy as np

from uu.domain import audit, places, status_model
from uu.domain.places import CITY_PLACE, LEVELS, Place
from uu.models import AreaStay, Forecast, HousingArea, StatusEvent, Youth
from uu.models.areas import OUTSIDE, PROTECTED
from uu.models.database import act, bare_rows, rows, snapshot
from uu.statistics import forecast, monthly
from uu.statistics.monthly import Dated, Gathered, Page
from uu.vocabulary import AuditAct

_PAGE = 2000


def renew(day: date) -> int | None:
    """Work all forecasts out as of the day, once, whoever asks; how many places have one, None where it was done.

    Nobody who writes is kept waiting: the histories are read in a snapshot, and only the rows are written in an act.
    """
    if _is_done(day):
        return None
    with snapshot():
        wanted, numbers = _places(), _numbers()
        gathered = _gathered(day, numbers)
    made = [_row(place, day, gathered, _within(place, numbers)) for place in wanted]
    possible = sum(bool(row["figures"]) for row in made)
    with act():
        if _is_done(day):
            return None
        Forecast.delete().execute()
        Forecast.insert_many(made).execute()
        audit.record(AuditAct.DAILY_RUN, None, about=("day", day), detail=f"forecasts={possible}")
    return possible


def _is_done(day: date) -> bool:
    return Forecast.select().where((Forecast.made_on == day) & (Forecast.method == forecast.METHOD)).exists()


def _places() -> list[Place]:
    division = places.division()
    return [CITY_PLACE, *(place for level in LEVELS for place in division.places(level) if level != "city")]


def _numbers() -> dict[UUID, int]:
    """A number for every area, and for the two places that are none."""
    return {area: number for number, (area,) in enumerate(rows(HousingArea.select(HousingArea.id)))}


def _within(place: Place, numbers: dict[UUID, int]) -> list[int]:
    return list(numbers.values()) if place.level == "city" else [numbers[scope] for scope in place.scopes]


def _row(place: Place, day: date, gathered: Gathered, within: list[int]) -> dict[str, Any]:
    seen, now, marks = gathered.of(within)
    history = seen.history(marks)
    made = {"level": place.level, "place": place.id, "made_on": day, "method": forecast.METHOD, "seed": forecast.SEED}
    figures = _figures(forecast.forecast(seen, now), now) if history.suffices else ""
    return {**made, **history._asdict(), "figures": figures}


def _figures(found: forecast.Forecast, now: monthly.Ints) -> str:
    """The forecast as it is kept: with each age how many are registered and how many of them have completed."""
    by_age = now.reshape(forecast.AGES, forecast.YEAR, -1).sum(axis=1)
    kept = asdict(found) | {
        "birthdays": found.birthdays.tolist(),
        "registered": by_age.sum(axis=1).tolist(),
        "completed": by_age[:, forecast.COMPLETED].tolist(),
    }
    return json.dumps(kept)


def _gathered(day: date, numbers: dict[UUID, int]) -> Gathered:
    """Everybody, a page of people at a time, so that memory does not grow with their histories."""
    states = {code: monthly.state_of(status) for code, status in status_model.classes(day).items()}
    at, gathered = monthly.marks(day), Gathered(len(numbers))
    for people in _pages():
        gathered.add(_page(people, states, numbers), at)
    return gathered


def _pages() -> Iterator[list[tuple[UUID, date, bool]]]:
    last = UUID(int=0)
    select = Youth.select(Youth.id, Youth.birth_on, Youth.address_protected).order_by(Youth.id).limit(_PAGE)
    while page := rows(select.where(Youth.id > last)):
        yield page
        last = page[-1][0]


def _page(people: list[tuple[UUID, date, bool]], states: dict[str, int], numbers: dict[UUID, int]) -> Page:
    # SQLite spells ids as text.
    who = {spelt: number for number, (youth, *_more) in enumerate(people) for spelt in (youth, youth.hex)}
    where = {spelt: number for area, number in numbers.items() for spelt in (area, area.hex)}
    hidden = {number for number, (_youth, _born, is_protected) in enumerate(people) if is_protected}
    ids = people[0][0], people[-1][0]
    lived = [
        (who[youth], _number(since), where[PROTECTED if who[youth] in hidden else OUTSIDE if outside else area])
        for youth, since, area, outside in _stays(*ids)
    ]
    events = _events(*ids)
    replaced = {row[-1] for row in events}
    seen = [(who[row[0]], _number(row[1]), states[row[2]]) for row in events if row[3] not in replaced]
    return Page([born for _youth, born, _protected in people], _dated(seen), _dated(lived))


def _events(first: UUID, last: UUID) -> list[tuple[Any, ...]]:
    event = StatusEvent
    select = event.select(event.youth, event.observed_on, event.status, event.id, event.replaces)
    theirs = select.where(event.youth.between(first, last))
    return bare_rows(theirs.order_by(event.youth, event.observed_on, event.recorded_at, event.id))


def _stays(first: UUID, last: UUID) -> list[tuple[Any, ...]]:
    stay = AreaStay
    select = stay.select(stay.youth, stay.since, stay.area, stay.lives_outside).where(stay.youth.between(first, last))
    return bare_rows(select.order_by(stay.youth, stay.since, stay.recorded_at, stay.id))


def _dated(found: list[tuple[int, int, int]]) -> Dated:
    return Dated(*np.array(found, dtype=np.int64).reshape(-1, 3).T)


@cache
def _number(day: Any) -> int:
    """SQLite spells days as text."""
    return (day if isinstance(day, date) else date.fromisoformat(day)).toordinal()
