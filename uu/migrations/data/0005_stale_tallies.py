"""How many statuses are old is counted with the tallies; the day it is counted for comes with the next daily acts."""

from typing import Any

import peewee as pw


class StaleBefore(pw.Model):
    day = pw.DateField(primary_key=True)

    class Meta:
        table_name = "stale_before"


def up(migrator: Any, db: pw.Database) -> None:
    migrator.add_column("tally", "stale", pw.IntegerField(default=0)).run()
    with db.bind_ctx([StaleBefore]):
        db.create_tables([StaleBefore])


def down(migrator: Any, db: pw.Database) -> None:
    with db.bind_ctx([StaleBefore]):
        db.drop_tables([StaleBefore])
    migrator.drop_column("tally", "stale").run()
