"""Mette and Noor wrote the same on two phones: the card shows both, and Mette chooses."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests import cast, people
from tests.field import Phone
from tests.web.filling import press
from uu import clock
from uu.domain import access, cards, followups, grants
from uu.models import Conflict, FollowUp
from uu.vocabulary import GrantReason, Role


@pytest.fixture
def noor(mette):
    return cast.staff("Noor", Role.COUNSELLOR, ("Mjølnerparken",))


@pytest.fixture
def clash(mette, noor, sami):
    """Noor calls him Sam, Mette Sammy, and both phones had the same card."""
    Phone(noor).send("edit_card", {"youth": sami.id, "nickname": "Sam", "phone": "+4520111111"}, version=sami.version)
    Phone(mette).send(
        "edit_card", {"youth": sami.id, "nickname": "Sammy", "phone": "+4520222222"}, version=sami.version
    )
    return Conflict.get()


def nickname(sami):
    return cards.of(people.now(sami)).identity.nickname


def test_the_card_shows_both_with_who_wrote_them_and_when(phone, clash, sami):
    page = phone.get(f"/youths/{sami.id}")
    assert "Two versions: choose what is right" in page.text
    assert "Sam (Noor, 23 Nov 2026" in page.text
    assert "Sammy (Mette, 23 Nov 2026" in page.text
    assert "20 22 22 22 (Mette" in page.text


def test_the_list_leads_to_it_until_somebody_has_chosen(phone, clash, sami):
    assert "Two versions, choose what is right:" in phone.get("/youths").text
    press(phone, f"/conflicts/{clash.id}", phone.get(f"/youths/{sami.id}"), keep_nickname="mine", keep_phone="theirs")
    assert "Two versions" not in phone.get("/youths").text


def test_what_is_chosen_stands_on_the_card(phone, clash, sami):
    card = f"/youths/{sami.id}"
    answer = press(phone, f"/conflicts/{clash.id}", phone.get(card), keep_nickname="mine", keep_phone="theirs")
    assert answer.location == card
    who = cards.of(people.now(sami)).identity
    assert (who.nickname, who.phone) == ("Sammy", "+4520111111")
    assert "Two versions" not in phone.get(card).text


def test_everything_is_chosen_or_nothing_is_saved(phone, clash, sami):
    path = f"/conflicts/{clash.id}"
    answer = press(phone, path, phone.get(path), keep_nickname="mine")
    assert (answer.status_code, nickname(sami)) == (422, "Sam")
    assert "Choose which one is right." in answer.text


def test_an_answer_that_is_none_changes_nothing(phone, clash, sami):
    path = f"/conflicts/{clash.id}"
    answer = press(phone, path, phone.get(path), keep_nickname="everybodys", keep_phone="mine")
    assert (answer.status_code, nickname(sami)) == (422, "Sam")


def test_who_comes_second_is_told_that_it_is_chosen(phone, clash, sami):
    path = f"/conflicts/{clash.id}"
    press(phone, path, phone.get(path), keep_nickname="mine", keep_phone="mine")
    answer = phone.get(path)
    assert answer.location == f"/youths/{sami.id}"
    assert "Somebody has chosen already." in phone.get(answer.location).text


def test_what_was_changed_once_more_is_shown_again(phone, clash, sami, noor):
    path = f"/conflicts/{clash.id}"
    page = phone.get(path)
    youth = access.visible_youth(noor, sami.id)
    Phone(noor).send("edit_card", {"youth": sami.id, "nickname": "Samuel"}, version=youth.version)
    answer = press(phone, path, page, keep_nickname="mine", keep_phone="mine")
    assert answer.location == path
    again = phone.get(path)
    assert "changed it once more" in again.text
    assert "Samuel (Noor" in again.text
    assert nickname(sami) == "Samuel"


def test_a_page_that_was_open_while_another_was_asked_again_asks_too(phone, clash, sami, noor, signed_in):
    path, mine = f"/conflicts/{clash.id}", {"keep_nickname": "mine", "keep_phone": "mine"}
    page = phone.get(path)
    youth = access.visible_youth(noor, sami.id)
    Phone(noor).send("edit_card", {"youth": sami.id, "nickname": "Samuel"}, version=youth.version)
    noors = signed_in(noor)
    assert press(noors, path, noors.get(path), **mine).location == path
    assert press(phone, path, page, **mine).location == path
    again = phone.get(path)
    assert "Nothing is saved yet" in again.text
    assert nickname(sami) == "Samuel"
    assert press(phone, path, again, **mine).location == f"/youths/{sami.id}"
    assert nickname(sami) == "Sammy"


def test_a_deadline_moved_twice_is_chosen_beside_what_was_agreed(phone, mette, noor, sami):
    due, today = followups.add_followup(mette, sami, sami.id, "Ring til skolen", clock.today()), clock.today()
    for who, days in ((noor, 3), (mette, 5)):
        moved = {"followup": due.id, "due_on": today + timedelta(days)}
        Phone(who).send("move_followup", moved, version=due.version)
    card = phone.get(f"/youths/{sami.id}")
    assert "Ring til skolen: The same was written twice" in card.text
    assert "28 November 2026 (Mette" in card.text
    press(phone, f"/conflicts/{Conflict.get().id}", card, keep_due_on="mine")
    assert FollowUp.get_by_id(due.id).due_on == today + timedelta(5)


def test_a_deadline_that_passed_meanwhile_is_refused_with_words(phone, mette, noor, sami):
    due, today = followups.add_followup(mette, sami, sami.id, "Ring", clock.today()), clock.today()
    for who, days in ((noor, 3), (mette, 5)):
        Phone(who).send("move_followup", {"followup": due.id, "due_on": today + timedelta(days)}, version=due.version)
    path = f"/conflicts/{Conflict.get().id}"
    page = phone.get(path)
    followups.finish(mette, FollowUp.get_by_id(due.id))
    answer = press(phone, path, page, keep_due_on="mine")
    assert answer.status_code == 422
    assert "The follow-up is closed. Reopen it first." in answer.text


def test_a_leader_with_a_reason_reads_both_and_chooses_nothing(signed_in, clash, sami):
    lone = cast.lone()
    grants.request_grant(lone, uuid4(), sami.id, GrantReason.COMPLAINT, "En klage over mødet")
    card = signed_in(lone).get(f"/youths/{sami.id}", headers={"Accept-Language": "en"})
    assert "Sam (Noor" in card.text
    assert "The counsellor chooses." in card.text
    assert f"/conflicts/{clash.id}" not in card.text


def test_who_may_not_see_the_young_person_finds_no_conflict(signed_in, phone, clash):
    own = phone.get(f"/conflicts/{clash.id}")
    for somebody in (cast.karim(), cast.lone(), cast.anton()):
        other = signed_in(somebody)
        assert other.get(f"/conflicts/{clash.id}").status_code == 404
        assert press(other, f"/conflicts/{clash.id}", own, keep_nickname="mine", keep_phone="mine").status_code == 404
    assert Conflict.get().resolved_at is None
