"""Reports that somebody has asked for, kept until they have been fetched."""

from enum import StrEnum
from uuid import UUID

import peewee

from uu.models.database import Model
from uu.models.fields import UtcField, WordField
from uu.models.staff import StaffUser
from uu.vocabulary import ReportKind


class ReportState(StrEnum):
    """How far a report is that somebody has asked for."""

    WAITING = "waiting"
    WORKING = "working"
    READY = "ready"
    FAILED = "failed"
    CANCELLED = "cancelled"


class ReportOrder(Model):
    """A report of a place since a day; ``content`` is what it says, ready for every output. It names nobody."""

    id = peewee.UUIDField(primary_key=True)
    staff = peewee.ForeignKeyField(StaffUser, index=True)
    kind = WordField(ReportKind)
    level = peewee.CharField(max_length=10)
    place = peewee.CharField(max_length=40, default="")
    since = peewee.DateField()
    language = peewee.CharField(max_length=2)
    state = WordField(ReportState)
    content = peewee.TextField(default="")
    made_at = UtcField()

    # What Peewee adds for each reference.
    staff_id: UUID
