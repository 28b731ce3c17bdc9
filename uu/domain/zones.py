"""Zones: areas a leader looks at together. The figures of one are the sum of its areas', of today and of the past."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from uu import clock
from uu.domain import audit, forecasts
from uu.domain.errors import InvalidError, NotVisibleError, StaleError, UsedIdError
from uu.models import HousingArea, StaffUser, Zone, ZoneArea
from uu.models.database import act, rows
from uu.privacy.names import sort_key
from uu.vocabulary import N_, AuditAct

LONGEST_NAME = 160


@dataclass(frozen=True, slots=True)
class ZoneGiven:
    """A zone as a leader writes it."""

    name: str
    areas: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Listed:
    """A zone and what its areas are called, in Danish order."""

    id: UUID
    name: str
    areas: list[str]


def everything() -> list[Listed]:
    """All zones in Danish order, with two statements."""
    names: dict[UUID, list[str]] = defaultdict(list)
    for zone_id, area in rows(ZoneArea.select(ZoneArea.zone, HousingArea.name).join(HousingArea)):
        names[zone_id].append(area)
    zones = sorted(rows(Zone.select(Zone.id, Zone.name)), key=lambda each: sort_key(each[1]))
    return [Listed(each, name, sorted(names[each], key=sort_key)) for each, name in zones]


def zone(zone_id: UUID) -> Zone:
    """The zone; raises :class:`NotVisibleError` for one that does not exist."""
    found: Zone | None = Zone.get_or_none(Zone.id == zone_id)
    if found is None:
        raise NotVisibleError(N_("There is no such page."))
    return found


def given(zone_id: UUID) -> ZoneGiven:
    """The zone as it stands."""
    areas = rows(ZoneArea.select(ZoneArea.area).where(ZoneArea.zone == zone_id))
    return ZoneGiven(zone(zone_id).name, frozenset(area for (area,) in areas))


def area_choices() -> list[tuple[UUID, str]]:
    """The real areas, the closed ones too: who lives there still counts."""
    found = rows(HousingArea.select(HousingArea.id, HousingArea.name).where(HousingArea.kind == "area"))
    return sorted(found, key=lambda choice: sort_key(choice[1]))


def make_zone(by: StaffUser, zone_id: UUID, wanted: ZoneGiven) -> Zone:
    """A new zone. The same id again is the same zone."""
    with act():
        existing: Zone | None = Zone.get_or_none(Zone.id == zone_id)
        if existing is not None:
            if existing.name != wanted.name:
                raise UsedIdError
            return existing
        _check(zone_id, wanted)
        made: Zone = Zone.create(id=zone_id, name=wanted.name, made_by=by, made_at=clock.now())
        _put(zone_id, wanted.areas)
        audit.record(AuditAct.ZONE_CHANGED, by, about=("zone", zone_id), detail="new")
    return made


def edit_zone(by: StaffUser, zone_id: UUID, base_version: int, wanted: ZoneGiven) -> None:
    """Rename it, and take areas in or out; the same again changes nothing.

    Raises :class:`StaleError` when somebody else changed it since ``base_version``.
    """
    with act():
        now, before = zone(zone_id), given(zone_id)
        if before == wanted:
            return
        _check(zone_id, wanted)
        if now.version != base_version:
            raise StaleError(N_("A colleague has changed this in the meantime. Check it, and save again."), {})
        Zone.update(name=wanted.name, version=now.version + 1).where(Zone.id == zone_id).execute()
        ZoneArea.delete().where((ZoneArea.zone == zone_id) & ZoneArea.area.in_(before.areas - wanted.areas)).execute()
        _put(zone_id, wanted.areas - before.areas)
        if wanted.areas != before.areas:
            forecasts.forget("zone", zone_id)
        audit.record(AuditAct.ZONE_CHANGED, by, about=("zone", zone_id), detail="changed")


def remove_zone(by: StaffUser, zone_id: UUID) -> None:
    """Forget the grouping; areas, people and figures stay as they are."""
    with act():
        zone(zone_id)
        ZoneArea.delete().where(ZoneArea.zone == zone_id).execute()
        Zone.delete().where(Zone.id == zone_id).execute()
        forecasts.forget("zone", zone_id)
        audit.record(AuditAct.ZONE_CHANGED, by, about=("zone", zone_id), detail="removed")


def _put(zone_id: UUID, areas: Iterable[UUID]) -> None:
    ZoneArea.insert_many([(zone_id, area) for area in sorted(areas)], [ZoneArea.zone, ZoneArea.area]).execute()


def _check(zone_id: UUID, wanted: ZoneGiven) -> None:
    if not wanted.name.strip():
        raise InvalidError("name", N_("Write a name."))
    if len(wanted.name) > LONGEST_NAME:
        raise InvalidError("name", N_("Write at most %(most)d characters."), most=LONGEST_NAME)
    others = rows(Zone.select(Zone.name).where(Zone.id != zone_id))
    if wanted.name.casefold() in {name.casefold() for (name,) in others}:
        raise InvalidError("name", N_("This name is in use already. Choose another."))
    if not wanted.areas:
        raise InvalidError("areas", N_("Choose at least one area."))
    if not wanted.areas <= {area for area, _name in area_choices()}:
        raise InvalidError("areas", N_("Choose among the areas shown."))
