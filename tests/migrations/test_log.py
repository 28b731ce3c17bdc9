"""The database itself refuses to change the access log, whoever asks."""

import peewee
import pytest

from tests import cast
from uu.domain import audit
from uu.models import AuditEntry, AuditSubject, database
from uu.vocabulary import AuditAct

CHANGES = [
    "UPDATE audit_entry SET detail = 'nothing happened'",
    "DELETE FROM audit_entry",
    "UPDATE audit_subject SET entry = 2",
    "DELETE FROM audit_subject",
]


# A newer row in the place of an older: by its key, and on SQLite by its number within the file too.
ENTRY = "seq, at, act, object_kind, object_id, purpose, detail, address, previous_hash, hash"
FORGED = ENTRY.replace("detail", "'nothing happened'")
REPLACING_ON_SQLITE = [
    f"INSERT OR REPLACE INTO audit_entry ({ENTRY}) SELECT {FORGED} FROM audit_entry",
    f"REPLACE INTO audit_entry ({ENTRY}) SELECT {FORGED} FROM audit_entry",
    (
        f"INSERT INTO audit_entry ({ENTRY}) SELECT {FORGED} FROM audit_entry WHERE true "
        "ON CONFLICT (seq) DO UPDATE SET detail = excluded.detail"
    ),
    "INSERT OR REPLACE INTO audit_subject (entry, youth) SELECT entry, youth FROM audit_subject",
    "INSERT OR REPLACE INTO audit_subject (rowid, entry, youth) SELECT rowid, 2, youth FROM audit_subject",
]
REPLACING_ON_POSTGRESQL = [
    (
        f"INSERT INTO audit_entry ({ENTRY}) SELECT {FORGED} FROM audit_entry "
        "ON CONFLICT (seq) DO UPDATE SET detail = excluded.detail"
    ),
    (
        "INSERT INTO audit_subject (entry, youth) SELECT entry, youth FROM audit_subject "
        "ON CONFLICT (entry, youth) DO UPDATE SET entry = 2"
    ),
]


@pytest.fixture
def log(db):
    mette = cast.mette()
    audit.record(AuditAct.YOUTH_READ, mette, youths=[mette.id])


@pytest.mark.parametrize("change", CHANGES)
def test_an_entry_can_neither_be_changed_nor_deleted(log, change):
    with pytest.raises(peewee.DatabaseError, match="can only be added to"), database.data.atomic():
        database.data.execute_sql(change)
    assert AuditEntry.select().count() == AuditSubject.select().count() == 1
    assert audit.verify().broken_at is None


def test_an_entry_cannot_be_replaced_by_another(log):
    before = list(AuditEntry.select().dicts()), list(AuditSubject.select().dicts())
    for change in REPLACING_ON_POSTGRESQL if database.is_postgresql() else REPLACING_ON_SQLITE:
        with pytest.raises(peewee.DatabaseError, match="can only be added to"), database.data.atomic():
            database.data.execute_sql(change)
        assert (list(AuditEntry.select().dicts()), list(AuditSubject.select().dicts())) == before
    audit.record(AuditAct.YOUTH_READ, None, youths=[subject["youth"] for subject in before[1]])
    assert audit.verify().entries == 2


def test_the_table_cannot_be_emptied_on_postgresql(log):
    if database.is_postgresql():
        with pytest.raises(peewee.DatabaseError, match="can only be added to"), database.data.atomic():
            database.data.execute_sql("TRUNCATE audit_entry")
    assert AuditEntry.select().count() == 1
