"""What a person would do and see: sign in, look for what is wrong, keep a picture."""

import os
from functools import cache
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.service import PASSWORD

ROOT = Path(__file__).parent.parent.parent
PICTURES = ROOT / "var" / "screenshots"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})"


def sign_in(page: Page, name: str) -> Page:
    """Sign a demo account in."""
    page.goto("/login")
    page.locator("input[autocomplete=username]").fill(name)
    page.locator("input[type=password]").fill(PASSWORD)
    page.locator("main form [type=submit]").first.click()
    page.wait_for_url(lambda url: "/login" not in url)
    return page


def axe(page: Page) -> list[str]:
    """What axe-core finds on the page as it stands: rule, element, and how to mend it."""
    page.evaluate(_axe_source())
    return [
        f"{violation['id']}: {violation['help']} at {' '.join(map(str, node['target']))}\n{node['failureSummary']}"
        for violation in page.evaluate(RUN_AXE, WCAG)["violations"]
        for node in violation["nodes"]
    ]


def sideways(page: Page) -> int:
    """How many pixels the page scrolls sideways; none is right."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def picture(page: Page, name: str) -> None:
    """Keep a picture of the whole page in var/screenshots, for who wants to look: ``UU_PICTURES=1``."""
    if os.environ.get("UU_PICTURES"):
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURES / f"{name}.png", full_page=True)


@cache
def _axe_source() -> str:
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
