"""What two people wrote at once and somebody has to choose between, and people who may be registered twice."""

from uuid import UUID

import peewee

from uu.models.database import Model
from uu.models.fields import UtcField, WordField
from uu.models.staff import StaffUser
from uu.models.youths import Youth
from uu.vocabulary import DuplicateVerdict


class Conflict(Model):
    """The same fields written twice; its id is that of the operation that came second.

    ``subject`` is the card or a follow-up, ``sealed`` both values of each field under the person's key, ``made_at``
    when the second was written on its phone.
    """

    id = peewee.UUIDField(primary_key=True)
    youth = peewee.ForeignKeyField(Youth, backref="conflicts")
    subject = peewee.CharField(max_length=16)
    subject_id = peewee.UUIDField()
    sealed = peewee.BlobField()
    made_by = peewee.ForeignKeyField(StaffUser)
    made_at = UtcField()
    noted_at = UtcField()
    resolved_at = UtcField(null=True)
    resolved_by = peewee.ForeignKeyField(StaffUser, null=True)
    chosen = peewee.TextField(default="")

    youth_id: UUID
    resolved_by_id: UUID | None

    class Meta:
        indexes = ((("youth", "resolved_at"), False),)


class DuplicateProposal(Model):
    """Two records that may be one young person, until somebody says so or says no."""

    id = peewee.UUIDField(primary_key=True)
    youth = peewee.ForeignKeyField(Youth)
    other = peewee.ForeignKeyField(Youth)
    reasons = peewee.CharField(max_length=40)
    found_at = UtcField()
    settled_at = UtcField(null=True)
    settled_by = peewee.ForeignKeyField(StaffUser, null=True)
    settled_as = WordField(DuplicateVerdict, null=True)

    youth_id: UUID
    other_id: UUID

    class Meta:
        indexes = ((("youth", "other"), True),)
