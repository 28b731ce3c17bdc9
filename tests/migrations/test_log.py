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


def test_the_table_cannot_be_emptied_on_postgresql(log):
    if database.is_postgresql():
        with pytest.raises(peewee.DatabaseError, match="can only be added to"), database.data.atomic():
            database.data.execute_sql("TRUNCATE audit_entry")
    assert AuditEntry.select().count() == 1
