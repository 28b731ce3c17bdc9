"""The field part as an app among others: installed, renewed, out of room, open twice, unlocked in several ways."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.field import PASSPHRASE, FieldPhone, held
from tests.browser.service import Service, newer_release
from uu import clock
from uu.models import Operation, StatusEvent
from uu.models.database import rows
from uu.vocabulary import Outcome

NOTE = "Halvvejs gennem en sætning"
ANOTHER = "fire helt andre ord"
PERSIST = """(() => {
    const persist = navigator.storage.persist.bind(navigator.storage);
    navigator.storage.persist = () => { sessionStorage.hasAsked = "yes"; return persist(); };
})()"""
# Other things fill the room that the phone gives, down to the last bytes.
FILL = """async () => {
    const opening = indexedDB.open("other things", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("things", { autoIncrement: true });
    const db = await new Promise((done) => { opening.onsuccess = () => done(opening.result); });
    for (const size of [60_000, 5_000, 500, 50]) {
        for (let fits = true; fits;) {
            const writing = db.transaction("things", "readwrite", { durability: "strict" });
            writing.objectStore("things").add(crypto.getRandomValues(new Uint8Array(size)));
            fits = await new Promise((done) => {
                writing.oncomplete = () => done(true);
                writing.onabort = () => done(false);
            });
        }
    }
    db.close();
}"""
A_DAY_AHEAD = """{
    const Real = Date;
    const now = () => Real.now() + 86_400_000;
    globalThis.Date = class extends Real {
        constructor(...given) { super(...(given.length ? given : [now()])); }
        static now() { return now(); }
    };
}"""
UPDATE = "navigator.serviceWorker.getRegistration().then((one) => one.update()).then(() => null)"


@pytest.fixture
def field_phone(browser: Browser, own_service: Service) -> Iterator[FieldPhone]:
    yield from held(browser, own_service.url)


@pytest.fixture
def newer() -> Iterator[Path]:
    folder = newer_release()
    yield folder
    shutil.rmtree(folder)


def ask(page: Page, command: str, **arguments: object) -> dict[str, object]:
    """What only the browser itself can do or tell."""
    session = page.context.new_cdp_session(page)
    answer = session.send(command, arguments)
    session.detach()
    return answer


def applied(service: Service) -> int:
    """How many operations the service has, all of them carried out."""
    with service.records():
        found = [outcome for (outcome,) in rows(Operation.select(Operation.outcome))]
    assert set(found) <= {Outcome.APPLIED}
    return len(found)


def test_it_can_be_installed_and_says_everywhere_what_is_not_sent(field_phone, own_service):
    page = field_phone.page
    page.add_init_script(PERSIST)
    card = field_phone.make_ready().first_card()
    assert page.evaluate("sessionStorage.hasAsked") == "yes"
    assert page.evaluate("navigator.serviceWorker.controller.scriptURL").endswith("/service-worker.js")
    # The profile of a test is a private one, which is all that stands in the way.
    missing = ask(page, "Page.getInstallabilityErrors")["installabilityErrors"]
    assert [error["errorId"] for error in missing] == ["in-incognito"]
    assert ask(page, "Page.getAppManifest")["errors"] == []
    page.context.route("**/api/v1/**", lambda route: route.abort())
    for n in (1, 2, 3):
        field_phone.open(card).page.locator("[data-do=attempt]").click()
        field_phone.expect_unsent(n)
    page.goto("/youths")
    expect(page.locator("[data-unsent]")).to_have_text("3 ikke sendt")
    assert applied(own_service) == 0


def test_a_new_release_waits_and_neither_the_form_nor_the_outbox_is_lost(field_phone, own_service, newer):
    card = field_phone.make_ready().first_card()
    page = field_phone.page
    page.context.route("**/api/v1/**", lambda route: route.abort())
    for n in range(1, 6):
        page.locator("[data-do=attempt]").click()
        field_phone.expect_unsent(n)
    field_phone.open(f"{card}/session")
    page.fill("[name=note]", "Halvvejs gennem")
    own_service.kill()
    own_service.start(newer)
    page.evaluate(UPDATE)
    expect(page.locator(".upgrade")).to_contain_text("ny version")
    own_service.kill()
    page.locator("[name=note]").press_sequentially(" en sætning")
    page.locator(".upgrade button").click()
    page.locator("#unlock-passphrase").wait_for()
    field_phone.unlock()
    assert page.evaluate("document.documentElement.dataset.release") == "newer"
    expect(page.locator("[name=note]")).to_have_value(NOTE)
    field_phone.save()
    field_phone.expect_unsent(6)
    page.context.unroute_all()
    own_service.start(newer)
    field_phone.send()
    assert applied(own_service) == 6


def test_without_room_nothing_is_half_and_what_was_typed_stays(field_phone, own_service):
    page, origin = field_phone.page, own_service.url
    limits = page.context.new_cdp_session(page)
    # The browser asks how much room there is before the first record, and then only when that is used up.
    limits.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 2_000_000})
    card = field_phone.make_ready().first_card()
    page.context.set_offline(True)
    page.locator("[data-do=attempt]").click()
    field_phone.expect_unsent(1)
    field_phone.open(f"{card}/session").page.fill("[name=note]", NOTE)
    page.evaluate(FILL)
    field_phone.save()
    expect(page.locator("main .alert-error")).to_contain_text("Det her blev ikke gemt")
    expect(page.locator("[name=note]")).to_have_value(NOTE)
    field_phone.expect_unsent(1)
    limits.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 1_000_000_000})
    field_phone.save()
    field_phone.expect_unsent(2)
    page.locator("[data-do=attempt]").wait_for()
    page.context.set_offline(False)
    field_phone.send()
    assert applied(own_service) == 2


def test_two_tabs_send_everything_once_and_lock_together(field_phone, own_service):
    card = field_phone.make_ready().first_card()
    other = FieldPhone(field_phone.context)
    other.open(card)
    own_service.kill()
    for n, tab in enumerate((field_phone, other) * 2, 1):
        tab.page.locator("[data-do=attempt]").click()
        field_phone.expect_unsent(n)
        other.expect_unsent(n)
    own_service.start()
    for tab in (field_phone, other):
        tab.page.goto("/field#/settings")
        tab.page.locator("[data-do=sync]").wait_for()
    for tab in (field_phone, other):
        tab.page.evaluate("document.querySelector('[data-do=sync]').click()")
    for tab in (field_phone, other):
        tab.expect_unsent(0)
    assert applied(own_service) == 4
    field_phone.page.locator("[data-do=lock]").click()
    expect(other.page.locator("#unlock-passphrase")).to_be_visible()
    assert other.complaints == []


def test_ways_to_unlock_come_and_go_and_a_phone_nobody_touches_locks_itself(field_phone):
    page = field_phone.with_finger().make_ready(by="passkey").page
    page.goto("/field#/settings/passphrase")
    page.locator("[data-do=passkey]").click()
    change(page, PASSPHRASE)
    page.locator("[data-do=lock]").click()
    page.locator("[data-do=passkey]").click()
    page.locator("[data-do=remove]").first.click()
    expect(page.locator("[data-do=remove]")).to_have_count(0)
    page.locator("[data-do=passphrase]").click()
    page.fill("#proof", "ikke den rigtige")
    change(page, ANOTHER)
    expect(page.locator(".error-summary")).to_be_visible()
    page.fill("#proof", PASSPHRASE)
    change(page, ANOTHER)
    page.locator("#lock-minutes").select_option("1")
    page.clock.install()
    page.reload()
    expect(page.locator("[data-do=passkey]")).to_be_hidden()
    field_phone.unlock(ANOTHER).open("/new")
    page.fill("[name=first_name]", "Halv")
    page.clock.fast_forward("01:10")
    page.locator("#unlock-passphrase").wait_for()
    page.fill("#unlock-passphrase", PASSPHRASE)
    page.locator("form[data-form=unlock] [type=submit]").click()
    expect(page.locator(".error-summary")).to_be_visible()
    field_phone.unlock(ANOTHER)
    expect(page.locator("[name=first_name]")).to_have_value("Halv")


def change(page: Page, passphrase: str) -> None:
    """Type a new passphrase twice, and save it."""
    page.fill("#passphrase-new", passphrase)
    page.fill("#passphrase-again", passphrase)
    page.locator("form[data-form=passphrase] [type=submit]").click()


def test_a_status_is_of_the_right_day_although_the_phones_clock_is_a_day_ahead(field_phone, own_service):
    card = field_phone.make_ready().first_card()
    page = field_phone.page
    page.add_init_script(A_DAY_AHEAD)
    page.reload()
    field_phone.open(f"{card}/status")
    page.locator("[name=code][value=OPV]").check()
    page.locator("[name=source]").first.check()
    field_phone.save()
    page.locator("[data-do=attempt]").wait_for()
    field_phone.expect_unsent(0)
    assert applied(own_service) == 1
    with own_service.records():
        last = StatusEvent.select().order_by(StatusEvent.recorded_at.desc()).first()
        assert (last.status_id, last.observed_on) == ("OPV", clock.today())
