"""Zones: areas that a leader looks at together."""

from uuid import UUID

import peewee

from uu.models.areas import HousingArea
from uu.models.database import Model
from uu.models.fields import UtcField
from uu.models.staff import StaffUser


class Zone(Model):
    """A free grouping of areas under a name; nothing but the leader's looking depends on it."""

    id = peewee.UUIDField(primary_key=True)
    name = peewee.CharField(max_length=160, unique=True)
    made_by = peewee.ForeignKeyField(StaffUser)
    made_at = UtcField()
    version = peewee.IntegerField(default=1)


class ZoneArea(Model):
    """An area in a zone; an area may be in several."""

    zone = peewee.ForeignKeyField(Zone)
    area = peewee.ForeignKeyField(HousingArea)

    zone_id: UUID
    area_id: UUID

    class Meta:
        primary_key = peewee.CompositeKey("zone", "area")
