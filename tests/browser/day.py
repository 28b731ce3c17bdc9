"""What one counsellor does on a phone between the morning's signal and the evening's."""

from playwright.sync_api import Page

from tests.browser.field import FieldPhone
from uu.vocabulary import AuditAct

WALK = "Vi gik langs Utterslev Mose og talte om værkstedet."
TALK = "De to vil på åbent hus sammen på torsdag."
STEP = "Ring til skolen om et besøg"
PLACE = "Find en plads i haven"
TYPED = ("Zafirah", "Kvikkeline", WALK, TALK, STEP, PLACE)
ACTS = {
    "register_youth": AuditAct.YOUTH_REGISTERED, "edit_card": AuditAct.YOUTH_CHANGED,
    "record_session": AuditAct.SESSION_RECORDED, "record_attempt": AuditAct.SESSION_RECORDED,
    "change_status": AuditAct.STATUS_CHANGED, "correct_status": AuditAct.STATUS_CORRECTED,
    "add_followup": AuditAct.FOLLOWUP_ADDED, "move_followup": AuditAct.FOLLOWUP_MOVED,
    "finish_followup": AuditAct.FOLLOWUP_DONE, "drop_followup": AuditAct.FOLLOWUP_DROPPED,
}  # fmt: skip
DAY = [
    "register_youth", "record_session", "record_attempt", "change_status", "add_followup", "move_followup",
    "finish_followup", "add_followup", "drop_followup", "edit_card", "record_session", "correct_status",
    "record_attempt", "change_status", "record_session", "record_attempt",
]  # fmt: skip


class Day:
    """Sixteen acts of ten kinds on five young people; each is saved before the next begins."""

    def __init__(self, phone: FieldPhone) -> None:
        self.phone, self.page = phone, phone.page
        self.done = 0

    def work(self) -> str:
        """All of DAY; gives the card of the last one."""
        first, second, third, fourth = self.four()
        self.meet()
        self.plan(first)
        self.walk(first, second)
        self.correct(second)
        self.set_off(third)
        self.attempt(fourth)
        return fourth

    def four(self) -> list[str]:
        """The cards of the first four on the list."""
        self.phone.open()
        self.page.locator("[data-do=show][data-value=all]").click()
        links = self.page.locator(".person-name a")
        links.nth(4).wait_for()
        return [str(links.nth(place).get_attribute("href"))[1:] for place in range(4)]

    def meet(self) -> None:
        """Somebody in the street, with all that follows from it."""
        self.phone.register("Zafirah")
        self.saved()
        card = self.page.url.partition("#")[2]
        self.at(f"{card}/session").fill("[name=note]", WALK)
        self.save()
        self.attempt(card)
        self.status(f"{card}/status")
        self.follow_up(card, STEP)
        self.on(STEP, "a[href$='/move']")
        self.page.locator("main [name=deadline]").nth(2).check(force=True)
        self.save()
        self.on(STEP, "[data-do=done]")
        self.saved()

    def plan(self, card: str) -> None:
        """Something to do that is given up again, and another nickname."""
        self.follow_up(card, PLACE)
        self.on(PLACE, "a[href$='/drop']")
        self.page.locator("main [name=reason]").first.check(force=True)
        self.save()
        self.at(f"{card}/edit").fill("[name=nickname]", "Kvikkeline")
        self.save()

    def walk(self, card: str, other: str) -> None:
        """A session with two."""
        name = self.at(f"{other}/edit").input_value("[name=first_name]")
        page = self.at(f"{card}/session")
        page.fill("[name=note]", TALK)
        page.locator("details:has([name=find]) > summary").click()
        page.fill("[name=find]", name)
        page.locator(f'[name=more][value="{other.rpartition("/")[2]}"]').check(force=True)
        self.save()

    def correct(self, card: str) -> None:
        """The newest status was another one."""
        link = self.at(card).locator("a[href*='/status/']").first
        self.status(str(link.get_attribute("href"))[1:])

    def set_off(self, card: str) -> None:
        """Not reached, then heard of, then met, with a next step."""
        self.attempt(card)
        self.status(f"{card}/status")
        self.at(f"{card}/session").fill("[name=next_step]", "Kom forbi på tirsdag")
        self.save()

    def attempt(self, card: str) -> None:
        self.at(card).locator("[data-do=attempt]").click()
        self.saved()

    def status(self, path: str) -> None:
        """FGU, or what comes before it in the list for who is there already."""
        page = self.at(path)
        has_it = page.locator("main [name=code][value=FGU]").is_checked()
        page.locator(f"main [name=code][value={'GYM' if has_it else 'FGU'}]").check(force=True)
        self.save()

    def follow_up(self, card: str, text: str) -> None:
        self.at(f"{card}/followup").fill("[name=text]", text)
        self.save()

    def on(self, step: str, what: str) -> None:
        """Press what stands beside a next step."""
        self.page.locator("main .row", has_text=step).locator(what).click()

    def at(self, path: str) -> Page:
        self.phone.open(path)
        return self.page

    def save(self) -> None:
        self.phone.save()
        self.saved()
        # The form makes room a moment after the outbox has what stood in it.
        self.page.locator("main .form-actions").wait_for(state="detached")

    def saved(self) -> None:
        """The phone says so."""
        self.done += 1
        self.phone.expect_unsent(self.done)
