"""The people and the money of the effort, as leaders enter them."""

from typing import Any

import peewee as pw


class StaffUser(pw.Model):
    id = pw.UUIDField(primary_key=True)

    class Meta:
        table_name = "staff_user"


class Resource(pw.Model):
    id = pw.UUIDField(primary_key=True)
    kind = pw.CharField(max_length=32)
    financier = pw.CharField(max_length=32)
    level = pw.CharField(max_length=8)
    place = pw.CharField(max_length=40)
    amount = pw.BigIntegerField()
    first_on = pw.DateField()
    last_on = pw.DateField(null=True)
    version = pw.IntegerField(default=1)
    set_by = pw.ForeignKeyField(StaffUser)
    set_at = pw.DateTimeField()

    class Meta:
        table_name = "resource"


def up(_migrator: Any, db: pw.Database) -> None:
    with db.bind_ctx([Resource, StaffUser], bind_refs=False, bind_backrefs=False):
        db.create_tables([Resource])


def down(_migrator: Any, db: pw.Database) -> None:
    with db.bind_ctx([Resource]):
        db.drop_tables([Resource])
