"""A phone in the field, as a counsellor holds it: made ready, locked, opened, with and without signal."""

import os
import re
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from playwright.sync_api import TimeoutError as TookTooLong

from tests.browser.looking import PHONE, sign_in
from tools import chromium

PASSPHRASE = "fire gode ord her"
AUTHENTICATOR = {
    "protocol": "ctap2", "ctap2Version": "ctap2_1", "transport": "internal", "hasResidentKey": True,
    "hasUserVerification": True, "hasPrf": True, "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


class FieldPhone:
    """One browser profile. Its page may be any tab of it."""

    def __init__(self, context: BrowserContext, name: str = "vejleder") -> None:
        self.context, self.name = context, name
        self.complaints: list[str] = []
        self.page = self.tab()

    def tab(self) -> Page:
        """One more tab; a script error in any tab is a complaint."""
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda line: self.complaints.append(line.text) if "Security Policy" in line.text else None)
        return page

    def with_finger(self) -> "FieldPhone":
        """Give the phone a reader of fingerprints that holds secrets, and a finger that always fits."""
        reader = self.context.new_cdp_session(self.page)
        reader.send("WebAuthn.enable")
        reader.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
        return self

    def make_ready(self, *, by: str = "passphrase") -> "FieldPhone":
        """From signing in to the first young people on the phone."""
        page = self.page
        sign_in(page, self.name)
        page.goto("/devices/new")
        form = page.locator("form[data-part=choose]")
        expect(form).to_be_visible()
        if by == "passphrase":
            form.locator("#by-passphrase").check()
            form.locator("#new-passphrase").fill(PASSPHRASE)
            form.locator("#new-again").fill(PASSPHRASE)
        form.locator("[type=submit]").click()
        expect(page.locator("[data-slot=done]")).to_have_text(re.compile(r"Klar: \d+ unge"))
        return self

    def open(self, path: str = "/") -> "FieldPhone":
        """The app at one of its addresses, unlocked by the passphrase where it is locked."""
        self.page.goto(f"/field#{path}")
        return self.unlock()

    def unlock(self, passphrase: str = PASSPHRASE) -> "FieldPhone":
        """Wait until it is known who it is, and type the passphrase if it is asked for."""
        self.page.locator("main h1:not(:has-text('I marken')):not(:has-text('Hvem er du'))").wait_for()
        if self.page.locator("#unlock-passphrase").is_visible():
            self.page.fill("#unlock-passphrase", passphrase)
            self.page.locator("form[data-form=unlock] [type=submit]").click()
            self.page.locator("nav.tabs:not([hidden])").wait_for(state="attached")
        return self

    def first_card(self) -> str:
        """Open the card of the first on the list; its address."""
        self.open()
        self.page.locator(".person-name a").first.click()
        self.page.locator("[data-do=attempt]").wait_for()
        return self.page.url.partition("#")[2]

    def save(self) -> None:
        """Press the button at the foot of the form."""
        self.page.locator("main .form-actions [type=submit]").click()

    def write_session(self, card: str, note: str) -> None:
        """A walk-and-talk with whom the card is about."""
        self.open(f"{card}/session")
        self.page.fill("[name=note]", note)
        self.save()
        expect(self.page.locator(".timeline")).to_contain_text(note)

    def register(self, name: str, age: str = "18") -> None:
        """Somebody met in the street."""
        self.open("/new")
        page = self.page
        page.fill("[name=first_name]", name)
        page.fill("[name=said_age]", age)
        page.select_option("[name=area]", index=1)
        page.select_option("[name=code]", value="OPV")
        page.locator("[name=origin][value=street]").check()
        page.locator("[name=informed][value=yes]").check()
        self.save()
        expect(page.locator("h1")).to_contain_text(name)

    @property
    def state(self) -> Locator:
        """What the upper edge says about sending."""
        return self.page.locator("[data-slot=state-text]")

    def records(self) -> int:
        """How many records are left on the phone, of whatever kind."""
        return self.page.evaluate(COUNT)

    def expect_unsent(self, n: int) -> None:
        expect(self.state).to_have_text(f"{n} ikke sendt" if n else "Alt er sendt")

    def send(self) -> None:
        """Send and fetch now, and wait until nothing is left."""
        self.open("/outbox")
        # Back on the net the phone sends by itself, and then there is nothing to press any more.
        with suppress(TookTooLong):
            self.page.locator("[data-do=sync]").click(timeout=5_000)
        self.expect_unsent(0)


COUNT = """() => new Promise((resolve) => {
    const opening = indexedDB.open("uu-field");
    opening.onsuccess = () => {
        const names = [...opening.result.objectStoreNames];
        const transaction = opening.result.transaction(names);
        let n = 0;
        for (const name of names) {
            const counting = transaction.objectStore(name).count();
            counting.onsuccess = () => { n += counting.result; };
        }
        transaction.oncomplete = () => { opening.result.close(); resolve(n); };
    };
})"""


class Pocket:
    """A browser of its own whose profile stays on disk when it is closed, or killed."""

    def __init__(self, browser: Browser, executable: str, url: str, folder: Path) -> None:
        self.chromium, self.executable, self.url, self.folder = browser.browser_type, executable, url, folder

    def take_out(self) -> FieldPhone:
        """Start the browser on what lies in the profile."""
        context = self.chromium.launch_persistent_context(
            self.folder, executable_path=self.executable, env=chromium.environment(), base_url=self.url, **LIKE_A_PHONE
        )
        context.set_default_timeout(15_000)
        return FieldPhone(context)

    def lose_power(self) -> None:
        """Every process of the browser ends at once, whatever it is doing."""
        ours = f"--user-data-dir={self.folder}".encode()
        for process in Path("/proc").glob("[0-9]*"):
            try:
                words = (process / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if ours in words and not any(word.startswith(b"--type=") for word in words):
                os.kill(int(process.name), signal.SIGKILL)


LIKE_A_PHONE = {
    "viewport": PHONE, "has_touch": True, "is_mobile": True, "reduced_motion": "reduce", "locale": "da-DK",
}  # fmt: skip


def held(browser: Browser, url: str, viewport: dict[str, int] = PHONE, **profile: object) -> Iterator[FieldPhone]:
    """A phone in a profile of its own, for a fixture; fails the test when a tab had a script error."""
    context = browser.new_context(**LIKE_A_PHONE | {"viewport": viewport, "base_url": url, **profile})
    context.set_default_timeout(15_000)
    phone = FieldPhone(context)
    yield phone
    context.close()
    assert not phone.complaints
