"""Who may open the phone, and who else holds it: wrong tries, a colleague, a second tab, the back button."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.field import PASSPHRASE, FieldPhone, held
from tests.browser.looking import sign_in
from tests.browser.service import Service

# A tap on the first link that calls, without the phone's own telephone.
CALL = """() => {
  const link = document.querySelector('a[href^="tel:"][data-log-url]');
  link.addEventListener("click", (event) => event.preventDefault());
  link.click();
}"""


@pytest.fixture
def field_phone(browser: Browser, service: Service) -> Iterator[FieldPhone]:
    yield from held(browser, service.url)


@pytest.mark.parametrize("away", ["00:30", "05:30"])
def test_after_a_long_call_nobody_is_named_on_the_locked_phone(field_phone, away):
    page = field_phone.make_ready().page
    # Before the app begins to look at the clock: a timer from before would go by the real one.
    page.clock.install()
    field_phone.first_card()
    page.evaluate(CALL)
    page.clock.fast_forward(away)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    if away == "05:30":
        expect(page.locator("#unlock-passphrase")).to_be_visible()
    expect(page.locator(".called")).to_have_count(int(away == "00:30"))
    page.clock.fast_forward("05:30")
    expect(page.locator("#unlock-passphrase")).to_be_visible()
    expect(page.locator(".called")).to_have_count(0)


def test_what_is_typed_is_shown_by_the_keyboard_too_and_never_left_in_clear(field_phone):
    page = field_phone.make_ready().page
    page.goto("/field")
    field, show = page.locator("#unlock-passphrase"), page.get_by_role("button", name="Vis Adgangssætning")
    field.fill("en helt anden sætning")
    field.press("Tab")
    page.keyboard.press("Space")
    expect(show).to_have_attribute("aria-pressed", "true")
    expect(field).to_have_attribute("type", "text")
    field.press("Enter")
    page.locator(".error-summary").wait_for()
    expect(field).to_have_attribute("type", "password")
    expect(show).to_have_attribute("aria-pressed", "false")


def test_wrong_tries_are_answered_by_waiting(field_phone):
    page = field_phone.make_ready().page
    page.clock.install()
    page.goto("/field")
    for _try in range(6):
        page.fill("#unlock-passphrase", "en helt anden sætning")
        page.locator("form[data-form=unlock] [type=submit]").click()
        expect(page.locator("#unlock-passphrase")).to_have_value("")
        page.locator(".error-summary").wait_for(timeout=30_000)
    expect(page.locator(".error-summary")).to_contain_text("For mange forkerte forsøg")
    page.fill("#unlock-passphrase", PASSPHRASE)
    page.locator("form[data-form=unlock] [type=submit]").click()
    expect(page.locator(".error-summary")).to_contain_text("For mange forkerte forsøg")
    page.clock.fast_forward("01:01")
    field_phone.unlock()


def test_a_colleague_on_the_same_phone_sees_nothing_and_destroys_nothing(field_phone):
    card = field_phone.make_ready().first_card()
    field_phone.context.set_offline(True)
    field_phone.write_session(card, "Kun mellem os to.")
    field_phone.expect_unsent(1)
    field_phone.context.clear_cookies()
    field_phone.context.set_offline(False)
    field_phone.name = "vejleder2"
    page = field_phone.make_ready().page
    initials = page.locator("#setup").get_attribute("data-initials")
    page.goto("/field")
    page.get_by_role("button", name=initials).click()
    field_phone.unlock()
    page.goto(f"/field#{card}")
    expect(page.locator("h1")).to_have_text("Ikke på denne telefon")
    assert "Kun mellem os to." not in page.content()
    field_phone.open("/outbox")
    expect(page.locator("main")).to_contain_text("Udbakken er tom")
    page.reload()
    expect(page.locator("main")).to_contain_text("1 ikke sendt")


def test_two_tabs_show_the_same_and_the_back_button_keeps_what_was_typed(field_phone):
    card = field_phone.make_ready().first_card()
    page, other = field_phone.page, field_phone.tab()
    other.goto(f"/field#{card}")
    other.fill("#unlock-passphrase", PASSPHRASE)
    other.locator("form[data-form=unlock] [type=submit]").click()
    other.locator("[data-do=attempt]").click()
    expect(page.locator(".timeline")).to_contain_text("Forsøgt kontakt")

    page.get_by_role("link", name="Ny samtale").click()
    page.fill("[name=note]", "Kun halvt skrevet")
    page.go_back()
    expect(page.locator("[data-do=attempt]")).to_be_visible()
    page.go_forward()
    expect(page.locator("[name=note]")).to_have_value("Kun halvt skrevet")
    page.locator("[data-do=afresh]").click()
    expect(page.locator("[name=note]")).to_have_value("")
    page.go_back()
    expect(page.locator("[data-do=attempt]")).to_be_visible()
    page.go_back()
    expect(page.locator("h1")).to_have_text("Mine unge")


def test_what_a_phone_holds_that_was_signed_out_from_elsewhere_is_set_aside_and_it_can_be_signed_in_again(field_phone):
    card = field_phone.make_ready().first_card()
    field_phone.context.set_offline(True)
    field_phone.write_session(card, "Skrevet mens telefonen blev logget ud.")
    elsewhere = field_phone.context.browser.new_page(
        base_url=field_phone.page.url.partition("/field")[0], locale="da-DK"
    )
    sign_in(elsewhere, field_phone.name).goto("/devices")
    elsewhere.locator("main .row a[href^='/devices/']").first.click()
    elsewhere.locator("summary", has_text="Log").first.click()
    elsewhere.locator("form[action$='/sign-out'] button").click()
    elsewhere.close()

    field_phone.context.set_offline(False)
    page = field_phone.open("/settings").page
    page.locator("[data-do=sync]").click()
    expect(field_phone.state).to_have_text("Log ind igen")
    field_phone.open(card)
    expect(page.locator("h1")).to_have_text("Ikke på denne telefon")
    page.goto("/field#/outbox")
    expect(page.locator(".receipt")).to_have_count(1)
    field_phone.state.click()
    page.fill("#again-passphrase", PASSPHRASE)
    page.locator("form[data-part=again] [type=submit]").click()
    expect(page.locator("[data-slot=done]")).to_contain_text("Klar")
    field_phone.open("/outbox").expect_unsent(0)
    expect(page.locator(".receipt")).to_contain_text("lagt til side")
    page.get_by_role("link", name="Se, hvad der er lagt til side").click()
    expect(page.locator("main .row")).to_have_count(1)


def test_forgetting_the_phone_says_what_is_lost_and_leaves_nothing(field_phone):
    card = field_phone.make_ready().first_card()
    field_phone.context.set_offline(True)
    field_phone.write_session(card, "Når det ikke at komme frem.")
    page = field_phone.open("/settings").page
    expect(page.locator("main")).to_contain_text("1 ting er ikke sendt og vil gå tabt")
    page.locator("[data-do=forget]").click()
    expect(page.locator("[data-do=forget]")).to_have_text("Tryk igen: 1 ting går tabt")
    page.locator("[data-do=forget]").click()
    expect(page.locator("h1")).to_have_text("Telefonen er ikke klar til marken")
    expect(page.locator("[data-slot=told]")).to_contain_text("Uden kontakt får serveren det ikke at vide")
    assert field_phone.records() == 0


def test_a_phone_that_is_forgotten_with_contact_stands_as_wiped_on_the_list(field_phone):
    page = field_phone.make_ready().open("/settings").page
    page.locator("[data-do=forget]").click()
    page.locator("[data-do=forget]").click()
    expect(page.locator("[data-slot=told]")).to_have_text("Alt er slettet fra telefonen.")
    page.goto("/devices")
    expect(page.locator("main")).to_contain_text("Slettet")
