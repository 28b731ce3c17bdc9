"""Education statuses, how each counts, and the append-only history of each young person."""

from uuid import UUID

import peewee

from uu.models.database import Model
from uu.models.fields import UtcField, WordField
from uu.models.staff import StaffUser
from uu.models.youths import Youth
from uu.vocabulary import Bucket, DropOutReason, StatusSource


class Status(Model):
    """One education status. A retired one stays readable and can no longer be chosen.

    ``asks_for`` names what the status needs to be told beside its day, ``falls_to`` what it becomes when the
    expected day has passed, ``effort_group`` which of the three groups the effort is about it belongs to.
    """

    code = peewee.CharField(max_length=8, primary_key=True)
    label_da = peewee.CharField(max_length=120)
    label_en = peewee.CharField(max_length=120)
    sub = peewee.CharField(max_length=16)
    neet = peewee.BooleanField(null=True)
    asks_for = peewee.CharField(max_length=16, default="")
    falls_to = peewee.CharField(max_length=8, null=True)
    effort_group = peewee.CharField(max_length=16, default="")
    udb_code = peewee.CharField(max_length=16, default="")
    position = peewee.IntegerField()
    retired_on = peewee.DateField(null=True)


class StatusBucket(Model):
    """From which day a status counts in which bucket; leaders may add a row."""

    status = peewee.ForeignKeyField(Status, backref="buckets")
    since = peewee.DateField()
    bucket = WordField(Bucket)
    set_by = peewee.ForeignKeyField(StaffUser, null=True)
    set_at = UtcField()

    class Meta:
        primary_key = peewee.CompositeKey("status", "since")


class FormerBucket(Model):
    """A row of :class:`StatusBucket` as it was chosen at a moment, before another was chosen for the same day."""

    status = peewee.ForeignKeyField(Status)
    since = peewee.DateField()
    bucket = WordField(Bucket)
    set_at = UtcField()
    until = UtcField()

    class Meta:
        primary_key = peewee.CompositeKey("status", "since", "set_at")


class StatusEvent(Model):
    """A status observed on a day. Never changed: a correction is a new event that names the one it replaces."""

    id = peewee.UUIDField(primary_key=True)
    youth = peewee.ForeignKeyField(Youth, backref="status_events")
    status = peewee.ForeignKeyField(Status)
    observed_on = peewee.DateField()
    recorded_at = UtcField()
    recorded_by = peewee.ForeignKeyField(StaffUser, null=True)
    source = WordField(StatusSource)
    reason = WordField(DropOutReason, null=True)
    expected_on = peewee.DateField(null=True)
    documented = peewee.BooleanField(default=False)
    replaces = peewee.ForeignKeyField("self", null=True, unique=True)
    sealed_note = peewee.BlobField(null=True)

    # What Peewee adds for each reference.
    youth_id: UUID
    recorded_by_id: UUID | None
    replaces_id: UUID | None

    class Meta:
        indexes = ((("youth", "observed_on", "id"), False),)
