"""The databases grow and shrink step by step, and end where the models are."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import peewee
import pytest
from playhouse.schema_diff import diff_models

from uu import migrations
from uu.models import KEYRING_TABLES, TABLES, database

DATA_STEPS = sorted(path.stem for path in Path(migrations.__file__).parent.glob("data/0*.py"))
SOME_MOMENT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def bare(engine):
    """Connected to a pair of databases without a single table."""
    settings = engine.empty()
    database.connect(settings)
    yield
    database.disconnect()
    engine.discard(settings)


def _tables(of):
    return set(of.get_tables()) - {"schema_migration"}


def test_up_down_and_up_again(bare):
    taken = migrations.upgrade()
    shape = _tables(database.data), _tables(database.keyring)
    for runner in migrations.runners():
        while runner.down():
            pass
    assert _tables(database.data) == _tables(database.keyring) == set()
    assert migrations.upgrade() == taken
    assert (_tables(database.data), _tables(database.keyring)) == shape
    assert not migrations.pending()


def test_the_newest_shape_is_the_models(bare):
    migrations.upgrade()
    assert not diff_models(database.data.obj, TABLES)
    assert not diff_models(database.keyring.obj, KEYRING_TABLES)


def test_a_column_the_models_do_not_know_is_found(bare):
    migrations.upgrade()
    database.data.execute_sql("ALTER TABLE youth ADD COLUMN shoe_size INTEGER")
    assert ("youth", "shoe_size") in diff_models(database.data.obj, TABLES).drop_columns


def test_columns_have_the_types_of_the_models(bare):
    """A step is frozen, so a type changed in a model alone would go unseen by a comparison of names."""
    migrations.upgrade()
    stored = _types(TABLES)
    for runner in migrations.runners():
        while runner.down():
            pass
    database.data.create_tables(TABLES)
    assert stored == _types(TABLES)
    database.data.drop_tables(TABLES)


def _types(tables):
    return {
        (table.__name__, column.name): (column.data_type.upper(), column.null)
        for table in tables
        for column in database.data.get_columns(table._meta.table_name)
    }


# What stands in the databases before a step is taken, and must stand there after it and after its return.
PLACE = ("district", {"code": "3", "name": "Nørrebro"})
ENTRY = ("audit_entry", {
    "seq": 1, "at": SOME_MOMENT.replace(tzinfo=None), "act": "sign_in", "object_kind": "", "object_id": "",
    "purpose": "", "detail": "", "address": "", "previous_hash": bytes(32), "hash": bytes(32),
})  # fmt: skip
ROWS_BEFORE = {
    "0001_places_and_staff": [],
    "0002_young_people": [PLACE],
    "0003_counters_and_log": [PLACE, ("status", {
        "code": "K10", "label_da": "I 10. klasse", "label_en": "In 10th grade", "sub": "prep", "neet": False,
        "asks_for": "", "effort_group": "tenth_grade", "udb_code": "", "position": 0,
    })],
    "0004_log_is_append_only": [PLACE, ("tally", {"scope": uuid4().hex, "status": "K10", "n": 12}), ENTRY],
    "0005_stale_tallies": [PLACE, ("tally", {"scope": uuid4().hex, "status": "K10", "n": 12})],
    "0006_field": [PLACE, ("tally", {"scope": uuid4().hex, "status": "K10", "n": 12, "stale": 0})],
    "0007_journeys": [PLACE, ("tally", {"scope": uuid4().hex, "status": "K10", "n": 12, "stale": 0})],
    "0008_log_is_never_replaced": [ENTRY, ("audit_subject", {"entry": 1, "youth": uuid4().hex})],
    "0009_cohorts": [PLACE, ("tally", {"scope": uuid4().hex, "status": "K10", "n": 12, "stale": 0})],
    "0010_trails": [PLACE, ("tally", {"scope": uuid4().hex, "status": "K10", "n": 12, "stale": 0})],
    "0011_radar": [PLACE],
    "0012_forecasts": [PLACE],
    "0013_figures": [PLACE],
    "0014_control": [PLACE, ("tally", {"scope": uuid4().hex, "status": "K10", "n": 12, "stale": 0})],
    "0015_activity": [PLACE, ("tally", {"scope": uuid4().hex, "status": "K10", "n": 12, "stale": 0})],
    "0016_reports": [PLACE],
    "0017_resources": [PLACE],
    "0018_zones": [PLACE, ("tally", {"scope": uuid4().hex, "status": "K10", "n": 12, "stale": 0})],
    "0019_deliveries": [PLACE],
}  # fmt: skip


def test_every_step_has_rows_to_keep():
    assert list(ROWS_BEFORE) == DATA_STEPS


@pytest.mark.parametrize("step", DATA_STEPS)
def test_a_step_and_its_return_keep_what_is_there(bare, step):
    data, _keyring = migrations.runners()
    for earlier in DATA_STEPS[: DATA_STEPS.index(step)]:
        data.up(earlier)
    for table, row in ROWS_BEFORE[step]:
        _table(table).insert(**row).execute()
    before = _contents(step)
    data.up(step)
    assert _contents(step) == before
    data.down(step)
    assert _contents(step) == before


def _table(name):
    return peewee.Table(name).bind(database.data)


def _contents(step):
    """What the rows say in the columns they had."""
    return {table: [[row[name] for name in had] for row in _table(table).select()] for table, had in ROWS_BEFORE[step]}


def test_tallies_from_before_begin_without_old_statuses(bare):
    """Without the day they are counted for nobody reads them: the first daily acts work them out."""
    data, _keyring = migrations.runners()
    data.up("0004_log_is_append_only")
    _table("tally").insert(scope=uuid4().hex, status="K10", n=12).execute()
    data.up("0005_stale_tallies")
    assert [(row["n"], row["stale"]) for row in _table("tally").select()] == [(12, 0)]
    assert list(_table("stale_before").select()) == []


def test_the_keyring_keeps_its_keys_when_it_is_already_there(bare):
    from uu.models import PersonKey

    _data, keyring = migrations.runners()
    keyring.up()
    youth = uuid4()
    PersonKey.insert(youth=youth, wrapped=b"wrapped", made_at=SOME_MOMENT).execute()
    assert keyring.up() == []
    assert bytes(PersonKey.get_by_id(youth).wrapped) == b"wrapped"
