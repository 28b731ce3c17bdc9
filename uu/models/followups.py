"""Follow-ups: agreed next steps and the statutory clocks."""

from uuid import UUID

import peewee

from uu.models.database import Model
from uu.models.fields import UtcField, WordField
from uu.models.sessions import GuidanceSession
from uu.models.staff import StaffUser
from uu.models.statuses import StatusEvent
from uu.models.youths import Youth
from uu.vocabulary import DropReason, FollowUpKind, FollowUpState


class FollowUp(Model):
    """Something to do for a young person by a day; its words are sealed."""

    id = peewee.UUIDField(primary_key=True)
    youth = peewee.ForeignKeyField(Youth, backref="followups")
    kind = WordField(FollowUpKind)
    sealed_text = peewee.BlobField(null=True)
    due_on = peewee.DateField()
    state = WordField(FollowUpState)
    assignee = peewee.ForeignKeyField(StaffUser, null=True)
    session = peewee.ForeignKeyField(GuidanceSession, null=True)
    status_event = peewee.ForeignKeyField(StatusEvent, null=True)
    created_by = peewee.ForeignKeyField(StaffUser, null=True)
    created_at = UtcField()
    closed_by = peewee.ForeignKeyField(StaffUser, null=True)
    closed_at = UtcField(null=True)
    drop_reason = WordField(DropReason, null=True)
    version = peewee.IntegerField(default=1)

    # What Peewee adds for each reference.
    youth_id: UUID
    status_event_id: UUID | None
    created_by_id: UUID | None

    class Meta:
        indexes = ((("youth", "state", "due_on"), False), (("assignee", "state", "due_on"), False))


class FollowUpMove(Model):
    """A deadline that was moved, and the version of the follow-up that this made."""

    followup = peewee.ForeignKeyField(FollowUp, backref="moves")
    version = peewee.IntegerField()
    before = peewee.DateField()
    moved_by = peewee.ForeignKeyField(StaffUser)
    moved_at = UtcField()

    class Meta:
        primary_key = peewee.CompositeKey("followup", "version")
