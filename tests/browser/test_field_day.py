"""A whole day without signal on a phone that loses power twice while it saves; and somebody who finds its files."""

import shutil
from collections import Counter
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import scratch
from tests.browser import disk
from tests.browser.day import ACTS, DAY, TALK, TYPED, WALK, Day
from tests.browser.field import FieldPhone, Pocket
from tests.browser.service import Service
from uu.domain import identity, sessions
from uu.models import AuditEntry, Operation, StaffUser, Youth
from uu.models.database import rows
from uu.vocabulary import Outcome

# The power goes while a record is being sealed, or while it is being written.
SEALING = """() => {
    crypto.subtle.encrypt = () => { window.isSaving = true; return new Promise(() => {}); };
}"""
WRITING = """() => {
    const add = IDBObjectStore.prototype.add;
    IDBObjectStore.prototype.add = function (value) { window.isSaving = true; return add.call(this, value); };
}"""
# Asked in the page itself, whose policy lets nobody ask again from outside.
SAVING = "() => new Promise((done) => { const look = () => (window.isSaving ? done() : setTimeout(look)); look(); })"
# What a careless program leaves behind: among so much else that the browser packs it into compressed tables.
CARELESS = """async ([name, number]) => {
    const opening = indexedDB.open("careless", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("people", { autoIncrement: true });
    const db = await new Promise((done) => { opening.onsuccess = () => done(opening.result); });
    for (let round = 0; round < 16; round++) {
        const writing = db.transaction("people", "readwrite", { durability: "strict" });
        for (let n = 0; n < 10; n++) {
            const noise = crypto.getRandomValues(new Uint8Array(50_000));
            const text = n || round ? "" : `${name} gik en tur. ${name} kom hjem.`;
            writing.objectStore("people").add({ noise, text });
        }
        await new Promise((done) => { writing.oncomplete = done; });
    }
    db.close();
    await (await caches.open("careless")).put("/careless", new Response(number));
}"""
NOBODY = {"name": "Klaus Klartekst", "number": "+4500112233"}


@pytest.fixture
def pocket(browser: Browser, chromium_path: str, own_service: Service) -> Iterator[Pocket]:
    folder = scratch.folder("profile")
    pocket = Pocket(browser, chromium_path, own_service.url, folder)
    yield pocket
    pocket.lose_power()
    shutil.rmtree(folder)


def loses_power(pocket: Pocket, phone: FieldPhone, card: str, moment: str) -> None:
    """In the middle of saving one more act."""
    phone.open(card).page.evaluate(moment)
    phone.page.locator("[data-do=attempt]").click()
    phone.page.evaluate(SAVING)
    pocket.lose_power()


def waiting(page: Page) -> int:
    """How many wait, all of them readable."""
    page.goto("/field#/outbox")
    page.locator(".receipt").first.wait_for()
    expect(page.locator("main .alert-error")).to_have_count(0)
    return page.locator(".receipt").count()


def personal(phone: FieldPhone, service: Service) -> set[str]:
    """What the phone was given about people, and what was typed into it; not names that areas have as well."""
    shell = phone.page.request.get("/field").text()
    with service.records():
        owner = StaffUser.get(username="vejleder")
        people = [identity.read(one.id, one.sealed) for one in Youth.select().where(Youth.counsellor == owner)]
    words = (word for one in people for word in (one.name, one.last_name, one.phone.removeprefix("+45")))
    return {*TYPED, *(word for word in words if len(word) > 4 and word not in shell)}


def recorded(service: Service) -> dict[str, list[object]]:
    """What the service has of phones, the log in the order in which it came to pass."""
    with service.records():
        acts = AuditEntry.select(AuditEntry.act).where(AuditEntry.act.in_(set(ACTS.values()))).order_by(AuditEntry.seq)
        return {
            "outcomes": [outcome for (outcome,) in rows(Operation.select(Operation.outcome))],
            "acts": [act for (act,) in rows(acts)],
            "notes": [past.note for youth in Youth.select() for past in sessions.of_youth(youth)],
            "names": [identity.read(one.id, one.sealed).name for one in Youth.select()],
        }


@pytest.mark.timeout(240)
def test_a_day_without_signal_arrives_once_in_order_and_nobody_reads_it_on_the_phone(pocket, own_service):
    phone = pocket.take_out().make_ready()
    phone.page.evaluate(CARELESS, list(NOBODY.values()))
    secrets = personal(phone, own_service)
    own_service.kill()
    before = recorded(own_service)
    last = Day(phone).work()
    loses_power(pocket, phone, last, SEALING)

    phone = pocket.take_out().open()
    assert waiting(phone.page) == len(DAY)
    loses_power(pocket, phone, last, WRITING)
    assert_sealed(pocket, secrets)

    phone = pocket.take_out().open()
    kept = waiting(phone.page) - len(DAY)
    assert kept in {0, 1}
    own_service.start()
    phone.send()
    expect(phone.page.locator(".receipt-success")).to_have_count(len(DAY) + kept)
    phone.context.close()
    assert_sealed(pocket, secrets)
    after, day = recorded(own_service), [*DAY, *["record_attempt"] * kept]
    assert after["outcomes"] == [Outcome.APPLIED] * len(day)
    assert after["acts"][len(before["acts"]) :] == [ACTS[kind] for kind in day]
    assert Counter(after["notes"]) - Counter(before["notes"]) == Counter({WALK: 1, TALK: 2, "": 4 + kept})
    assert Counter(after["names"]) - Counter(before["names"]) == Counter({"Zafirah": 1, "Kvikkeline": 1})


def assert_sealed(pocket: Pocket, secrets: set[str]) -> None:
    """Nothing of anybody stands readable in the profile; what a careless program left is found by the same search."""
    left = disk.found(pocket.folder, NOBODY.values())
    assert any("IndexedDB" in name and name.endswith(".ldb") for name in left[NOBODY["name"]]), left
    assert any("CacheStorage" in name for name in left[NOBODY["number"]]), left
    assert len(secrets) > 50
    assert disk.found(pocket.folder, secrets) == {}
