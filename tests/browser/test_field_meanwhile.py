"""What happens behind a phone's back while it is without signal: time runs out, people and accounts change."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.field import PASSPHRASE, FieldPhone, held
from tests.browser.looking import sign_in
from tests.browser.service import PASSWORD, Service
from uu import clock
from uu.domain import staff, youths
from uu.domain.staff import StaffCard
from uu.models import DeviceToken, GuidanceSession, Operation, StaffSession, StaffUser, Youth
from uu.models.database import rows
from uu.vocabulary import Outcome, Role

NOTE = "Vi så på værkstedet på Nørrebro."


@pytest.fixture
def field_phone(browser: Browser, own_service: Service) -> Iterator[FieldPhone]:
    yield from held(browser, own_service.url)


@pytest.fixture
def desk(browser: Browser, own_service: Service) -> Iterator[Page]:
    page = browser.new_page(base_url=own_service.url, locale="da-DK")
    yield page
    page.close()


def somebody(name: str) -> StaffUser:
    return StaffUser.get(username=name)


def outcomes() -> list[Outcome]:
    return [outcome for (outcome,) in rows(Operation.select(Operation.outcome).order_by(Operation.made_at))]


def test_who_was_away_longer_than_every_token_lasts_signs_in_again_and_loses_nothing(field_phone, own_service):
    card = field_phone.make_ready().first_card()
    own_service.kill()
    field_phone.write_session(card, NOTE)
    field_phone.page.locator("[data-do=attempt]").click()
    field_phone.expect_unsent(2)
    with own_service.records():
        past = clock.now() - timedelta(minutes=1)
        DeviceToken.update(access_expires_at=past, expires_at=past).execute()
        StaffSession.update(expires_at=past).execute()
    own_service.start()
    page = field_phone.open("/settings").page
    page.locator("[data-do=sync]").click()
    expect(field_phone.state).to_have_text("Log ind igen")
    field_phone.open(card)
    expect(page.locator(".timeline")).to_contain_text(NOTE)
    field_phone.state.click()
    page.fill("input[autocomplete=username]", "vejleder")
    page.fill("input[type=password]", PASSWORD)
    page.locator("main form [type=submit]").first.click()
    page.fill("#again-passphrase", PASSPHRASE)
    page.locator("form[data-part=again] [type=submit]").click()
    expect(page.locator("[data-slot=done]")).to_contain_text("Klar")
    field_phone.open("/outbox").expect_unsent(0)
    expect(page.locator(".receipt-success")).to_have_count(2)
    with own_service.records():
        assert outcomes() == [Outcome.APPLIED] * 2


def test_what_is_about_somebody_who_was_handed_over_is_set_aside_for_a_colleague(field_phone, own_service, desk):
    given, kept = two(field_phone.make_ready())
    own_service.kill()
    field_phone.write_session(given, NOTE)
    field_phone.open(kept).page.locator("[data-do=attempt]").click()
    field_phone.expect_unsent(2)
    with own_service.records():
        mette, karim = somebody("vejleder"), somebody("vejleder2")
        youths.hand_over(mette, Youth.get_by_id(given.split("/")[2]), karim)
        card = StaffCard(mette.name, Role.COUNSELLOR, staff.card_of(karim).areas)
        staff.edit_staff(somebody("admin"), mette, card, mette.version)
    own_service.start()
    field_phone.send()
    page = field_phone.page
    expect(page.locator(".receipt")).to_contain_text(["Modtaget", "lagt til side"])
    page.goto(f"/field#{given}")
    expect(page.locator("h1")).to_have_text("Ikke på denne telefon")
    sign_in(desk, "vejleder2").goto("/quarantine")
    desk.locator("main .row a").click()
    expect(desk.locator("main")).to_contain_text(NOTE)
    desk.locator("form[action$='/apply'] button").click()
    desk.wait_for_url(f"**/youths/{given.split('/')[2]}")
    assert desk.inner_text("main").count(NOTE) == 1


def test_the_phone_of_an_account_that_was_locked_hands_in_what_it_holds_and_is_wiped(field_phone, own_service, desk):
    card = field_phone.make_ready().first_card()
    own_service.kill()
    field_phone.write_session(card, NOTE)
    field_phone.page.locator("[data-do=attempt]").click()
    field_phone.expect_unsent(2)
    with own_service.records():
        staff.lock(somebody("admin"), somebody("vejleder"))
    own_service.start()
    page = field_phone.open("/outbox").page
    page.locator("[data-do=sync]").click()
    expect(page.locator("h1")).to_have_text("Telefonen er ikke klar til marken")
    assert field_phone.records() == 0
    with own_service.records():
        assert outcomes() == [Outcome.QUARANTINED] * 2
    sign_in(desk, "leder").goto("/quarantine")
    expect(desk.locator("main .row")).to_have_count(2)


@pytest.mark.parametrize("days", [1, -1])
def test_a_clock_that_is_wrong_by_a_day_changes_no_session(field_phone, own_service, days):
    card = field_phone.make_ready().first_card()
    own_service.kill()
    field_phone.page.clock.install(time=clock.now() + timedelta(days=days))
    field_phone.page.reload()
    field_phone.unlock().write_session(card, NOTE)
    own_service.start()
    before = clock.today()
    field_phone.send()
    with own_service.records():
        made = Operation.get().record
        assert before <= GuidanceSession.get_by_id(made).held_on <= clock.today()


def two(phone: FieldPhone) -> list[str]:
    """The cards of the first two on the list."""
    phone.open()
    links = phone.page.locator(".person-name a")
    links.nth(1).wait_for()
    return [str(links.nth(place).get_attribute("href"))[1:] for place in range(2)]
