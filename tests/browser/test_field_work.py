"""What needs the counsellor once more: a form the server refuses, and a field that two wrote."""

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


def test_what_the_server_refuses_is_mended_and_sent_again(field_phone):
    field_phone.make_ready().register("Ældre Prøvesen", age="60")
    page = field_phone.page
    field_phone.open("/outbox")
    page.get_by_role("link", name="Ret og send igen").click()
    expect(page.locator(".form-error-message").first).to_be_visible()
    page.fill("[name=said_age]", "19")
    field_phone.save()
    field_phone.expect_unsent(0)
    expect(page.locator(".receipt-success")).to_have_count(1)


def test_two_who_write_the_same_field_are_asked_which_is_right(field_phone, browser, service):
    card = field_phone.make_ready().first_card()
    page = field_phone.page
    field_phone.context.set_offline(True)
    page.goto(f"/field#{card}/edit")
    page.fill("[name=nickname]", "Telefonen")
    field_phone.save()
    field_phone.expect_unsent(1)
    desk = sign_in(browser.new_page(base_url=service.url), "vejleder")
    desk.goto(f"/youths/{card.split('/')[2]}/edit")
    desk.fill("[name=nickname]", "Kontoret")
    desk.locator("main .form-actions [type=submit]").click()
    desk.wait_for_url(re.compile(r"/youths/[0-9a-f-]{36}$"))
    desk.close()

    field_phone.context.set_offline(False)
    field_phone.open("/settings")
    page.locator("[data-do=sync]").click()
    field_phone.expect_unsent(0)
    field_phone.open(card)
    page.get_by_role("link", name="Vælg, hvad der er rigtigt").first.click()
    expect(page.locator(".choice")).to_contain_text(["Kontoret", "Telefonen"])
    expect(page.locator(".choice strong")).to_have_text(["Skrevet af dig", "Skrevet af dig på denne telefon"])
    page.locator("[name=nickname][value=mine]").check()
    field_phone.save()
    expect(page.locator("h1")).to_contain_text("Telefonen")
    field_phone.expect_unsent(0)
    expect(page.get_by_role("link", name="Vælg, hvad der er rigtigt")).to_have_count(0)


def test_a_follow_up_that_was_closed_meanwhile_is_opened_again_and_sent_once_more(field_phone, browser, service):
    page = field_phone.make_ready().open("/followups").page
    link = page.locator("main a[href$='/drop']").first
    link.wait_for()
    _, _, _, due, _ = str(link.get_attribute("href")).split("/")
    field_phone.context.set_offline(True)
    link.click()
    page.locator("main [name=reason]").first.check()
    field_phone.save()
    field_phone.expect_unsent(1)
    desk = sign_in(browser.new_page(base_url=service.url), "vejleder")
    desk.goto("/followups")
    desk.locator(f"form[action*='{due}/finish'] button").click()

    field_phone.context.set_offline(False)
    page = field_phone.open("/outbox").page
    there = page.get_by_role("link", name="Åbn den igen på de almindelige sider")
    expect(there).to_have_attribute("href", "/followups")
    desk.goto("/followups")
    desk.locator(f"form[action*='{due}/reopen'] button").click()
    desk.close()
    page.get_by_role("link", name="Ret og send igen").click()
    field_phone.save()
    field_phone.expect_unsent(0)


def test_whom_a_session_is_with_comes_back_with_the_draft_also_who_has_left_the_phone_since(field_phone):
    page = field_phone.make_ready().open().page
    name = page.locator(".person-name a").nth(1).inner_text().split()[0]
    field_phone.first_card()
    page.get_by_role("link", name="Ny samtale").click()
    page.locator("summary", has_text="flere unge").click()
    page.fill("[name=find]", name)
    page.locator("[name=more]").first.check()
    fellow = page.locator("[name=more]:checked")
    expect(fellow).to_have_count(1)
    chosen = fellow.get_attribute("value")
    page.go_back()
    expect(page.locator("[data-do=attempt]")).to_be_visible()
    page.go_forward()
    expect(fellow).to_have_attribute("value", chosen)
    expect(page.locator("[data-gone]")).to_be_hidden()

    # Who has left the phone is known by the id alone.
    fellow.evaluate("(one) => { one.value = crypto.randomUUID(); }")
    page.fill("[name=note]", "Vi var tre.")
    page.go_back()
    expect(page.locator("[data-do=attempt]")).to_be_visible()
    page.go_forward()
    expect(page.locator("[data-gone]")).to_contain_text("ikke længere på telefonen")
    expect(page.locator(".chip-choice:has([name=more]:checked)")).to_have_text("Ikke længere på telefonen")
    field_phone.save()
    expect(page.locator(".timeline")).to_contain_text("Vi var tre.")
    field_phone.open("/outbox").expect_unsent(0)
    expect(page.locator(".receipt")).to_contain_text("lagt til side")


def test_what_was_saved_by_mistake_is_undone_while_it_is_not_sent_and_no_longer_offered_then(field_phone):
    field_phone.make_ready().first_card()
    page, told = field_phone.page, field_phone.page.locator("[data-slot=told]")
    field_phone.context.route("**/api/v1/**", lambda route: route.abort())
    page.locator("[data-do=attempt]").click()
    field_phone.expect_unsent(1)
    told.get_by_role("button", name="Fortryd").click()
    field_phone.expect_unsent(0)
    page.locator("[data-do=attempt]").click()
    expect(told).to_contain_text("1 ikke sendt")
    field_phone.context.unroute_all()
    page.evaluate("dispatchEvent(new Event('online'))")
    field_phone.expect_unsent(0)
    expect(told).to_be_hidden()
