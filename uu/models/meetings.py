"""The days on which young people were met."""

import peewee

from uu.models.database import Model
from uu.models.youths import Youth


class Meeting(Model):
    """A day on which somebody met the young person; an attempt is no meeting.

    ``previous`` is the last such day before it, none for the first contact, and ``attempts`` is how often one tried in
    vain in between. ``scope`` is the area in which they lived on the day, as the counters name it.
    """

    youth = peewee.ForeignKeyField(Youth)
    day = peewee.DateField()
    previous = peewee.DateField(null=True)
    attempts = peewee.IntegerField()
    scope = peewee.UUIDField()

    class Meta:
        primary_key = peewee.CompositeKey("youth", "day")
        # All that a page of the activity reads, so that the index alone answers.
        indexes = ((("day", "scope", "previous", "attempts"), False),)
