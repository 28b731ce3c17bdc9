"""What phones sent, each once: its outcome is stored in the transaction of its effect."""

from uuid import UUID

import peewee

from uu.models.areas import HousingArea
from uu.models.database import Model
from uu.models.devices import Device
from uu.models.fields import UtcField, WordField
from uu.models.staff import StaffUser
from uu.vocabulary import OperationKind, Outcome


class Operation(Model):
    """One operation under the id its phone made.

    ``record`` and ``status_event`` are the ids it makes, or would have made; ``version`` is what it brought an edited
    record to. ``fingerprint`` is a keyed hash of its
    content, ``errors`` field names and message ids without any value, ``sealed`` the content while it is in quarantine.
    """

    id = peewee.UUIDField(primary_key=True)
    staff = peewee.ForeignKeyField(StaffUser)
    device = peewee.ForeignKeyField(Device)
    kind = WordField(OperationKind)
    made_at = UtcField()
    received_at = UtcField()
    fingerprint = peewee.BlobField()
    outcome = WordField(Outcome, index=True)
    record = peewee.UUIDField(null=True, index=True)
    status_event = peewee.UUIDField(null=True, index=True)
    youth = peewee.UUIDField(null=True, index=True)
    area = peewee.ForeignKeyField(HousingArea, null=True)
    version = peewee.IntegerField(null=True)
    because = peewee.UUIDField(null=True)
    errors = peewee.TextField(default="")
    sealed = peewee.BlobField(null=True)
    handled_by = peewee.ForeignKeyField(StaffUser, null=True)
    handled_at = UtcField(null=True)
    handled_reason = peewee.CharField(max_length=200, default="")

    # What Peewee adds for each reference.
    staff_id: UUID
    area_id: UUID | None
