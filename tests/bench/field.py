"""What phones in the field cost the service: `python -m tests.bench field`.

The service is a process of its own on this machine; the phones are threads that speak its API over a good connection.
"""

import shutil
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import uuid4

import click

from tests import scratch
from tests.bench.crowd import PEOPLE_EACH, Crowd
from tests.engines import migrate, settings_for
from tests.faults.phone import Item, Phone
from tests.faults.service import KilledService
from uu.domain import devices, keys, youths
from uu.models import StaffUser, database
from uu.settings import Settings

PHONES = 50
OUTBOX = 20
LARGEST = 2000


def measure() -> None:
    """Fifty phones at once, then the first and a later fetch of a caseload of two thousand."""
    folder = scratch.folder("bench-field")
    try:
        settings = settings_for(f"sqlite:///{folder}/uu.sqlite", f"sqlite:///{folder}/keyring.sqlite")
        _settle(settings)
        with _service(settings) as service:
            _everybody_at_once(service)
            _large_caseload(service)
    finally:
        database.disconnect()
        shutil.rmtree(folder)


def _settle(settings: Settings) -> None:
    migrate(settings)
    keys.unlock(settings.master_key)
    database.connect(settings)
    Crowd(PHONES * PEOPLE_EACH).settle()


@contextmanager
def _service(settings: Settings) -> Iterator[KilledService]:
    service = KilledService(settings)
    try:
        yield service
    finally:
        service.stop()


def _everybody_at_once(service: KilledService) -> None:
    phones = [_phone(service, number) for number in range(PHONES)]
    idle, first = service.memory(), _all(phones, Phone.pull)
    for phone in phones:
        for person in sorted(phone.people)[:OUTBOX]:
            phone.add(_walk(person))
    sent = _all(phones, lambda phone: phone.send(OUTBOX))
    again = _all(phones, Phone.pull)
    receipts = sum(len(phone.receipts) for phone in phones)
    assert receipts == PHONES * OUTBOX, receipts
    click.echo(f"{PHONES} phones of {PEOPLE_EACH} young people each, all at once, no error:")
    _say("first fetch", f"{first[-1]:.1f} s", f"until the last; half of them after {statistics.median(first):.1f} s")
    _say(f"{OUTBOX} walks from each", f"{sent[-1]:.1f} s", f"{receipts / sent[-1]:.0f} acts a second")
    _say("the next fetch", f"{again[-1]:.1f} s")
    _say("memory of the service", f"{service.memory():.0f} MB", f"{idle:.0f} MB before")


def _large_caseload(service: KilledService) -> None:
    owner = StaffUser.get(username="c0")
    for number in range(1, LARGEST // PEOPLE_EACH):
        youths.hand_over_all(owner, StaffUser.get(username=f"c{number}"), owner)
    phone = _phone(service, 0)
    first = _seconds(phone.pull)
    assert len(phone.people) == LARGEST, len(phone.people)
    nothing = _seconds(phone.pull)
    colleague = _phone(service, 0)
    colleague.pull()
    for person in sorted(phone.people)[:PEOPLE_EACH]:
        colleague.add(_walk(person))
    colleague.send(PEOPLE_EACH)
    later = _seconds(phone.pull)
    click.echo(f"\nOne phone with {LARGEST:,} young people and their histories:")
    _say("first fetch", f"{first:.2f} s")
    _say("nothing new", f"{nothing * 1000:.0f} ms", f"{nothing / first:.3f} of the first")
    _say(f"{PEOPLE_EACH} changed elsewhere", f"{later * 1000:.0f} ms", f"{later / first:.3f} of the first")


def _phone(service: KilledService, number: int) -> Phone:
    """A phone that has its tokens already."""
    owner = StaffUser.get(username=f"c{number}")
    pair = devices.make_ready(owner, uuid4(), f"Phone {number}")
    phone = Phone(f"c{number}", owner.username, "", service.port, number).given(pair.access, pair.refresh)
    phone.timeout = 120
    return phone


def _walk(person: str) -> Item:
    made = {"id": str(uuid4()), "status_id": str(uuid4()), "youth": person, "kind": "walk_and_talk", "when": "now"}
    return Item("record_session", made | {"minutes": 30, "topics": ["choice"], "note": "A short talk."})


def _all(phones: list[Phone], work: Callable[[Phone], object]) -> list[float]:
    """When each phone was done, in seconds since all began; an error of any ends the benchmark."""
    began, ended, failed = time.monotonic(), [], []

    def one(phone: Phone) -> None:
        try:
            work(phone)
        except Exception as error:  # noqa: BLE001 - whatever it is, the figures are worth nothing.
            failed.append(error)
        ended.append(time.monotonic() - began)

    threads = [threading.Thread(target=one, args=(phone,)) for phone in phones]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed, failed
    return sorted(ended)


def _seconds(work: Callable[[], object]) -> float:
    began = time.monotonic()
    work()
    return time.monotonic() - began


def _say(what: str, measured: str, remark: str = "") -> None:
    click.echo(f"{what:<36}{measured:>12}   {remark}".rstrip())
