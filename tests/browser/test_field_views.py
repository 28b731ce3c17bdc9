"""Every view of the field part, on the narrowest phone, light and dark, for everybody's eyes and hands."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.field import FieldPhone, held
from tests.browser.looking import axe, picture, sideways
from tests.browser.service import Service

NARROW = {"width": 320, "height": 700}


@pytest.fixture(params=("light", "dark"))
def field_phone(request, browser: Browser, service: Service) -> Iterator[FieldPhone]:
    for phone in held(browser, service.url, NARROW, color_scheme=request.param):
        phone.scheme = request.param
        yield phone


def faults(phone: FieldPhone, name: str) -> list[str]:
    """What is wrong with the view as it stands."""
    page = phone.page
    picture(page, f"field-{name}-{phone.scheme}")
    found = [f"{name}: {fault}" for fault in axe(page)]
    if sideways(page):
        found.append(f"{name} scrolls sideways")
    small = page.evaluate(SMALL)
    return [*found, *(f"{name}: too small to tap: {one}" for one in small)]


SMALL = """() => [...document.querySelectorAll("main button, a.button, .tabs a, main select, .chip-choice label")]
    .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 43.5)
    .map((one) => one.outerHTML.slice(0, 120))"""


def views(phone: FieldPhone) -> Iterator[str]:
    """Open one after the other, and name it."""
    page: Page = phone.page
    page.goto("/field")
    expect(page.locator("h1")).to_have_text("Telefonen er ikke klar til marken")
    yield "not-ready"
    phone.make_ready()
    yield "ready"
    page.goto("/devices/new")
    page.locator("form[data-part=again]").wait_for()
    yield "again"
    page.goto("/field")
    page.locator("#unlock-passphrase").wait_for()
    yield "locked"
    card = phone.first_card()
    yield "card"
    page.goto("/field#/")
    page.locator(".person").first.wait_for()
    yield "list"
    for path in ("/session", "/status", "/edit", "/followup"):
        page.goto(f"/field#{card}{path}")
        page.locator("main .form-actions").wait_for()
        yield path[1:]
    page.goto("/field#/new")
    page.locator("form[data-form=register]").wait_for()
    phone.save()
    page.locator(".error-summary").wait_for()
    yield "register-errors"
    page.goto("/field#/session")
    page.locator(".links").wait_for()
    yield "who"
    phone.context.set_offline(True)
    phone.open(card).page.locator("[data-do=attempt]").click()
    phone.open("/followups").page.locator("[data-value]:has-text('Gjort')").first.click()
    phone.expect_unsent(2)
    for path in ("/followups", "/outbox", "/settings"):
        page.goto(f"/field#{path}")
        page.locator(f'.tabs a[href="#{path}"][aria-current]').wait_for()
        yield path[1:]
    phone.context.set_offline(False)


@pytest.mark.timeout(300)
def test_every_view_is_accessible_and_fits(field_phone):
    found = [fault for name in views(field_phone) for fault in faults(field_phone, name)]
    assert not found, "\n".join(found)


def test_the_focus_goes_along_and_what_is_saved_is_said(field_phone):
    field_phone.make_ready().first_card()
    page = field_phone.page
    assert page.evaluate("document.activeElement.tagName") == "H1"
    page.locator("[data-do=attempt]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-slot=told]")).to_contain_text("Gemt på telefonen")
    assert page.evaluate("document.activeElement.dataset.do") == "attempt"
    assert page.locator("[data-slot=told]").get_attribute("role") == "status"
