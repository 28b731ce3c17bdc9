"""What the field part costs a phone: `python -m tests.bench phone`.

A real Chromium, its processor slowed down four times, holds two thousand young people; the service is gone meanwhile.
"""

import gzip
import shutil
import statistics
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

import click
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests import scratch
from tests.bench.crowd import PEOPLE_EACH, Crowd
from tests.browser.field import LIKE_A_PHONE, PASSPHRASE, FieldPhone
from tests.browser.service import PASSWORD
from tests.engines import in_demo, migrate, settings_for
from tests.faults.service import KilledService
from tools import chromium
from uu.domain import keys, passwords, youths
from uu.models import StaffUser, database
from uu.settings import Settings

LARGEST = 2000
SLOWER = 4
TIMES = 5
AIM = 60.0
# What is typed, key by key: a name, one spelled otherwise than it is written, part of many names, and one person.
TYPED = ("Amina", "Jusuf", "Nr1", "Freja Nr1234")
# When something first stood on the page, and how long a key took until the list was drawn.
WATCH = """(() => {
    window.seen = {};
    const looking = new MutationObserver(() => {
        for (const what of ["#unlock-passphrase", ".person"]) {
            if (!(what in window.seen) && document.querySelector(what)) window.seen[what] = performance.now();
        }
    });
    looking.observe(document, { childList: true, subtree: true });
    document.addEventListener("submit", () => { window.sent = performance.now(); }, true);
})()"""
TYPE = """async (words) => {
    const field = document.querySelector("#search"), times = [];
    for (let n = 1; n <= words.length; n++) {
        const began = performance.now();
        field.value = words.slice(0, n);
        field.dispatchEvent(new Event("input", { bubbles: true }));
        await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
        times.push(performance.now() - began);
    }
    return times;
}"""


def measure() -> None:
    """What is carried to the phone, then opening it, unlocking it and searching on it without the service."""
    folder = scratch.folder("bench-phone")
    try:
        settings = in_demo(settings_for(f"sqlite:///{folder}/uu.sqlite", f"sqlite:///{folder}/keyring.sqlite"))
        _settle(settings)
        service = KilledService(settings)
        with _browser() as browser:
            try:
                _weigh(f"http://localhost:{service.port}")
                phone = _ready(browser, service)
            finally:
                service.stop()
            _use(phone)
    finally:
        shutil.rmtree(folder)


def _settle(settings: Settings) -> None:
    """One counsellor with everybody."""
    migrate(settings)
    keys.unlock(settings.master_key)
    database.connect(settings)
    Crowd(LARGEST).settle()
    owner = StaffUser.get(username="c0")
    for number in range(1, LARGEST // PEOPLE_EACH):
        youths.hand_over_all(owner, StaffUser.get(username=f"c{number}"), owner)
    owner.password_hash = passwords.hash_of(PASSWORD)
    owner.save()
    database.disconnect()


@contextmanager
def _browser() -> Iterator[Browser]:
    path = chromium.provide()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, env=chromium.environment())
        yield browser
        browser.close()


def _weigh(url: str) -> None:
    kit, shell = (_carried(f"{url}{path}") for path in ("/field/kit", "/field"))
    _say("script and style, compressed", f"{kit:.1f} kB", f"aim: {AIM:.0f} kB or less")
    _say("the shell with its forms", f"{shell:.1f} kB")


def _carried(address: str) -> float:
    """What travels, in kilobytes."""
    asked = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(asked) as answer:
        body: bytes = answer.read()
    assert gzip.decompress(body)
    return len(body) / 1000


def _ready(browser: Browser, service: KilledService) -> FieldPhone:
    context = browser.new_context(**LIKE_A_PHONE, base_url=f"http://localhost:{service.port}")
    context.set_default_timeout(120_000)
    expect.set_options(timeout=120_000)
    began = time.monotonic()
    phone = FieldPhone(context, "c0").make_ready()
    _say(
        f"ready, with {LARGEST:,} young people", f"{time.monotonic() - began:.1f} s", "from the sign-in, at full speed"
    )
    return phone


def _use(phone: FieldPhone) -> None:
    opened, unlocked, first, searched = [], [], [], []
    for _time in range(TIMES):
        page = phone.tab()
        slow = page.context.new_cdp_session(page)
        slow.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.add_init_script(WATCH)
        opened.append(_seen(page, "#unlock-passphrase", lambda page=page: page.goto("/field")))
        page.fill("#unlock-passphrase", PASSPHRASE)
        shown = _seen(page, ".person", page.locator("form[data-form=unlock] [type=submit]").click)
        unlocked.append(shown - page.evaluate("window.sent"))
        # As long as a thumb needs for the search field.
        page.evaluate("new Promise((tapped) => setTimeout(tapped, 1000))")
        keys = [times for words in TYPED for times in page.evaluate(TYPE, words)]
        first.append(keys[0])
        searched += keys
        page.close()
    click.echo(f"\nA processor {SLOWER} times slower, no service, the median of {TIMES} times:")
    _say("opening from what is stored", f"{statistics.median(opened):.0f} ms", "until the lock is shown")
    _say("unlocking by passphrase", f"{statistics.median(unlocked):.0f} ms", "until the list is shown")
    _say("the first key of a search", f"{statistics.median(first):.0f} ms", "until the list is drawn")
    slowest = f"the slowest of {len(searched)}: {max(searched):.0f} ms"
    _say("any key of a search", f"{statistics.median(searched):.0f} ms", slowest)


def _seen(page: Page, what: str, act: object) -> float:
    """The page's own milliseconds at which something first stood on it."""
    act()
    page.wait_for_function("what => what in window.seen", arg=what)
    return page.evaluate("what => window.seen[what]", what)


def _say(what: str, measured: str, remark: str = "") -> None:
    click.echo(f"{what:<36}{measured:>12}   {remark}".rstrip())
