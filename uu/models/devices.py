"""Phones made ready for the field, and the tokens they show."""

from enum import StrEnum
from uuid import UUID

import peewee

from uu.models.database import Model
from uu.models.fields import UtcField
from uu.models.staff import StaffUser


class Standing(StrEnum):
    """What a phone is to do: go on, have its owner sign in again, or wipe itself."""

    READY = "ready"
    SIGNED_OUT = "signed_out"
    WIPE = "wipe"
    UNKNOWN = "unknown"


class Device(Model):
    """One counsellor's part of a phone; the phone made its id. ``unsent`` is what it last said it still holds."""

    id = peewee.UUIDField(primary_key=True)
    staff = peewee.ForeignKeyField(StaffUser, backref="devices")
    name = peewee.CharField(max_length=80)
    app = peewee.CharField(max_length=40, default="")
    unsent = peewee.IntegerField(default=0)
    made_at = UtcField()
    last_seen_at = UtcField()
    revoked_at = UtcField(null=True)
    revoked_by = peewee.ForeignKeyField(StaffUser, null=True)
    wipe_asked_at = UtcField(null=True)
    wiped_at = UtcField(null=True)

    # What Peewee adds for each reference.
    staff_id: UUID


class DeviceToken(Model):
    """A refresh token and the access token given with it, both as hashes only.

    ``used_at`` is when either was first shown, ``nonce`` with what the refresh token was exchanged for ``replaced_by``.
    ``handed_in`` is how much came with the access token when the phone's access had been withdrawn.
    """

    hash = peewee.BlobField(primary_key=True)
    device = peewee.ForeignKeyField(Device, backref="tokens")
    access_hash = peewee.BlobField(unique=True)
    access_expires_at = UtcField()
    expires_at = UtcField()
    made_at = UtcField()
    nonce = peewee.UUIDField(null=True)
    replaced_by = peewee.BlobField(null=True)
    used_at = UtcField(null=True)
    handed_in = peewee.IntegerField(default=0)

    device_id: UUID
