"""The write transaction: all or nothing, one writer at a time, and never while only reading is allowed."""

import threading
from contextlib import contextmanager, suppress

import peewee
import pytest

from uu.models import District, database
from uu.models.database import ReadOnlyError, act, data, disconnect, is_postgresql, read_only, reading_act


class InterruptedActError(Exception):
    pass


def name_of(code):
    found = District.get_or_none(District.code == code)
    return found and found.name


def test_an_act_that_fails_leaves_nothing(db):
    with suppress(InterruptedActError), act():
        District.create(code="50", name="Half")
        raise InterruptedActError
    assert name_of("50") is None


def test_an_act_within_an_act_belongs_to_it(db):
    with suppress(InterruptedActError), act():
        with act():
            District.create(code="51", name="Inner")
        raise InterruptedActError
    assert name_of("51") is None


def test_reading_only_refuses_acts_and_lets_the_read_audit_write(db):
    with read_only():
        with pytest.raises(ReadOnlyError), act():
            District.create(code="52", name="Forged")
        with reading_act():
            District.create(code="53", name="Logged")
    assert name_of("52") is None
    assert name_of("53") == "Logged"


def test_writers_take_turns_and_none_is_lost(db):
    """Four people each read a number and write it back plus one, fifteen times: with turns nothing is overwritten."""
    District.create(code="54", name="0")
    failures = []

    def add_fifteen():
        try:
            for _ in range(15):
                with act():
                    seen = int(name_of("54"))
                    District.update(name=str(seen + 1)).where(District.code == "54").execute()
        except Exception as error:  # noqa: BLE001  # Whatever went wrong in the thread is what the test reports.
            failures.append(error)
        finally:
            disconnect()

    writers = [threading.Thread(target=add_fifteen) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert failures == []
    assert name_of("54") == "60"


@contextmanager
def somebody_writing():
    """A colleague in the middle of an act; yields what lets them finish."""
    begun, done = threading.Event(), threading.Event()

    def write():
        with act():
            begun.set()
            done.wait(30)
        disconnect()

    writer = threading.Thread(target=write)
    writer.start()
    begun.wait(30)
    yield done.set
    done.set()
    writer.join()


def test_writers_queue_up_and_do_not_rely_on_sqlite_to_wait(db):
    if not is_postgresql():
        data.execute_sql("PRAGMA busy_timeout = 0")
    with somebody_writing() as finish:
        threading.Timer(0.1, finish).start()
        with act():
            District.create(code="55", name="Second")
    assert name_of("55") == "Second"


def test_whoever_waits_too_long_is_told_and_leaves_the_queue(db, monkeypatch):
    monkeypatch.setattr(database, "PATIENCE", 0.05)
    if is_postgresql():
        data.execute_sql("SET lock_timeout = '50ms'")
    with somebody_writing(), pytest.raises(peewee.OperationalError), act():
        District.create(code="56", name="Late")
    with act():
        District.create(code="57", name="Again")
    assert (name_of("56"), name_of("57")) == (None, "Again")


def test_a_moment_comes_back_as_it_was_and_a_naive_one_is_refused(db, at):
    from tests import cast
    from uu.models import StaffUser

    moment = at("2026-10-25 02:30")
    mette = cast.mette()
    assert StaffUser.get_by_id(mette.id).created_at == moment
    with pytest.raises(ValueError, match="aware"):
        StaffUser.update(created_at=moment.replace(tzinfo=None)).execute()
