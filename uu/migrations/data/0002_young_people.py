"""Young people, their statuses, sessions and follow-ups."""

from typing import Any

import peewee as pw


class HousingArea(pw.Model):
    id = pw.UUIDField(primary_key=True)

    class Meta:
        table_name = "housing_area"


class StaffUser(pw.Model):
    id = pw.UUIDField(primary_key=True)

    class Meta:
        table_name = "staff_user"


class Youth(pw.Model):
    id = pw.UUIDField(primary_key=True)
    version = pw.IntegerField(default=1)
    sealed = pw.BlobField()
    birth_on = pw.DateField()
    said_age = pw.IntegerField(null=True)
    area = pw.ForeignKeyField(HousingArea)
    lives_outside = pw.BooleanField(default=False)
    address_protected = pw.BooleanField(default=False)
    counsellor = pw.ForeignKeyField(StaffUser, null=True)
    counsellor_since = pw.DateField(null=True)
    origin = pw.CharField(max_length=32)
    told = pw.CharField(max_length=32)
    registered_by = pw.ForeignKeyField(StaffUser)
    registered_on = pw.DateField()
    registered_at = pw.DateTimeField()
    status = pw.CharField(max_length=8)
    status_on = pw.DateField()
    closed = pw.BooleanField(default=False)
    last_contact_on = pw.DateField(null=True)
    attempts = pw.IntegerField(default=0)
    next_due_on = pw.DateField(null=True)

    class Meta:
        table_name = "youth"
        indexes = (
            (("area", "closed", "next_due_on"), False),
            (("counsellor", "closed", "next_due_on"), False),
            (("closed", "status", "status_on", "area", "lives_outside", "address_protected"), False),
            (("closed", "birth_on"), False),
        )


class AreaStay(pw.Model):
    id = pw.UUIDField(primary_key=True)
    youth = pw.ForeignKeyField(Youth)
    area = pw.ForeignKeyField(HousingArea)
    lives_outside = pw.BooleanField()
    since = pw.DateField()
    recorded_at = pw.DateTimeField()
    recorded_by = pw.ForeignKeyField(StaffUser)

    class Meta:
        table_name = "area_stay"


class SearchToken(pw.Model):
    youth = pw.ForeignKeyField(Youth)
    token = pw.BlobField()

    class Meta:
        table_name = "search_token"
        primary_key = pw.CompositeKey("token", "youth")
        indexes = ((("youth",), False),)


class YouthRevision(pw.Model):
    id = pw.UUIDField(primary_key=True)
    youth = pw.ForeignKeyField(Youth)
    version = pw.IntegerField()
    changed_by = pw.ForeignKeyField(StaffUser)
    changed_at = pw.DateTimeField()
    sealed_changes = pw.BlobField()

    class Meta:
        table_name = "youth_revision"
        indexes = ((("youth", "version"), True),)


class AccessGrant(pw.Model):
    id = pw.UUIDField(primary_key=True)
    staff = pw.ForeignKeyField(StaffUser)
    youth = pw.ForeignKeyField(Youth)
    reason = pw.CharField(max_length=32)
    sealed_reason = pw.BlobField()
    granted_at = pw.DateTimeField()
    expires_at = pw.DateTimeField()

    class Meta:
        table_name = "access_grant"


class Status(pw.Model):
    code = pw.CharField(primary_key=True, max_length=8)
    label_da = pw.CharField(max_length=120)
    label_en = pw.CharField(max_length=120)
    sub = pw.CharField(max_length=16)
    neet = pw.BooleanField(null=True)
    asks_for = pw.CharField(max_length=16, default="")
    falls_to = pw.CharField(null=True, max_length=8)
    effort_group = pw.CharField(max_length=16, default="")
    udb_code = pw.CharField(max_length=16, default="")
    position = pw.IntegerField()
    retired_on = pw.DateField(null=True)

    class Meta:
        table_name = "status"


class StatusBucket(pw.Model):
    status = pw.ForeignKeyField(Status)
    since = pw.DateField()
    bucket = pw.CharField(max_length=32)
    set_by = pw.ForeignKeyField(StaffUser, null=True)
    set_at = pw.DateTimeField()

    class Meta:
        table_name = "status_bucket"
        primary_key = pw.CompositeKey("status", "since")


class StatusEvent(pw.Model):
    id = pw.UUIDField(primary_key=True)
    youth = pw.ForeignKeyField(Youth)
    status = pw.ForeignKeyField(Status)
    observed_on = pw.DateField()
    recorded_at = pw.DateTimeField()
    recorded_by = pw.ForeignKeyField(StaffUser, null=True)
    source = pw.CharField(max_length=32)
    reason = pw.CharField(null=True, max_length=32)
    expected_on = pw.DateField(null=True)
    documented = pw.BooleanField(default=False)
    replaces = pw.ForeignKeyField("self", unique=True, null=True)
    sealed_note = pw.BlobField(null=True)

    class Meta:
        table_name = "status_event"
        indexes = ((("youth", "observed_on", "id"), False),)


class GuidanceSession(pw.Model):
    id = pw.UUIDField(primary_key=True)
    kind = pw.CharField(max_length=32)
    held_at = pw.DateTimeField()
    held_on = pw.DateField(index=True)
    minutes = pw.IntegerField(null=True)
    topics = pw.CharField(max_length=120, default="")
    recorded_by = pw.ForeignKeyField(StaffUser)
    recorded_at = pw.DateTimeField()
    withdrawn_at = pw.DateTimeField(null=True)
    withdrawn_by = pw.ForeignKeyField(StaffUser, null=True)

    class Meta:
        table_name = "guidance_session"


class SessionParticipant(pw.Model):
    session = pw.ForeignKeyField(GuidanceSession)
    youth = pw.ForeignKeyField(Youth)
    sealed = pw.BlobField()

    class Meta:
        table_name = "session_participant"
        primary_key = pw.CompositeKey("youth", "session")
        indexes = ((("session",), False),)


class FollowUp(pw.Model):
    id = pw.UUIDField(primary_key=True)
    youth = pw.ForeignKeyField(Youth)
    kind = pw.CharField(max_length=32)
    sealed_text = pw.BlobField(null=True)
    due_on = pw.DateField()
    state = pw.CharField(max_length=32)
    assignee = pw.ForeignKeyField(StaffUser, null=True)
    session = pw.ForeignKeyField(GuidanceSession, null=True)
    status_event = pw.ForeignKeyField(StatusEvent, null=True)
    created_by = pw.ForeignKeyField(StaffUser, null=True)
    created_at = pw.DateTimeField()
    closed_by = pw.ForeignKeyField(StaffUser, null=True)
    closed_at = pw.DateTimeField(null=True)
    drop_reason = pw.CharField(null=True, max_length=32)
    version = pw.IntegerField(default=1)

    class Meta:
        table_name = "follow_up"
        indexes = ((("youth", "state", "due_on"), False), (("assignee", "state", "due_on"), False))


TABLES = (
    Youth,
    AreaStay,
    SearchToken,
    YouthRevision,
    AccessGrant,
    Status,
    StatusBucket,
    StatusEvent,
    GuidanceSession,
    SessionParticipant,
    FollowUp,
)
KNOWN = (HousingArea, StaffUser)


def up(_migrator: Any, db: pw.Database) -> None:
    with db.bind_ctx(TABLES + KNOWN, bind_refs=False, bind_backrefs=False):
        db.create_tables(TABLES)


def down(_migrator: Any, db: pw.Database) -> None:
    with db.bind_ctx(TABLES + KNOWN, bind_refs=False, bind_backrefs=False):
        db.drop_tables(TABLES)
