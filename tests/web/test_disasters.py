"""When the machine fails, the page says that nothing is saved, gives back what was typed, and nothing is half there."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import pytest

from tests import cast, people
from tests.web.filling import press
from uu.models import AuditEntry, GuidanceSession, SessionParticipant
from uu.models.database import act, data, disconnect, is_postgresql
from uu.vocabulary import AuditAct

LONG_NOTE = "Vi gik en tur. " * 60


@pytest.fixture
def mette(db):
    return cast.mette()


@pytest.fixture
def page(mette):
    return f"/youths/{people.youth(mette).id}/sessions/new"


@contextmanager
def somebody_else_writing() -> Iterator[None]:
    """Another writer who does not finish; this one's patience is shortened, since the wait is not the point.

    It writes past the queue of this process, as a command in a process of its own does.
    """
    begun, done = threading.Event(), threading.Event()

    def write():
        with act() if is_postgresql() else data.atomic():
            begun.set()
            done.wait(30)
        disconnect()

    writer = threading.Thread(target=write)
    writer.start()
    begun.wait(30)
    data.execute_sql("SET lock_timeout = '50ms'" if is_postgresql() else "PRAGMA busy_timeout = 50")
    try:
        yield
    finally:
        done.set()
        writer.join()


@contextmanager
def full_disk() -> Iterator[None]:
    """SQLite may not grow by another page, as on a full disk; PostgreSQL has no such switch for one connection."""
    [(pages,)] = data.execute_sql("PRAGMA page_count").fetchall()
    data.execute_sql(f"PRAGMA max_page_count = {pages}")
    yield
    data.execute_sql("PRAGMA max_page_count = 1000000")


def test_a_database_that_stays_locked_says_that_nothing_is_saved(signed_in, mette, page):
    client = signed_in(mette)
    opened = client.get(page)
    with somebody_else_writing():
        answer = press(client, page, opened, note="Vi gik en tur")
    assert (answer.status_code, "Vi gik en tur" in answer.text) == (503, True)
    assert GuidanceSession.select().count() == 0
    assert press(client, page, opened, note="Vi gik en tur").status_code == 303
    assert GuidanceSession.select().count() == SessionParticipant.select().count() == 1


def test_a_full_disk_says_that_nothing_is_saved(signed_in, mette, page):
    if is_postgresql():
        return
    client = signed_in(mette)
    opened = client.get(page)
    with full_disk():
        answers = [press(client, page, opened, note=LONG_NOTE, id=str(uuid4())) for _ in range(40)]
    refused = [answer for answer in answers if answer.status_code == 503]
    saved = [answer for answer in answers if answer.status_code == 303]
    assert refused
    assert "Vi gik en tur" in refused[-1].text
    assert len(saved) == GuidanceSession.select().count() == SessionParticipant.select().count()
    assert AuditEntry.select().where(AuditEntry.act == AuditAct.SESSION_RECORDED).count() == len(saved)
