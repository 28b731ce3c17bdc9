"""Guidance sessions and who took part."""

from uuid import UUID

import peewee

from uu.models.database import Model
from uu.models.fields import UtcField, WordField
from uu.models.staff import StaffUser
from uu.models.youths import Youth
from uu.vocabulary import SessionKind


class GuidanceSession(Model):
    """A walk-and-talk or another contact. Never changed; one recorded by mistake is withdrawn and stays visible."""

    id = peewee.UUIDField(primary_key=True)
    kind = WordField(SessionKind)
    held_at = UtcField()
    held_on = peewee.DateField(index=True)
    minutes = peewee.IntegerField(null=True)
    topics = peewee.CharField(max_length=120, default="")
    recorded_by = peewee.ForeignKeyField(StaffUser)
    recorded_at = UtcField()
    withdrawn_at = UtcField(null=True)
    withdrawn_by = peewee.ForeignKeyField(StaffUser, null=True)

    # What Peewee adds for each reference.
    recorded_by_id: UUID


class SessionParticipant(Model):
    """A young person in a session, with place and note under that person's own key."""

    session = peewee.ForeignKeyField(GuidanceSession, backref="participants")
    youth = peewee.ForeignKeyField(Youth, backref="participations")
    sealed = peewee.BlobField()

    class Meta:
        primary_key = peewee.CompositeKey("youth", "session")
        indexes = ((("session",), False),)
