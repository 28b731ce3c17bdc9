"""SQLite lets an entry be replaced by a new one without a word to who watches over deleting; the log refuses that."""

from typing import Any

import peewee as pw

KEYS = {"audit_entry": ("seq",), "audit_subject": ("entry", "youth")}
REFUSAL = "the access log can only be added to"


def up(_migrator: Any, db: pw.Database) -> None:
    if isinstance(db, pw.PostgresqlDatabase):
        # There an insert that overwrites counts as an update, which is refused already.
        return
    for table, key in KEYS.items():
        same_key = " AND ".join(f"{column} = NEW.{column}" for column in key)
        # A row gives way to one with its number within the file as well, which whoever inserts may choose.
        there = f"SELECT 1 FROM {table} WHERE ({same_key}) OR rowid = NEW.rowid"
        db.execute_sql(
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN EXISTS ({there}) "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )


def down(_migrator: Any, db: pw.Database) -> None:
    if isinstance(db, pw.PostgresqlDatabase):
        return
    for table in KEYS:
        db.execute_sql(f"DROP TRIGGER {table}_no_replace")
