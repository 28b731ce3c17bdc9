"""How much a withdrawn phone has handed in is counted with the token it showed."""

from typing import Any

import peewee as pw


def up(migrator: Any, _db: pw.Database) -> None:
    migrator.add_column("device_token", "handed_in", pw.IntegerField(default=0)).run()


def down(migrator: Any, _db: pw.Database) -> None:
    migrator.drop_column("device_token", "handed_in").run()
