"""SQLite lets an entry be replaced by a new one without a word to who watches over deleting; the log refuses that."""

from typing import Any

import peewee as pw

# A row gives way to one with its number within the file as well, which whoever inserts may choose.
TRIGGERS = {
    "audit_entry_no_replace": """
        CREATE TRIGGER audit_entry_no_replace BEFORE INSERT ON audit_entry
        WHEN EXISTS (SELECT 1 FROM audit_entry WHERE seq = NEW.seq OR rowid = NEW.rowid)
        BEGIN SELECT RAISE(ABORT, 'the access log can only be added to'); END
    """,
    "audit_subject_no_replace": """
        CREATE TRIGGER audit_subject_no_replace BEFORE INSERT ON audit_subject
        WHEN EXISTS (
            SELECT 1 FROM audit_subject WHERE (entry = NEW.entry AND youth = NEW.youth) OR rowid = NEW.rowid
        )
        BEGIN SELECT RAISE(ABORT, 'the access log can only be added to'); END
    """,
}


def up(_migrator: Any, db: pw.Database) -> None:
    # On PostgreSQL an insert that overwrites counts as an update, which is refused already.
    if not isinstance(db, pw.PostgresqlDatabase):
        for trigger in TRIGGERS.values():
            db.execute_sql(trigger)


def down(_migrator: Any, db: pw.Database) -> None:
    if not isinstance(db, pw.PostgresqlDatabase):
        for name in TRIGGERS:
            db.execute_sql(f"DROP TRIGGER {name}")
