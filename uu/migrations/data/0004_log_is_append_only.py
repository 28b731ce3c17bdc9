"""The database itself refuses to change or delete an entry of the access log."""

from typing import Any

import peewee as pw

TABLES = ("audit_entry", "audit_subject")
REFUSAL = "the access log can only be added to"

POSTGRESQL_FUNCTION = f"""
CREATE FUNCTION refuse_log_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$
"""


def up(_migrator: Any, db: pw.Database) -> None:
    if isinstance(db, pw.PostgresqlDatabase):
        db.execute_sql(POSTGRESQL_FUNCTION)
        for table in TABLES:
            db.execute_sql(
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION refuse_log_change()"
            )
        return
    for table in TABLES:
        for verb in ("UPDATE", "DELETE"):
            db.execute_sql(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )


def down(_migrator: Any, db: pw.Database) -> None:
    if isinstance(db, pw.PostgresqlDatabase):
        for table in TABLES:
            db.execute_sql(f"DROP TRIGGER {table}_append_only ON {table}")
        db.execute_sql("DROP FUNCTION refuse_log_change()")
        return
    for table in TABLES:
        for verb in ("update", "delete"):
            db.execute_sql(f"DROP TRIGGER {table}_no_{verb}")
