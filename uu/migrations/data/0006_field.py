"""Phones in the field: devices, what they sent, what two people wrote at once, and who may be registered twice."""

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

    class Meta:
        table_name = "youth"


class FollowUp(pw.Model):
    id = pw.UUIDField(primary_key=True)

    class Meta:
        table_name = "follow_up"


class FollowUpMove(pw.Model):
    followup = pw.ForeignKeyField(FollowUp)
    version = pw.IntegerField()
    before = pw.DateField()
    moved_by = pw.ForeignKeyField(StaffUser)
    moved_at = pw.DateTimeField()

    class Meta:
        table_name = "follow_up_move"
        primary_key = pw.CompositeKey("followup", "version")


class Device(pw.Model):
    id = pw.UUIDField(primary_key=True)
    staff = pw.ForeignKeyField(StaffUser)
    name = pw.CharField(max_length=80)
    app = pw.CharField(max_length=40, default="")
    unsent = pw.IntegerField(default=0)
    made_at = pw.DateTimeField()
    last_seen_at = pw.DateTimeField()
    revoked_at = pw.DateTimeField(null=True)
    revoked_by = pw.ForeignKeyField(StaffUser, null=True)
    wipe_asked_at = pw.DateTimeField(null=True)
    wiped_at = pw.DateTimeField(null=True)

    class Meta:
        table_name = "device"


class DeviceToken(pw.Model):
    hash = pw.BlobField(primary_key=True)
    device = pw.ForeignKeyField(Device)
    access_hash = pw.BlobField(unique=True)
    access_expires_at = pw.DateTimeField()
    expires_at = pw.DateTimeField()
    made_at = pw.DateTimeField()
    nonce = pw.UUIDField(null=True)
    replaced_by = pw.BlobField(null=True)
    used_at = pw.DateTimeField(null=True)

    class Meta:
        table_name = "device_token"


class Operation(pw.Model):
    id = pw.UUIDField(primary_key=True)
    staff = pw.ForeignKeyField(StaffUser)
    device = pw.ForeignKeyField(Device)
    kind = pw.CharField(max_length=32)
    made_at = pw.DateTimeField()
    received_at = pw.DateTimeField()
    fingerprint = pw.BlobField()
    outcome = pw.CharField(max_length=32, index=True)
    record = pw.UUIDField(null=True, index=True)
    status_event = pw.UUIDField(null=True, index=True)
    youth = pw.UUIDField(null=True, index=True)
    area = pw.ForeignKeyField(HousingArea, null=True)
    version = pw.IntegerField(null=True)
    because = pw.UUIDField(null=True)
    errors = pw.TextField(default="")
    sealed = pw.BlobField(null=True)
    handled_by = pw.ForeignKeyField(StaffUser, null=True)
    handled_at = pw.DateTimeField(null=True)
    handled_reason = pw.CharField(max_length=200, default="")

    class Meta:
        table_name = "operation"


class Conflict(pw.Model):
    id = pw.UUIDField(primary_key=True)
    youth = pw.ForeignKeyField(Youth)
    subject = pw.CharField(max_length=16)
    subject_id = pw.UUIDField()
    sealed = pw.BlobField()
    made_by = pw.ForeignKeyField(StaffUser)
    made_at = pw.DateTimeField()
    noted_at = pw.DateTimeField()
    resolved_at = pw.DateTimeField(null=True)
    resolved_by = pw.ForeignKeyField(StaffUser, null=True)
    chosen = pw.TextField(default="")

    class Meta:
        table_name = "conflict"
        indexes = ((("youth", "resolved_at"), False),)


class DuplicateProposal(pw.Model):
    id = pw.UUIDField(primary_key=True)
    youth = pw.ForeignKeyField(Youth)
    other = pw.ForeignKeyField(Youth)
    reasons = pw.CharField(max_length=40)
    found_at = pw.DateTimeField()
    settled_at = pw.DateTimeField(null=True)
    settled_by = pw.ForeignKeyField(StaffUser, null=True)
    settled_as = pw.CharField(max_length=32, null=True)

    class Meta:
        table_name = "duplicate_proposal"
        indexes = ((("youth", "other"), True),)


TABLES = (FollowUpMove, Device, DeviceToken, Operation, Conflict, DuplicateProposal)
KNOWN = (HousingArea, StaffUser, Youth, FollowUp)


def up(_migrator: Any, db: pw.Database) -> None:
    with db.bind_ctx(TABLES + KNOWN, bind_refs=False, bind_backrefs=False):
        db.create_tables(TABLES)
    # A phone asks what was done about each of its people since an entry of the log.
    db.execute_sql("DROP INDEX auditsubject_youth")
    db.execute_sql("CREATE INDEX auditsubject_youth_entry ON audit_subject (youth, entry)")


def down(_migrator: Any, db: pw.Database) -> None:
    with db.bind_ctx(TABLES + KNOWN, bind_refs=False, bind_backrefs=False):
        db.drop_tables(TABLES)
    db.execute_sql("DROP INDEX auditsubject_youth_entry")
    db.execute_sql("CREATE INDEX auditsubject_youth ON audit_subject (youth)")
