"""The forecast of each place; the first comes with the next daily acts."""

from typing import Any

import peewee as pw


class Forecast(pw.Model):
    level = pw.CharField(max_length=10)
    place = pw.CharField(max_length=40)
    made_on = pw.DateField()
    method = pw.IntegerField()
    seed = pw.IntegerField()
    marks = pw.IntegerField()
    people = pw.IntegerField()
    completed = pw.IntegerField()
    at_15 = pw.IntegerField()
    at_least = pw.IntegerField()
    figures = pw.TextField(default="")

    class Meta:
        table_name = "forecast"
        primary_key = pw.CompositeKey("level", "place")


def up(_migrator: Any, db: pw.Database) -> None:
    with db.bind_ctx([Forecast]):
        db.create_tables([Forecast])


def down(_migrator: Any, db: pw.Database) -> None:
    with db.bind_ctx([Forecast]):
        db.drop_tables([Forecast])
