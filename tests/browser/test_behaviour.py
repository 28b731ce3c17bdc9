"""What each script of static/js adds to a page, tried as people use it. Without script everything works too."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.looking import DESK, PHONE, ROOT, sign_in

# What a test may not do for real: send a form (the page stays, to be looked at), call, come back from it, print.
STOP = """window.stopped = [];
window.addEventListener("submit", (event) => {
  window.stopped.push(event.defaultPrevented);
  event.preventDefault();
});"""
NO_CALL = """window.addEventListener("click", (event) => {
  if (event.target.closest("a[href^='tel:'], a[href^='sms:']")) event.preventDefault();
});"""
BACK_FROM_THE_CALL = "document.dispatchEvent(new Event('visibilitychange'))"
HELD_BACK = """() => new Promise((done) => {
  const asked = indexedDB.open("uu-field", 1);
  asked.onupgradeneeded = () => {
    asked.result.createObjectStore("vaults", { keyPath: "id" }).put({ id: "one" });
    for (const name of ["people", "outbox", "settings"]) {
      asked.result.createObjectStore(name, { keyPath: ["vault", "key"] }).createIndex("mark", ["vault", "mark"]);
    }
    for (const key of [1, 2]) asked.transaction.objectStore("outbox").put({ vault: "one", key, mark: 1 });
  };
  asked.onsuccess = () => { asked.result.close(); done(); };
})"""
NO_PAPER = "window.print = () => { window.printed = true; };"


@pytest.fixture
def counsellor(phone):
    return sign_in(phone, "vejleder")


@pytest.fixture
def card(counsellor):
    """Somebody of the counsellor's with a phone number."""
    counsellor.goto("/youths?show=all")
    counsellor.locator(".person:has(a[href^='tel:']) .person-name a").first.click()
    return counsellor


def test_every_script_has_a_test_with_its_name():
    told = re.findall(r"^def test_([a-z]+)_", Path(__file__).read_text(encoding="utf-8"), re.MULTILINE)
    assert {path.stem for path in (ROOT / "static" / "js").glob("*.js")} <= set(told)


def test_called_asks_on_return_whether_to_write_the_call_down(card):
    card.evaluate(NO_CALL)
    card.evaluate(BACK_FROM_THE_CALL)
    assert card.locator(".called").count() == 0
    card.locator(".actions a[href^='tel:']").click()
    card.evaluate(BACK_FROM_THE_CALL)
    assert card.locator(".called").is_visible()
    card.locator(".called button").click()
    assert card.locator(".called").count() == 0
    card.locator(".actions a[href^='sms:']").click()
    card.evaluate(BACK_FROM_THE_CALL)
    card.locator(".called a").click()
    card.wait_for_url(re.compile(r"/sessions/new\?kind=phone$"))
    assert card.locator("input[name=kind][value=phone]").is_checked()


def test_copy_puts_the_key_on_the_clipboard_without_its_spaces_and_says_so(open_page):
    page = sign_in(open_page(DESK, permissions=["clipboard-read", "clipboard-write"]), "leder")
    page.goto("/account/second-factor")
    key = page.locator("#key").inner_text()
    page.locator("[data-copy]").click()
    page.locator("[data-copy] + [role=status]", has_text="Kopieret").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == key.replace(" ", "")


def test_dirty_asks_before_what_is_half_written_is_left(counsellor):
    asked = []
    counsellor.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    counsellor.goto("/youths/new")
    counsellor.locator("input[name=first_name]").press_sequentially("Halv")
    counsellor.locator(".back").click()
    counsellor.wait_for_function("document.readyState === 'complete'")
    assert (asked, counsellor.input_value("input[name=first_name]")) == (["beforeunload"], "Halv")
    counsellor.fill("input[name=birth_on]", "2009-01-01")
    counsellor.locator("main .form-actions [type=submit]").click()
    counsellor.locator(".error-summary").wait_for()
    assert asked == ["beforeunload"]


def test_dirty_lets_one_go_who_wrote_nothing(counsellor):
    counsellor.on("dialog", lambda dialog: pytest.fail(dialog.type))
    counsellor.goto("/youths/new")
    counsellor.locator(".back").click()
    counsellor.wait_for_url(re.compile(r"/youths$"))


def test_once_sends_a_form_once_however_often_one_presses(card):
    card.evaluate(STOP)
    button = card.locator("form[action$='/attempts'] [type=submit]")
    button.dblclick()
    assert card.evaluate("window.stopped") == [False, True]
    assert button.get_attribute("aria-disabled") == "true"
    card.evaluate("window.dispatchEvent(new Event('pageshow'))")
    button.click()
    assert card.evaluate("window.stopped") == [False, True, False]


def test_print_opens_the_print_dialogue(open_page):
    page = sign_in(open_page(DESK), "leder")
    page.add_init_script(NO_PAPER)
    page.goto("/overview")
    page.locator("[data-print]").click()
    assert page.evaluate("window.printed")


def test_reveal_shows_a_question_only_with_the_status_that_asks_it_and_right_below_it(card):
    card.locator("a[href$='/status/new']").first.click()
    reason, begins = card.locator(".reveal:has([name=reason])"), card.locator(".reveal:has([name=starts_on])")
    reason.wait_for(state="hidden")
    card.locator("input[name=code][value=AFB]").check()
    assert (reason.is_visible(), begins.is_visible()) == (True, False)
    assert card.locator(".choice:has([value=AFB]) + .reveal [name=reason]").count() > 0
    card.locator("main .form-actions [type=submit]").click()
    card.locator(".error-summary").wait_for()
    card.locator("input[name=code][value=OPT]").check()
    assert (reason.is_visible(), begins.is_visible()) == (False, True)


def test_search_answers_while_one_types_and_keeps_the_name_out_of_the_address(counsellor):
    counsellor.goto("/youths?show=all")
    name = counsellor.locator(".person-name a").first.inner_text()
    counsellor.locator("input[name=q]").press_sequentially(name.split()[0], delay=20)
    counsellor.locator("#results .list-line", has_text="fundet").wait_for()
    assert counsellor.locator(".person-name a", has_text=name).count() > 0
    assert "q=" not in counsellor.url


def test_unsent_says_on_every_page_what_the_phone_holds_back(counsellor):
    assert not counsellor.locator("[data-unsent]").is_visible()
    counsellor.evaluate(HELD_BACK)
    counsellor.reload()
    counsellor.locator("[data-unsent]", has_text="2 ikke sendt").wait_for()


def test_chosen_brings_the_chosen_chip_into_sight(open_page):
    leader = sign_in(open_page(PHONE), "leder")
    leader.goto("/overview")
    leader.locator(".chips-scroll").first.get_by_role("link").last.click()
    expect(leader.locator(".chips-scroll [aria-current]").first).to_be_in_viewport(ratio=1)
