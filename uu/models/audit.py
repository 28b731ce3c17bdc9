"""The access log: a chain of entries that the database refuses to change or delete."""

import peewee

from uu.models.database import Model
from uu.models.fields import UtcField, WordField
from uu.vocabulary import AuditAct


class AuditEntry(Model):
    """Who did which act, when, for what purpose. ``hash`` covers the row, its subjects and the entry before."""

    seq = peewee.BigIntegerField(primary_key=True)
    at = UtcField(index=True)
    actor = peewee.UUIDField(null=True, index=True)
    act = WordField(AuditAct)
    object_kind = peewee.CharField(max_length=24, default="")
    object_id = peewee.CharField(max_length=40, default="")
    purpose = peewee.CharField(max_length=40, default="")
    detail = peewee.TextField(default="")
    sealed_detail = peewee.BlobField(null=True)
    address = peewee.CharField(max_length=64, default="")
    previous_hash = peewee.BlobField()
    hash = peewee.BlobField()


class AuditSubject(Model):
    """A young person whom an entry is about."""

    entry = peewee.BigIntegerField()
    youth = peewee.UUIDField()

    class Meta:
        primary_key = peewee.CompositeKey("entry", "youth")
        indexes = ((("youth", "entry"), False),)
