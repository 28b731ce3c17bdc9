"""An index that alone answers how many young people fall under the radar in each area."""

from typing import Any

import peewee as pw

NAME = "youth_area_id_lives_outside_address_protected_closed_sta_59cafe6"
COLUMNS = (
    "area_id", "lives_outside", "address_protected", "closed", "status", "status_on", "birth_on", "registered_on",
    "last_contact_on", "next_due_on", "counsellor_id",
)  # fmt: skip


def up(migrator: Any, _db: pw.Database) -> None:
    migrator.add_index("youth", COLUMNS, name=NAME).run()


def down(migrator: Any, _db: pw.Database) -> None:
    migrator.drop_index("youth", NAME).run()
