"""What came of each young person after the first session, kept so that no page reads events for it."""

import peewee

from uu.models.database import Model
from uu.models.fields import WordField
from uu.models.youths import Youth
from uu.vocabulary import JourneyEnd


class Journey(Model):
    """A young person from the first session on: where they count, how old they were, and what ended it.

    ``scope`` is the area in which they lived on that day, as the counters name it. ``days`` are those from the first
    session to the end, none while there is none.
    """

    youth = peewee.ForeignKeyField(Youth, primary_key=True)
    scope = peewee.UUIDField()
    started_on = peewee.DateField()
    age = peewee.IntegerField()
    outcome = WordField(JourneyEnd)
    days = peewee.IntegerField(null=True)

    class Meta:
        # All that a page of outcomes reads, so that the index alone answers.
        indexes = ((("scope", "started_on", "age", "outcome", "days"), False),)
