"""What the weekly control reads: when 15-17-year-olds were without activity, and how their two clocks ran."""

import peewee

from uu.models.database import Model
from uu.models.fields import WordField
from uu.models.followups import FollowUp
from uu.models.youths import Youth
from uu.vocabulary import FollowUpKind, FollowUpState


class IdleSpell(Model):
    """A young person of 15 to 17 without activity, from a day to the day before ``until``.

    ``scope`` is the area in which they lived when it began, as the counters name it. One that still lasts ends on the
    18th birthday, and is then ``aged``.
    """

    youth = peewee.ForeignKeyField(Youth)
    began_on = peewee.DateField()
    until = peewee.DateField()
    aged = peewee.BooleanField()
    scope = peewee.UUIDField()

    class Meta:
        primary_key = peewee.CompositeKey("youth", "began_on")
        indexes = ((("until", "began_on", "scope", "aged"), False),)


class ClockRun(Model):
    """A statutory clock as it ran: from which day, until when it might, and when and how it ended.

    ``needless`` is one that was dropped because nothing asked for it any more.
    """

    followup = peewee.ForeignKeyField(FollowUp, primary_key=True)
    scope = peewee.UUIDField()
    kind = WordField(FollowUpKind)
    started_on = peewee.DateField()
    due_on = peewee.DateField()
    ended_on = peewee.DateField(null=True)
    state = WordField(FollowUpState)
    needless = peewee.BooleanField()

    class Meta:
        indexes = ((("started_on", "ended_on", "due_on", "kind", "scope", "state", "needless"), False),)
