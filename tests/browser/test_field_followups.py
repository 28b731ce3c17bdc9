"""What is to be followed up, what is given up, and what the app says, without signal and on a narrow phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.field import FieldPhone, held
from tests.browser.service import Service
from uu.domain import devices
from uu.models import Device

SMALL = {"width": 320, "height": 600}


@pytest.fixture
def field_phone(browser: Browser, service: Service) -> Iterator[FieldPhone]:
    yield from held(browser, service.url, SMALL)


@pytest.fixture
def other_phone(browser: Browser, own_service: Service) -> Iterator[FieldPhone]:
    """A phone of a service whose records may be changed."""
    yield from held(browser, own_service.url)


def test_the_app_speaks_both_languages_without_signal(field_phone):
    page = field_phone.make_ready().page
    field_phone.context.set_offline(True)
    for language, heading, words in (("en", "Settings", "Lock now"), ("da", "Indstillinger", "Lås nu")):
        page.goto(f"/field?language={language}#/settings")
        field_phone.unlock()
        expect(page.locator("h1")).to_have_text(heading)
        expect(page.get_by_role("button", name=words)).to_be_visible()


def test_a_follow_up_is_done_in_one_tap_and_open_again_while_it_is_not_sent(field_phone):
    page = field_phone.make_ready().open("/followups").page
    rows = page.locator(".row:has([data-do=done])")
    rows.first.wait_for()
    n, first = rows.count(), rows.first.inner_text()
    days = page.locator(".card-title").all_inner_texts()
    order = ["Overskredet", "I dag", "Senere på ugen", "Senere"]
    titles = [day.rpartition(" ")[0] for day in days]
    assert titles == [day for day in order if day in titles]
    assert sum(int(day.rpartition("(")[2].strip(")")) for day in days) == n
    field_phone.context.set_offline(True)
    rows.first.locator("[data-do=done]").click()
    field_phone.expect_unsent(1)
    expect(rows).to_have_count(n - 1)
    expect(page.locator(".card-title").last).to_have_text("Lukket af dig, ikke sendt endnu (1)")
    page.locator("[data-do=undo]").click()
    field_phone.expect_unsent(0)
    expect(rows).to_have_count(n)
    assert rows.first.inner_text() == first


def test_a_deadline_by_law_is_not_moved_and_moving_another_leads_back(field_phone):
    page = field_phone.make_ready().open("/followups").page
    by_law = page.locator(".row", has_text="kan ikke flyttes")
    agreed = page.locator(".row:has([data-do=done])").filter(has_not_text="kan ikke flyttes")
    agreed.first.wait_for()
    assert by_law.get_by_role("link", name="Flyt").count() == 0
    field_phone.context.set_offline(True)
    agreed.first.get_by_role("link", name="Flyt").click()
    page.locator("[name=deadline][value=two_weeks]").check()
    field_phone.save()
    expect(page.locator("h1")).to_have_text("Opgaver")
    expect(page.locator(".badge-unsent")).to_have_count(1)


def test_whoever_gives_up_a_registration_gives_up_what_builds_on_it(field_phone):
    page = field_phone.make_ready().page
    field_phone.context.set_offline(True)
    field_phone.register("Aldrig")
    field_phone.write_session(page.url.partition("#")[2], "Vi gik en tur.")
    field_phone.open("/outbox").expect_unsent(2)
    give_up = page.locator("[data-do=drop]").first
    give_up.click()
    expect(page.locator("[role=alert] li")).to_have_text(["Samtale · Aldrig"])
    expect(give_up).to_have_text("Tryk igen: 2 ting går tabt")
    give_up.click()
    field_phone.expect_unsent(0)
    field_phone.context.set_offline(False)


def test_a_phone_that_is_to_be_wiped_says_so_when_it_is_signed_in_again(other_phone, own_service):
    page = other_phone.make_ready().page
    with own_service.records():
        device = Device.get()
        devices.wipe(device.staff, device)
    page.goto("/devices/new")
    page.fill("#again-passphrase", "fire gode ord her")
    page.locator("form[data-part=again] [type=submit]").click()
    expect(page.locator("[data-slot=problem]")).to_contain_text("Tryk derefter på Slet og begynd forfra")


@pytest.mark.parametrize("where", ["phone", "pages"])
def test_nothing_that_has_the_focus_lies_under_a_bar(field_phone, where):
    page = field_phone.make_ready().page
    card = field_phone.first_card()
    youth = card.split("/")[2]
    addresses = {
        "phone": [f"/field#{card}/session", "/field#/followups"],
        "pages": [f"/youths/{youth}/sessions/new", "/youths"],
    }
    for address in addresses[where]:
        page.goto(address)
        field_phone.unlock() if where == "phone" else None
        page.locator("main :is(input, a, button)").first.wait_for()
        for key in ("Tab", "Shift+Tab"):
            hidden = []
            for _ in range(45):
                page.keyboard.press(key)
                hidden.append(page.evaluate(UNDER_A_BAR))
            assert not [one for one in hidden if one], address


# The focused field, or the label one sees instead of it, where a bar at the upper or lower edge lies over it.
UNDER_A_BAR = """() => {
    const focused = document.activeElement;
    if (!focused || !focused.closest("main") || focused.closest(".form-actions, .actions, .back")) return "";
    const seen = focused.matches("[type=radio], [type=checkbox]") ? focused.labels[0] : focused;
    const { top, bottom: end } = seen.getBoundingClientRect();
    // Of a text of several lines the browser shows the line that is written.
    const bottom = seen.matches("textarea") ? top + 24 : end;
    const bars = [...document.querySelectorAll(".top, .tabs, .actions, .form-actions")];
    const over = bars.filter((bar) => bar.checkVisibility()).some((bar) => {
        const edge = bar.getBoundingClientRect();
        const sticks = ["sticky", "fixed"].includes(getComputedStyle(bar).position);
        return sticks && edge.height && top < edge.bottom - 1 && bottom > edge.top + 1;
    });
    return over ? seen.outerHTML.slice(0, 160) : "";
}"""
