"""Published figures to compare with."""

from typing import Any

import peewee as pw


class StaffUser(pw.Model):
    id = pw.UUIDField(primary_key=True)

    class Meta:
        table_name = "staff_user"


class ReferenceSeries(pw.Model):
    id = pw.UUIDField(primary_key=True)
    name = pw.CharField(max_length=120, unique=True)
    name_en = pw.CharField(max_length=120, default="")
    measure = pw.CharField(max_length=40, default="")
    level = pw.CharField(max_length=10)
    place = pw.CharField(max_length=40, default="")
    unit = pw.CharField(max_length=32)
    definition = pw.TextField()
    definition_en = pw.TextField(default="")
    set_by = pw.ForeignKeyField(StaffUser, null=True)
    set_at = pw.DateTimeField()

    class Meta:
        table_name = "reference_series"


class ReferenceFigure(pw.Model):
    series = pw.ForeignKeyField(ReferenceSeries)
    period = pw.CharField(max_length=10)
    value = pw.DecimalField(max_digits=14, decimal_places=3)
    source = pw.CharField(max_length=300)

    class Meta:
        table_name = "reference_figure"
        primary_key = pw.CompositeKey("series", "period")


TABLES = (ReferenceSeries, ReferenceFigure)


def up(_migrator: Any, db: pw.Database) -> None:
    with db.bind_ctx((StaffUser, *TABLES)):
        db.create_tables(TABLES)


def down(_migrator: Any, db: pw.Database) -> None:
    with db.bind_ctx((StaffUser, *TABLES)):
        db.drop_tables(TABLES)
