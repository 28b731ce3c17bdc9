"""The access log cannot be changed without it showing, not even by who owns the database."""

import base64
from uuid import uuid4

import peewee
import pytest

from tests import cast
from uu.domain import audit, keys
from uu.models import AuditEntry, AuditSubject
from uu.models.database import data, is_postgresql
from uu.vocabulary import AuditAct


@pytest.fixture
def log(db):
    mette, amina = cast.mette(), uuid4()
    for act in (AuditAct.SIGN_IN, AuditAct.YOUTH_READ, AuditAct.SESSION_RECORDED):
        audit.record(act, mette, youths=[amina])


def without_triggers(statement, *values):
    """What somebody can do who owns the database."""
    tables = ("audit_entry", "audit_subject")
    if is_postgresql():
        for table in tables:
            data.execute_sql(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
    else:
        for table in tables:
            for verb in ("update", "delete"):
                data.execute_sql(f"DROP TRIGGER {table}_no_{verb}")
    data.execute_sql(statement, values)


def test_a_whole_chain_holds(log):
    verdict = audit.verify()
    assert (verdict.entries, verdict.broken_at) == (3, None)


@pytest.mark.parametrize("table", [AuditEntry, AuditSubject])
def test_the_database_refuses_to_delete(log, table):
    with pytest.raises(peewee.PeeweeException, match="only be added to"):
        table.delete().execute()


def test_the_database_refuses_to_change(log):
    with pytest.raises(peewee.PeeweeException, match="only be added to"):
        AuditEntry.update(detail="x").execute()


CHANGES = {
    "at": "'2026-11-23 09:00:01'", "actor": "NULL", "act": "'sign_out'", "object_kind": "'youth'", "object_id": "'1'",
    "purpose": "'safety'", "detail": "'nothing'", "sealed_detail": "hash", "address": "'192.0.2.9'",
}  # fmt: skip


@pytest.mark.parametrize("column", CHANGES)
def test_a_changed_entry_shows(log, column):
    without_triggers(f"UPDATE audit_entry SET {column} = {CHANGES[column]} WHERE seq = 2")
    assert audit.verify().broken_at == 2


def test_an_entry_of_another_time_in_the_place_of_this_one_shows(log):
    """Whoever sets the database back and puts the rest of the old log behind what has happened since."""
    third = AuditEntry.get_by_id(3)
    without_triggers("DELETE FROM audit_entry WHERE seq > 1")
    AuditSubject.delete().where(AuditSubject.entry == 2).execute()
    audit.record(AuditAct.SIGN_OUT, None)
    third.save(force_insert=True)
    assert audit.verify().broken_at == 3


def test_without_the_master_key_no_chain_is_forged(log):
    keys.unlock(base64.b64encode(bytes(32)).decode())
    assert audit.verify().broken_at == 1


def test_a_removed_entry_shows(log):
    without_triggers("DELETE FROM audit_entry WHERE seq = 2")
    assert audit.verify().broken_at == 2


def test_a_removed_subject_shows(log):
    without_triggers("DELETE FROM audit_subject WHERE entry = 3")
    assert audit.verify().broken_at == 3
