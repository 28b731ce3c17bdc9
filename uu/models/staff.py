"""The people who use the system, what they are assigned to, and how they sign in."""

import peewee

from uu.models.areas import HousingArea, HousingPlan
from uu.models.database import Model
from uu.models.fields import UtcField, WordField
from uu.vocabulary import Role


class StaffUser(Model):
    """Somebody who may sign in. A user without password has not accepted the invitation yet."""

    id = peewee.UUIDField(primary_key=True)
    username = peewee.CharField(max_length=64, unique=True)
    name = peewee.CharField(max_length=120)
    role = WordField(Role)
    language = peewee.CharField(max_length=8, null=True)
    password_hash = peewee.TextField(null=True)
    totp_sealed = peewee.BlobField(null=True)
    totp_last_step = peewee.BigIntegerField(default=0)
    locked_at = UtcField(null=True)
    created_at = UtcField()
    version = peewee.IntegerField(default=1)

    @property
    def is_active(self) -> bool:
        """Whether the person may sign in."""
        return self.locked_at is None and self.password_hash is not None


class StaffArea(Model):
    """A counsellor's area, from a day to a day."""

    id = peewee.UUIDField(primary_key=True)
    staff = peewee.ForeignKeyField(StaffUser, backref="areas")
    area = peewee.ForeignKeyField(HousingArea)
    since = peewee.DateField()
    until = peewee.DateField(null=True)


class StaffPlan(Model):
    """The housing plan somebody heads, from a day to a day."""

    id = peewee.UUIDField(primary_key=True)
    staff = peewee.ForeignKeyField(StaffUser, backref="plans")
    plan = peewee.ForeignKeyField(HousingPlan)
    since = peewee.DateField()
    until = peewee.DateField(null=True)


class StaffSession(Model):
    """A sign-in on one device; the cookie's token is kept as a hash only."""

    id = peewee.UUIDField(primary_key=True)
    token_hash = peewee.BlobField(unique=True)
    staff = peewee.ForeignKeyField(StaffUser, backref="sign_ins")
    created_at = UtcField()
    last_seen_at = UtcField()
    expires_at = UtcField()
    agent = peewee.CharField(max_length=200)
    address = peewee.CharField(max_length=64)
    ended_at = UtcField(null=True)


class Invitation(Model):
    """A link, used once, with which a user chooses a password; the token is kept as a hash only."""

    token_hash = peewee.BlobField(primary_key=True)
    staff = peewee.ForeignKeyField(StaffUser, backref="invitations")
    expires_at = UtcField()
    used_at = UtcField(null=True)


class SignInFailure(Model):
    """A failed try, kept under a keyed hash of the account or the address, from which lock-out is computed."""

    id = peewee.UUIDField(primary_key=True)
    subject = peewee.BlobField(index=True)
    failed_at = UtcField(index=True)
