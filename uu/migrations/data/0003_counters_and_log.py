"""Counters, and the access log that nobody can change."""

from typing import Any

import peewee as pw


class Tally(pw.Model):
    scope = pw.UUIDField()
    status = pw.CharField(max_length=8)
    n = pw.IntegerField()

    class Meta:
        table_name = "tally"
        primary_key = pw.CompositeKey("scope", "status")


class TallyChange(pw.Model):
    scope = pw.UUIDField()
    grain = pw.CharField(max_length=5)
    starts_on = pw.DateField()
    status = pw.CharField(max_length=8)
    n = pw.IntegerField()

    class Meta:
        table_name = "tally_change"
        primary_key = pw.CompositeKey("scope", "grain", "starts_on", "status")
        indexes = ((("grain", "starts_on", "scope"), False),)


class SessionTally(pw.Model):
    scope = pw.UUIDField()
    day = pw.DateField()
    kind = pw.CharField(max_length=32)
    n = pw.IntegerField()

    class Meta:
        table_name = "session_tally"
        primary_key = pw.CompositeKey("scope", "day", "kind")


class AuditEntry(pw.Model):
    seq = pw.BigIntegerField(primary_key=True)
    at = pw.DateTimeField(index=True)
    actor = pw.UUIDField(index=True, null=True)
    act = pw.CharField(max_length=32)
    object_kind = pw.CharField(max_length=24, default="")
    object_id = pw.CharField(max_length=40, default="")
    purpose = pw.CharField(max_length=40, default="")
    detail = pw.TextField(default="")
    sealed_detail = pw.BlobField(null=True)
    address = pw.CharField(max_length=64, default="")
    previous_hash = pw.BlobField()
    hash = pw.BlobField()

    class Meta:
        table_name = "audit_entry"


class AuditSubject(pw.Model):
    entry = pw.BigIntegerField()
    youth = pw.UUIDField(index=True)

    class Meta:
        table_name = "audit_subject"
        primary_key = pw.CompositeKey("entry", "youth")


TABLES = (Tally, TallyChange, SessionTally, AuditEntry, AuditSubject)


def up(_migrator: Any, db: pw.Database) -> None:
    with db.bind_ctx(TABLES, bind_refs=False, bind_backrefs=False):
        db.create_tables(TABLES)


def down(_migrator: Any, db: pw.Database) -> None:
    with db.bind_ctx(TABLES, bind_refs=False, bind_backrefs=False):
        db.drop_tables(TABLES)
