"""What was begun and left, and is taken up again after the world has moved on."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.field import FieldPhone, held
from tests.browser.looking import sign_in
from tests.browser.service import Service


@pytest.fixture
def field_phone(browser: Browser, service: Service) -> Iterator[FieldPhone]:
    yield from held(browser, service.url)


def test_a_draft_of_a_card_leaves_alone_what_a_colleague_wrote_meanwhile(field_phone, browser, service):
    field_phone.make_ready().open()
    card = str(field_phone.page.locator(".person-name a").nth(2).get_attribute("href"))[1:]
    page = field_phone.open(f"{card}/edit").page
    page.fill("[name=nickname]", "Kladden")
    page.goto("/field#/settings")
    page.locator("[data-do=sync]").wait_for()
    desk = sign_in(browser.new_page(base_url=service.url), "vejleder")
    desk.goto(f"/youths/{card.split('/')[2]}/edit")
    desk.fill("[name=phone]", "60 61 62 63")
    desk.locator("main .form-actions [type=submit]").click()
    desk.wait_for_url(re.compile(r"/youths/[0-9a-f-]{36}$"))
    page.locator("[data-do=sync]").click()
    field_phone.expect_unsent(0)
    page.goto(f"/field#{card}")
    expect(page.locator("main")).to_contain_text("60 61 62 63")
    page.goto(f"/field#{card}/edit")
    expect(page.locator("[name=nickname]")).to_have_value("Kladden")
    expect(page.locator("[name=phone]")).to_have_value("60 61 62 63")
    field_phone.save()
    expect(page.locator("h1")).to_contain_text("Kladden")
    field_phone.expect_unsent(0)
    desk.reload()
    expect(desk.locator("main")).to_contain_text("60 61 62 63")
    expect(desk.locator("main")).to_contain_text("Kladden")
    desk.close()


def test_a_draft_that_two_tabs_take_up_makes_two_records(field_phone):
    page = field_phone.make_ready().open("/new").page
    page.fill("[name=first_name]", "Alfa")
    page.goto("/field#/outbox")
    page.locator("main h1:has-text('Udbakke')").wait_for()
    other = FieldPhone(field_phone.context)
    other.open("/new")
    expect(other.page.locator("[name=first_name]")).to_have_value("Alfa")
    field_phone.register("Alfa")
    field_phone.expect_unsent(0)
    other.register("Bravo", "17")
    other.expect_unsent(0)
    for name in ("Alfa", "Bravo"):
        other.open()
        other.page.fill("[type=search]", name)
        expect(other.page.locator(".person-name").first).to_contain_text(name)
