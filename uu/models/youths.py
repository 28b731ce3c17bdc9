"""Young people: what counts in the clear, who they are sealed with their own key."""

from uuid import UUID

import peewee

from uu.models.areas import HousingArea
from uu.models.database import Model
from uu.models.fields import UtcField, WordField
from uu.models.staff import StaffUser
from uu.vocabulary import ContactOrigin, Told


class Youth(Model):
    """A registered young person, with the current state that lists and figures read.

    ``sealed`` is the identity (:class:`uu.domain.identity.Identity`) under the person's own key. ``area`` is where
    they live, or the nearest one when ``lives_outside``.
    """

    id = peewee.UUIDField(primary_key=True)
    version = peewee.IntegerField(default=1)
    sealed = peewee.BlobField()
    birth_on = peewee.DateField()
    said_age = peewee.IntegerField(null=True)
    area = peewee.ForeignKeyField(HousingArea)
    lives_outside = peewee.BooleanField(default=False)
    address_protected = peewee.BooleanField(default=False)
    counsellor = peewee.ForeignKeyField(StaffUser, null=True)
    counsellor_since = peewee.DateField(null=True)
    origin = WordField(ContactOrigin)
    told = WordField(Told)
    registered_by = peewee.ForeignKeyField(StaffUser)
    registered_on = peewee.DateField()
    registered_at = UtcField()
    status = peewee.CharField(max_length=8)
    status_on = peewee.DateField()
    closed = peewee.BooleanField(default=False)
    last_contact_on = peewee.DateField(null=True)
    attempts = peewee.IntegerField(default=0)
    next_due_on = peewee.DateField(null=True)

    # What Peewee adds for each reference.
    area_id: UUID
    counsellor_id: UUID | None

    class Meta:
        indexes = (
            (("area", "closed", "next_due_on"), False),
            (("counsellor", "closed", "next_due_on"), False),
            (("closed", "status", "status_on", "area", "lives_outside", "address_protected"), False),
            (("closed", "birth_on"), False),
            # All that the pages of those under the radar and never reached read, so that the index alone answers.
            (
                (
                    "area", "lives_outside", "address_protected", "closed", "status", "status_on", "birth_on",
                    "registered_on", "last_contact_on", "next_due_on", "counsellor", "attempts",
                ),
                False,
            ),
        )  # fmt: skip


class AreaStay(Model):
    """Where a young person lives from a day on; the next stay ends it."""

    id = peewee.UUIDField(primary_key=True)
    youth = peewee.ForeignKeyField(Youth, backref="stays")
    area = peewee.ForeignKeyField(HousingArea)
    lives_outside = peewee.BooleanField()
    since = peewee.DateField()
    recorded_at = UtcField()
    recorded_by = peewee.ForeignKeyField(StaffUser)

    youth_id: UUID
    recorded_by_id: UUID


class SearchToken(Model):
    """One blind-index token of a young person: a keyed hash that tells nothing without the key."""

    youth = peewee.ForeignKeyField(Youth, backref="tokens", index=False)
    token = peewee.BlobField()

    class Meta:
        primary_key = peewee.CompositeKey("token", "youth")
        indexes = ((("youth",), False),)


class YouthRevision(Model):
    """Which fields a version of a card changed, from what to what, by whom; the values are sealed."""

    id = peewee.UUIDField(primary_key=True)
    youth = peewee.ForeignKeyField(Youth, backref="revisions")
    version = peewee.IntegerField()
    changed_by = peewee.ForeignKeyField(StaffUser)
    changed_at = UtcField()
    sealed_changes = peewee.BlobField()

    class Meta:
        indexes = ((("youth", "version"), True),)


class AccessGrant(Model):
    """A leader's opening of one young person for a stated reason, valid until a moment."""

    id = peewee.UUIDField(primary_key=True)
    staff = peewee.ForeignKeyField(StaffUser)
    youth = peewee.ForeignKeyField(Youth)
    reason = peewee.CharField(max_length=32)
    sealed_reason = peewee.BlobField()
    granted_at = UtcField()
    expires_at = UtcField()

    staff_id: UUID
    youth_id: UUID
