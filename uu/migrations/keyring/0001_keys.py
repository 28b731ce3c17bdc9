"""The key of each young person."""

from typing import Any

import peewee as pw


class PersonKey(pw.Model):
    youth = pw.UUIDField(primary_key=True)
    wrapped = pw.BlobField()
    made_at = pw.DateTimeField()

    class Meta:
        table_name = "person_key"


TABLES = (PersonKey,)


def up(_migrator: Any, db: pw.Database) -> None:
    with db.bind_ctx(TABLES, bind_refs=False, bind_backrefs=False):
        db.create_tables(TABLES)


def down(_migrator: Any, db: pw.Database) -> None:
    with db.bind_ctx(TABLES, bind_refs=False, bind_backrefs=False):
        db.drop_tables(TABLES)
