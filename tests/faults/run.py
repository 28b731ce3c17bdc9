"""The fault run: phones act, the connection fails, the service is killed; in the end everything is there once."""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from tests import cast, people
from tests.engines import in_demo
from tests.faults import acts, judge
from tests.faults.network import Proxy
from tests.faults.phone import NoSignalError, Phone
from tests.faults.service import KilledService
from uu.domain import keys, passwords
from uu.models import StaffUser, database
from uu.settings import Settings
from uu.vocabulary import Role

COUNSELLORS = {"mette": "Mjølnerparken", "karim": "Tingbjerg", "aylin": "Lundtoftegade"}
PHONES_EACH = 2
PEOPLE_EACH = 12
MOST_IN_A_BATCH = 40
PASSWORD = "en lang adgangskode til prøve"


@dataclass(frozen=True)
class Run:
    """What a run did and found."""

    seed: int
    seconds: float
    operations: int
    kills: int
    requests: Counter[str]
    outcomes: Counter[str]
    peak_memory: float
    faults: list[str]

    def __str__(self) -> str:
        lines = [
            f"seed {self.seed}, {self.seconds:.0f} s: {self.operations} operations, service killed {self.kills} times",
            f"memory of the service: {self.peak_memory:.0f} MB at most",
            "requests: " + ", ".join(f"{n} {fate}" for fate, n in self.requests.most_common()),
            "answers: " + ", ".join(f"{n} {outcome}" for outcome, n in self.outcomes.most_common()),
            f"faults: {len(self.faults) or 'none'}",
        ]
        return "\n".join([*lines, *(f"  {fault}" for fault in self.faults[:20])])


def run(settings: Settings, seed: int, operations: int, *, kills: int, broken: str = "", patience: float = 120) -> Run:
    """Let the phones do this many acts between them and judge what is left; ``settings`` name a migrated pair."""
    settings = in_demo(settings)
    _fill(settings)
    began = time.monotonic()
    service = KilledService(settings, broken=broken)
    proxy = Proxy(service.port, seed)
    try:
        phones = _phones(service.port, seed)
        before = judge.stored()
        for phone in phones:
            phone.port = proxy.port
        quota, deadline = operations // len(phones), began + patience
        workers = [_in_a_thread(_work, phone, quota, deadline) for phone in phones]
        killer = _in_a_thread(_kill, service, random.Random(seed), kills, workers)
        for thread in (*workers, killer):
            thread.join()
        proxy.calm = True
        for phone in phones:
            _settle(phone)
        for phone in phones:
            phone.pull()
        copies = {phone.user: phone.copy(service.port) for phone in phones}
    finally:
        service.stop()
        proxy.stop()
    found = judge.faults(phones, copies, before)
    done, outcomes = sum(len(phone.receipts) for phone in phones), sum((phone.outcomes for phone in phones), Counter())
    seconds = time.monotonic() - began
    return Run(seed, seconds, done, service.kills, proxy.met, outcomes, service.peak_memory, found)


def _fill(settings: Settings) -> None:
    """Counsellors with two phones each, and people they share between the two."""
    keys.unlock(settings.master_key)
    database.connect(settings)
    passwords.configure(cheap=True)
    for name, area in COUNSELLORS.items():
        user = cast.staff(name, Role.COUNSELLOR, (area,))
        StaffUser.update(password_hash=passwords.hash_of(PASSWORD)).where(StaffUser.id == user.id).execute()
        for n in range(PEOPLE_EACH):
            people.youth(user, f"Person{n}", area=cast.area(area))


def _phones(port: int, seed: int) -> list[Phone]:
    phones = [
        Phone(f"{name} {n + 1}", name, PASSWORD, port, hash_of(seed, name, n))
        for name in COUNSELLORS
        for n in range(PHONES_EACH)
    ]
    for phone in phones:
        phone.make_ready()
    return phones


def hash_of(seed: int, name: str, n: int) -> int:
    """A seed of its own for each phone, the same in every run."""
    return random.Random(f"{seed}/{name}/{n}").getrandbits(32)


def _work(phone: Phone, quota: int, deadline: float) -> None:
    """Act, try to deliver, sometimes fetch; a failure is simply tried again later."""
    made = 0
    while made < quota and time.monotonic() < deadline:
        for _ in range(phone.chance.randint(1, 12)):
            acts.act(phone)
            made += 1
        with suppress(NoSignalError):
            phone.send(phone.chance.randint(1, MOST_IN_A_BATCH))
            if phone.chance.random() < 0.4:
                phone.pull()
                acts.choices(phone)


def _settle(phone: Phone, rounds: int = 200) -> None:
    """Deliver the rest over a good connection."""
    while (phone.outbox or rounds == 200) and rounds:
        rounds -= 1
        with suppress(NoSignalError):
            phone.send(MOST_IN_A_BATCH)
            if not phone.outbox:
                phone.pull()
                acts.choices(phone)


def _kill(service: KilledService, chance: random.Random, kills: int, workers: list[threading.Thread]) -> None:
    while service.kills < kills and any(worker.is_alive() for worker in workers):
        time.sleep(chance.uniform(0.5, 3.0))
        service.kill()


def _in_a_thread(work: Callable[..., None], *given: object) -> threading.Thread:
    thread = threading.Thread(target=work, args=given, daemon=True)
    thread.start()
    return thread
