"""Zones: areas under a name of a leader's own."""

from typing import Any

import peewee as pw


class StaffUser(pw.Model):
    id = pw.UUIDField(primary_key=True)

    class Meta:
        table_name = "staff_user"


class HousingArea(pw.Model):
    id = pw.UUIDField(primary_key=True)

    class Meta:
        table_name = "housing_area"


class Zone(pw.Model):
    id = pw.UUIDField(primary_key=True)
    name = pw.CharField(max_length=160, unique=True)
    made_by = pw.ForeignKeyField(StaffUser)
    made_at = pw.DateTimeField()
    version = pw.IntegerField(default=1)

    class Meta:
        table_name = "zone"


class ZoneArea(pw.Model):
    zone = pw.ForeignKeyField(Zone)
    area = pw.ForeignKeyField(HousingArea)

    class Meta:
        table_name = "zone_area"
        primary_key = pw.CompositeKey("zone", "area")


TABLES = (Zone, ZoneArea)


def up(_migrator: Any, db: pw.Database) -> None:
    with db.bind_ctx((*TABLES, StaffUser, HousingArea), bind_refs=False, bind_backrefs=False):
        db.create_tables(TABLES)


def down(_migrator: Any, db: pw.Database) -> None:
    with db.bind_ctx(TABLES, bind_refs=False, bind_backrefs=False):
        db.drop_tables(TABLES[::-1])
