"""Without signal: what the app says in either language, and what is to be followed up."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.field import FieldPhone, held
from tests.browser.service import Service


@pytest.fixture
def field_phone(browser: Browser, service: Service) -> Iterator[FieldPhone]:
    yield from held(browser, service.url)


def test_the_app_speaks_both_languages_without_signal(field_phone):
    page = field_phone.make_ready().page
    field_phone.context.set_offline(True)
    for language, heading, words in (("en", "Settings", "Lock now"), ("da", "Indstillinger", "Lås nu")):
        page.goto(f"/field?language={language}#/settings")
        field_phone.unlock()
        expect(page.locator("h1")).to_have_text(heading)
        expect(page.get_by_role("button", name=words)).to_be_visible()
