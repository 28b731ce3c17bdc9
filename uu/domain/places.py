"""The city as the overview walks through it: city, districts, housing plans, areas, and the leaders' own zones."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from uuid import UUID

from peewee import JOIN

from uu import clock
from uu.domain import access
from uu.domain.errors import NotVisibleError
from uu.models import CITY, OUTSIDE, PROTECTED, AreaMembership, District, HousingArea, HousingPlan, Zone, ZoneArea
from uu.models.database import rows
from uu.privacy.names import sort_key
from uu.vocabulary import N_

Level = Literal["city", "district", "plan", "area", "zone"]
LEVELS: tuple[Level, ...] = ("city", "district", "plan", "area", "zone")


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere figures are of: its level, its id within the level, its name and the counters' scopes in it.

    ``level`` is empty for lines that are no place: people outside the areas, address-protected people, and
    areas without a plan. ``partial`` says that a plan has areas beyond what is counted here.
    """

    level: str
    id: str
    name: str
    scopes: tuple[UUID, ...]
    partial: bool = False
    closed: bool = False


CITY_PLACE = Place("city", "", N_("The whole city"), (CITY,))
LINES_OF_THEIR_OWN = (
    Place("", "outside", N_("Outside the areas"), (OUTSIDE,)),
    Place("", "protected", N_("Name and address protected"), (PROTECTED,)),
)


@dataclass(frozen=True, slots=True)
class Spot:
    """A real area with its district and its plan of today."""

    id: UUID
    name: str
    closed: bool
    district: str
    district_name: str
    plan: UUID | None
    plan_name: str | None


@dataclass(frozen=True, slots=True)
class Division:
    """All real areas, in Danish order, as they are divided today."""

    spots: tuple[Spot, ...]

    def find(self, level: str, wanted: str) -> Place:
        """The place; raises :class:`NotVisibleError` for a level or id that does not exist."""
        if level == "city":
            return CITY_PLACE
        found = {place.id: place for place in self.places(level)}
        if wanted not in found:
            raise NotVisibleError(N_("There is no such page."))
        return found[wanted]

    def places(self, level: str, within: Place = CITY_PLACE) -> list[Place]:
        """The places of the level inside another, in Danish order; a plan counts only its areas in there.

        Zones are of the whole city, and read with a statement of their own.
        """
        spots = self._within(within)
        if level == "area":
            return [Place("area", str(spot.id), spot.name, (spot.id,), closed=spot.closed) for spot in spots]
        if level == "district":
            return _grouped("district", ((spot.district, spot.district_name, spot.id) for spot in spots))
        if level == "zone":
            return _zones()
        if level != "plan":
            return []
        plans = _grouped("plan", ((str(spot.plan), spot.plan_name or "", spot.id) for spot in spots if spot.plan))
        sizes = {str(spot.plan): 0 for spot in self.spots}
        for spot in self.spots:
            sizes[str(spot.plan)] += 1
        return [
            Place("plan", plan.id, plan.name, plan.scopes, partial=len(plan.scopes) < sizes[plan.id]) for plan in plans
        ]

    def without_plan(self, within: Place) -> list[Place]:
        """One line for the areas that belong to no plan, if there are any."""
        loose = tuple(spot.id for spot in self._within(within) if spot.plan is None)
        return [Place("", "without", N_("Areas without a housing plan"), loose)] if loose else []

    def above(self, place: Place) -> list[Place]:
        """The places one came through: the city, and for an area its district and its plan."""
        if place.level == "city":
            return []
        if place.level != "area":
            return [CITY_PLACE]
        spot = next(spot for spot in self.spots if str(spot.id) == place.id)
        plan = [self.find("plan", str(spot.plan))] if spot.plan else []
        return [CITY_PLACE, self.find("district", spot.district), *plan]

    def _within(self, place: Place) -> Iterable[Spot]:
        return [spot for spot in self.spots if place.level == "city" or spot.id in place.scopes]


def division() -> Division:
    """The city as it is divided today, with one statement."""
    today = clock.today()
    belongs = (AreaMembership.area == HousingArea.id) & access.on_day(AreaMembership, today)
    select = (
        HousingArea.select(
            HousingArea.id, HousingArea.name, HousingArea.closed_on, District.code, District.name,
            HousingPlan.id, HousingPlan.name,
        )
        .join(District)
        .join_from(HousingArea, AreaMembership, JOIN.LEFT_OUTER, on=belongs)
        .join(HousingPlan, JOIN.LEFT_OUTER)
        .where(HousingArea.kind == "area")
    )  # fmt: skip
    spots = [
        Spot(area, name, closed is not None and closed <= today, *more) for area, name, closed, *more in rows(select)
    ]
    return Division(tuple(sorted(spots, key=lambda spot: in_order(spot.name))))


@lru_cache(maxsize=4096)
def in_order(name: str) -> tuple[str, str]:
    """The Danish order of names that everybody may know, worked out once for each: a page sorts the same ones again."""
    return sort_key(name)


def _zones() -> list[Place]:
    select = ZoneArea.select(Zone.id, Zone.name, ZoneArea.area).join(Zone).order_by(ZoneArea.area)
    return _grouped("zone", ((str(zone), name, area) for zone, name, area in rows(select)))


def _grouped(level: Level, members: Iterable[tuple[str, str, UUID]]) -> list[Place]:
    names: dict[str, str] = {}
    scopes: dict[str, list[UUID]] = {}
    for place, name, area in members:
        names[place] = name
        scopes.setdefault(place, []).append(area)
    places = [Place(level, place, names[place], tuple(scopes[place])) for place in names]
    return sorted(places, key=lambda place: in_order(place.name))
