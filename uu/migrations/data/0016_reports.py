"""Reports that somebody has asked for."""

from typing import Any

import peewee as pw


class StaffUser(pw.Model):
    id = pw.UUIDField(primary_key=True)

    class Meta:
        table_name = "staff_user"


class ReportOrder(pw.Model):
    id = pw.UUIDField(primary_key=True)
    staff = pw.ForeignKeyField(StaffUser, index=True)
    kind = pw.CharField(max_length=32)
    level = pw.CharField(max_length=10)
    place = pw.CharField(max_length=40, default="")
    since = pw.DateField()
    language = pw.CharField(max_length=2)
    state = pw.CharField(max_length=32)
    content = pw.TextField(default="")
    made_at = pw.DateTimeField()

    class Meta:
        table_name = "report_order"


def up(_migrator: Any, db: pw.Database) -> None:
    with db.bind_ctx((StaffUser, ReportOrder)):
        db.create_tables([ReportOrder])


def down(_migrator: Any, db: pw.Database) -> None:
    with db.bind_ctx((StaffUser, ReportOrder)):
        db.drop_tables([ReportOrder])
