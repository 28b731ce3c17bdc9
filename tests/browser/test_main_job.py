"""The main job as it is done: a counsellor meets somebody in the street, and the leader sees the figures move."""

import re

import pytest

from tests.browser.looking import DESK, PHONE, axe, picture, sideways, sign_in

BUCKETS = ("reached", "on_the_way", "at_risk", "unknown")


class Taps:
    """A counsellor's thumb, which counts what it does."""

    def __init__(self, page):
        self.page, self.n = page, 0

    def tap(self, selector):
        self.page.locator(selector).first.click()
        self.n += 1

    def choose(self, name, value):
        self.page.locator(f"input[name={name}][value={value}]").check(force=True)
        self.n += 1


def figures(desk):
    """The four buckets and the sessions of the last four weeks, as the leader's page shows them."""
    desk.goto("/overview")
    shown = [re.sub(r"\D", "", text) for text in desk.locator(".key-figures .key-value").all_inner_texts()]
    sessions = desk.locator("#groups dd").first.inner_text()
    return dict(zip((*BUCKETS, "sessions"), map(int, (*shown, re.sub(r"\D", "", sessions))), strict=True))


def moved(before, after):
    return {name: after[name] - before[name] for name in before if after[name] != before[name]}


def register(phone, name):
    phone.goto("/youths/new")
    phone.fill("input[name=first_name]", name)
    phone.fill("input[name=said_age]", "18")
    phone.select_option("select[name=area]", label="Mjølnerparken")
    phone.select_option("select[name=code]", value="OPV")
    taps = Taps(phone)
    taps.choose("origin", "street")
    taps.choose("informed", "yes")
    taps.tap("main .form-actions [type=submit]")
    phone.wait_for_url(re.compile(r"/youths/[0-9a-f-]{36}"))


@pytest.fixture
def leader(open_page):
    return sign_in(open_page(DESK), "leder")


@pytest.fixture
def counsellor(phone):
    return sign_in(phone, "vejleder")


def test_what_the_counsellor_does_moves_the_leaders_figures_by_exactly_that(counsellor, leader):
    before = figures(leader)
    register(counsellor, "Prøve Ungersen")
    registered = figures(leader)
    assert moved(before, registered) == {"at_risk": 1}

    counsellor.locator("a[href$='/sessions/new']").first.click()
    counsellor.fill("textarea[name=note]", "Gik en tur om søen.")
    counsellor.locator("main .form-actions [type=submit]").click()
    counsellor.wait_for_url(re.compile(r"/youths/[0-9a-f-]{36}$"))
    assert "Gik en tur om søen." in counsellor.inner_text("main")
    walked = figures(leader)
    assert moved(registered, walked) == {"sessions": 1}

    counsellor.locator("a[href$='/status/new']").first.click()
    counsellor.locator("input[name=code][value=FGU]").check(force=True)
    counsellor.locator("main .form-actions [type=submit]").click()
    counsellor.wait_for_url(re.compile(r"/youths/[0-9a-f-]{36}$"))
    assert moved(walked, figures(leader)) == {"at_risk": -1, "on_the_way": 1}
    picture(counsellor, "journey-card")


def test_from_list_to_saved_session_in_at_most_five_taps(counsellor):
    counsellor.goto("/youths")
    taps = Taps(counsellor)
    taps.tap("ul.people .person a[href^='/youths/']")
    taps.tap("a[href$='/sessions/new']")
    taps.choose("topics", "choice")
    taps.tap("main .form-actions [type=submit]")
    counsellor.wait_for_url(re.compile(r"/youths/[0-9a-f-]{36}$"))
    assert taps.n <= 5


def test_an_attempt_in_two_taps_from_the_card(counsellor):
    counsellor.goto("/youths")
    counsellor.locator("ul.people .person a[href^='/youths/']").first.click()
    before = counsellor.locator(".timeline .entry").count()
    counsellor.locator("form[action$='/attempts'] [type=submit]").first.click()
    counsellor.wait_for_load_state()
    assert counsellor.locator(".timeline .entry").count() == before + 1


def test_everything_works_without_script(open_page):
    page = sign_in(open_page(PHONE, java_script_enabled=False), "vejleder")
    register(page, "Uden Script")
    page.goto("/youths?q=Uden")
    assert "Uden" in page.inner_text("#results")


ROLES = ("vejleder", "leder", "helhedsplan", "admin", "dpo")
# Pages that a link would open for every person, area or day look alike: one of each kind is enough.
ALIKE = ((r"[0-9a-f]{8}-[0-9a-f-]{27}", "one"), (r"\?.*", ""), (r"/buckets/\w+", "/buckets/one"))
LEAVES = ("/logout", "/language/", ".csv", ".xlsx")


def kind(path):
    for pattern, instead in ALIKE:
        path = re.sub(pattern, instead, path)
    return path


# What looks the same to everybody is looked at once.
EVERYBODYS = ("/accessibility", "/account", "/devices", "/field", "/privacy")


def walk(page, role):
    """Stand on every kind of page the links lead to, found as a curious user would; its kind and address."""
    waiting, seen = ["/"], {"/"}
    while waiting:
        page.goto(waiting.pop())
        here = re.sub(r"https?://[^/]+", "", page.url)
        links = page.eval_on_selector_all("a[href^='/']", "links => links.map(link => link.getAttribute('href'))")
        if role == ROLES[0] or not here.startswith(EVERYBODYS):
            yield kind(here), here
        for link in links:
            if kind(link) not in seen and not any(word in link for word in LEAVES):
                seen.add(kind(link))
                waiting.append(link)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("role", ROLES)
def test_every_page_of_every_role_is_accessible_on_phone_and_desk(open_page, role):
    page, faults = sign_in(open_page(PHONE), role), []
    for name, path in walk(page, role):
        for screen, size, scheme in (("phone", PHONE, "light"), ("desk", DESK, "dark")):
            page.set_viewport_size(size)
            page.emulate_media(color_scheme=scheme)
            picture(page, f"{role}{name.replace('/', '-')}-{screen}-{scheme}")
            faults += [f"{screen} {path}: {fault}" for fault in axe(page)]
            if sideways(page):
                faults.append(f"{screen} {path} scrolls sideways")
    assert not faults, "\n".join(faults)
