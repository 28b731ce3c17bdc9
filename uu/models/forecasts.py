"""The forecast of each place, as the last night worked it out."""

import peewee

from uu.models.database import Model


class Forecast(Model):
    """What the history of a place says of those who are 15 now, and how much history that is.

    ``level`` and ``place`` name the place as the overview does. ``method`` and ``seed`` say how the interval was drawn,
    the counts what there was to go by. ``figures`` is the forecast itself as JSON, because it is written and read as a
    whole; empty where the history does not suffice.
    """

    level = peewee.CharField(max_length=10)
    place = peewee.CharField(max_length=40)
    made_on = peewee.DateField()
    method = peewee.IntegerField()
    seed = peewee.IntegerField()
    marks = peewee.IntegerField()
    people = peewee.IntegerField()
    completed = peewee.IntegerField()
    at_15 = peewee.IntegerField()
    at_least = peewee.IntegerField()
    figures = peewee.TextField(default="")

    class Meta:
        primary_key = peewee.CompositeKey("level", "place")
