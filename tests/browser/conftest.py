"""A real Chromium on the real service: a phone and a desk."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Route, sync_playwright

from tests.browser.looking import DESK, PHONE
from tests.browser.service import Service
from tools import chromium

Opener = Callable[..., Page]


@pytest.fixture(scope="session")
def service() -> Iterator[Service]:
    """The service with a year of demo data, shared by the whole run."""
    service = Service()
    yield service
    service.stop()


@pytest.fixture
def own_service() -> Iterator[Service]:
    """A service that a test may kill, and whose records it may change."""
    service = Service()
    yield service
    service.stop()


@pytest.fixture(scope="session")
def chromium_path() -> str:
    return chromium.provide()


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Browser]:
    """One Chromium for the run; every page gets a profile of its own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, env=chromium.environment())
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser, service: Service) -> Iterator[Opener]:
    """Open a fresh profile: ``open_page(PHONE, color_scheme="dark")``.

    The test fails when a page it saw had a script error or broke the content security policy.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_one(viewport: dict[str, int], **profile: object) -> Page:
        context = browser.new_context(
            viewport=viewport, base_url=service.url, reduced_motion="reduce", **{"locale": "da-DK", **profile}
        )
        contexts.append(context)
        context.set_default_timeout(10_000)
        context.route("**/*", lambda route: _only_here(route, service.url))
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda line: complaints.append(line.text) if _is_complaint(line) else None)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not complaints


@pytest.fixture
def phone(open_page: Opener) -> Page:
    """A phone in the hand of nobody yet."""
    return open_page(PHONE, has_touch=True, is_mobile=True)


@pytest.fixture
def desk(open_page: Opener) -> Page:
    """A laptop on a desk."""
    return open_page(DESK)


def _only_here(route: Route, url: str) -> None:
    """A page that wants something from elsewhere does not get it."""
    if route.request.url.startswith((url, "data:", "blob:")):
        route.continue_()
    else:
        route.abort()


def _is_complaint(line: ConsoleMessage) -> bool:
    # A 4xx page is often what a test asks for, and the browser complains of it as of a fault.
    return line.type == "error" and "the server responded with a status of 4" not in line.text
