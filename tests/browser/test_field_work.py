"""Work without signal: it is on the phone, it stays there, and it comes to the server once."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.field import FieldPhone, held
from tests.browser.looking import sign_in
from tests.browser.service import Service

NOTE = "Vi gik langs søen og talte om FGU."


@pytest.fixture(scope="module")
def own_service() -> Iterator[Service]:
    """A service that a test may kill."""
    service = Service()
    yield service
    service.stop()


@pytest.fixture
def field_phone(browser: Browser, own_service: Service) -> Iterator[FieldPhone]:
    yield from held(browser, own_service.url)


def test_what_is_written_without_signal_stays_and_is_received_once(field_phone, own_service):
    card = field_phone.make_ready().first_card()
    field_phone.context.set_offline(True)
    own_service.kill()
    field_phone.write_session(card, NOTE)
    field_phone.page.locator("[data-do=attempt]").click()
    field_phone.expect_unsent(2)
    field_phone.register("Uden Signal")
    field_phone.expect_unsent(3)

    field_phone.page.reload()
    expect(field_phone.page.locator("main")).to_contain_text("3 ikke sendt")
    field_phone.unlock().open(card)
    expect(field_phone.page.locator(".timeline")).to_contain_text(NOTE)

    own_service.start()
    field_phone.context.set_offline(False)
    field_phone.open("/outbox")
    field_phone.page.locator("[data-do=sync]").click()
    field_phone.expect_unsent(0)
    receipts = field_phone.page.locator(".receipt-success")
    expect(receipts).to_have_text([re.compile(r"Modtaget kl\. \d\d[.:]\d\d")] * 3)

    field_phone.page.locator("[data-do=sync]").first.wait_for(state="detached")
    field_phone.page.goto(f"/youths/{card.split('/')[2]}")
    assert field_phone.page.locator("main").inner_text().count(NOTE) == 1
    field_phone.page.goto("/youths?q=Uden")
    assert field_phone.page.locator(".person").count() == 1


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


def test_two_who_write_the_same_field_are_asked_which_is_right(field_phone, browser, own_service):
    card = field_phone.make_ready().first_card()
    page = field_phone.page
    field_phone.context.set_offline(True)
    page.goto(f"/field#{card}/edit")
    page.fill("[name=nickname]", "Telefonen")
    field_phone.save()
    field_phone.expect_unsent(1)
    desk = sign_in(browser.new_page(base_url=own_service.url), "vejleder")
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
    page.locator("[name=nickname][value=mine]").check()
    field_phone.save()
    expect(page.locator("h1")).to_contain_text("Telefonen")
    field_phone.expect_unsent(0)
    expect(page.get_by_role("link", name="Vælg, hvad der er rigtigt")).to_have_count(0)


def test_a_new_version_waits_and_neither_the_form_nor_the_outbox_is_lost(field_phone, browser, own_service):
    card = field_phone.make_ready().first_card()
    page = field_phone.page
    field_phone.open(f"{card}/session")
    page.fill("[name=note]", "Halvvejs gennem en")
    office = browser.new_page(base_url=own_service.url)
    sign_in(office, "admin")
    office.goto("/areas/new")
    office.fill("[name=name]", "Nybyggeriet")
    for select in office.locator("main select").all():
        select.select_option(index=1)
    office.locator("main form [type=submit]").last.click()
    office.close()
    page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update()).then(() => null)")
    expect(page.locator(".upgrade")).to_contain_text("ny version")
    expect(page.locator("[name=note]")).to_have_value("Halvvejs gennem en")
    page.locator("[name=note]").press_sequentially(" sætning")
    field_phone.context.set_offline(True)
    page.locator(".upgrade button").click()
    page.locator("#unlock-passphrase").wait_for()
    field_phone.unlock()
    expect(page.locator("[name=note]")).to_have_value("Halvvejs gennem en sætning")
    assert page.locator("#register-area option", has_text="Nybyggeriet").count() == 0
    field_phone.open("/new")
    expect(page.locator("#register-area option", has_text="Nybyggeriet")).to_have_count(1)
    field_phone.context.set_offline(False)
