"""Writing on the card, two at once, moving, protecting, handing over and the whole CPR number, on the pages."""

from dataclasses import replace
from datetime import date

import pytest

from tests import cast
from tests.newcomers import SAMI, sami
from tests.pages import without_chance
from tests.web.filling import filled, press
from uu.domain import identity, youths
from uu.models import AreaStay, AuditEntry, Youth
from uu.vocabulary import AuditAct

NOWHERE = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def youth(mette):
    return youths.register_youth(mette, sami())


@pytest.fixture
def browser(signed_in, mette):
    return signed_in(mette)


@pytest.fixture
def colleague(signed_in, mette):
    """Noor's browser; she counsels in the same area."""
    return signed_in(cast.staff("Noor", mette.role, ("Mjølnerparken",)))


def to(youth, what):
    return f"/youths/{youth.id}/{what}"


def stored():
    youth = Youth.get()
    return identity.read(youth.id, youth.sealed)


def acts(act):
    return AuditEntry.select().where(AuditEntry.act == act).count()


def test_what_is_not_touched_stays_the_cpr_number_too(browser, youth):
    answer = filled(browser, to(youth, "edit"), nickname="Samo", contacts="Mor: Amina")
    assert (answer.status_code, answer.location) == (303, f"/youths/{youth.id}")
    assert stored() == replace(SAMI, nickname="Samo", contacts="Mor: Amina")


def test_the_number_is_never_on_the_edit_page_and_is_removed_by_a_tick(browser, youth):
    page = browser.get(to(youth, "edit"))
    assert "720309-••••" in page.text
    assert "4234" not in without_chance(page.text)
    press(browser, to(youth, "edit"), page, cpr_removed="y")
    assert stored().cpr == ""


def test_the_said_age_is_asked_about_until_there_is_a_birth_date(browser, mette):
    youth = youths.register_youth(mette, sami(birth_on=None, said_age=17))
    assert 'name="said_age"' in browser.get(to(youth, "edit")).text
    filled(browser, to(youth, "edit"), birth_on="2009-03-12")
    assert (Youth.get().birth_on, Youth.get().said_age) == (date(2009, 3, 12), None)
    assert 'name="said_age"' not in browser.get(to(youth, "edit")).text


def test_a_birth_date_that_is_emptied_does_not_stay_in_silence(browser, youth):
    answer = filled(browser, to(youth, "edit"), birth_on="")
    assert (answer.status_code, 'name="said_age"' in answer.text) == (422, True)
    assert press(browser, to(youth, "edit"), answer, birth_on="", said_age="18").status_code == 303
    assert Youth.get().said_age == 18


def test_opening_the_form_is_logged_as_reading(browser, youth):
    browser.get(to(youth, "edit"))
    assert acts(AuditAct.YOUTH_READ) == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [("first_name", ""), ("phone", "12"), ("cpr", "123"), ("birth_on", "2020-01-01"), ("contacts", "120385-1234")],
)
def test_bad_input_is_refused_on_its_field(browser, youth, field, value):
    answer = filled(browser, to(youth, "edit"), **{field: value})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert stored() == SAMI


def test_everything_that_is_wrong_is_said_at_once(browser, youth):
    wrong = {"first_name": "", "birth_on": "2020-01-01", "phone": "12", "contacts": "120385-1234"}
    answer = filled(browser, to(youth, "edit"), **wrong)
    assert [field for field in wrong if f'id="{field}-error"' not in answer.text] == []


def test_without_a_version_nothing_is_written(browser, youth):
    assert filled(browser, to(youth, "edit"), version="one", nickname="Samo").status_code == 422
    assert stored() == SAMI


def test_sensitive_words_among_the_contacts_are_asked_about_once(browser, youth):
    asked = filled(browser, to(youth, "edit"), contacts="Mor er indlagt på psykiatrisk")
    assert (asked.status_code, stored().contacts) == (422, "")
    assert press(browser, to(youth, "edit"), asked, anyway="yes").status_code == 303
    assert stored().contacts == "Mor er indlagt på psykiatrisk"


def test_two_who_change_different_fields_both_get_their_way(browser, colleague, youth):
    page = browser.get(to(youth, "edit"))
    filled(colleague, to(youth, "edit"), email="sami@example.org")
    press(browser, to(youth, "edit"), page, nickname="Samo")
    assert stored() == replace(SAMI, nickname="Samo", email="sami@example.org")


def clash(browser, colleague, youth):
    """Mette and Noor both write a new phone number; Mette saves last, with a new nickname too."""
    page = browser.get(to(youth, "edit"))
    filled(colleague, to(youth, "edit"), phone="41 42 43 44")
    return press(browser, to(youth, "edit"), page, phone="31 22 33 44", nickname="Samo")


def test_the_same_field_changed_twice_shows_both_values_and_whose_they_are(browser, colleague, youth):
    answer = clash(browser, colleague, youth)
    assert answer.status_code == 409
    assert all(text in answer.text for text in ("41 42 43 44", "31 22 33 44", "Noor"))
    assert stored() == replace(SAMI, phone="+4541424344")


@pytest.mark.parametrize(("kept", "phone"), [("mine", "+4531223344"), ("theirs", "+4541424344")])
def test_the_chosen_value_is_saved_with_the_rest(browser, colleague, youth, kept, phone):
    answer = press(browser, to(youth, "edit"), clash(browser, colleague, youth), keep_phone=kept)
    assert answer.status_code == 303
    assert stored() == replace(SAMI, phone=phone, nickname="Samo")


def test_without_a_choice_one_is_asked_again(browser, colleague, youth):
    page = clash(browser, colleague, youth)
    assert press(browser, to(youth, "edit"), page).status_code == 409


def test_a_colleague_who_writes_while_one_chooses_is_asked_about_too(browser, colleague, youth):
    page = clash(browser, colleague, youth)
    filled(colleague, to(youth, "edit"), phone="51 52 53 54")
    answer = press(browser, to(youth, "edit"), page, keep_phone="mine")
    assert (answer.status_code, "51 52 53 54" in answer.text) == (409, True)


def test_a_clash_shows_no_cpr_number(browser, colleague, youth):
    page = browser.get(to(youth, "edit"))
    filled(colleague, to(youth, "edit"), cpr="720309-4242")
    answer = press(browser, to(youth, "edit"), page, cpr_removed="y")
    assert (answer.status_code, "4242" in answer.text) == (409, False)


def test_a_move_is_saved_once_with_its_day(browser, youth, at):
    at("2026-11-23 10:05")
    page = browser.get(to(youth, "moves/new"))
    for _ in range(2):
        answer = press(browser, to(youth, "moves/new"), page, area=str(cast.area("Tingbjerg")))
        assert answer.status_code == 303
    assert [stay.since for stay in AreaStay.select()] == [date(2026, 11, 23)] * 2
    assert Youth.get().area_id == cast.area("Tingbjerg")


@pytest.mark.parametrize(("field", "value"), [("area", ""), ("area", NOWHERE), ("since", "2026-12-24")])
def test_a_move_to_nowhere_or_tomorrow_is_refused(browser, youth, field, value):
    typed = {"area": str(cast.area("Tingbjerg")), field: value}
    answer = filled(browser, to(youth, "moves/new"), **typed)
    assert (answer.status_code, f'id="{field}-error"' in answer.text) == (422, True)
    assert AreaStay.select().count() == 1


def test_protection_goes_on_and_off(browser, youth):
    for typed, protected in (({"protected": "y"}, True), ({"protected": []}, False)):
        assert filled(browser, to(youth, "protection"), **typed).location == f"/youths/{youth.id}"
        assert Youth.get().address_protected is protected


def test_who_protects_a_colleagues_person_is_led_to_the_list(colleague, youth):
    assert filled(colleague, to(youth, "protection"), protected="y").location == "/youths"
    assert colleague.get(to(youth, "edit")).status_code == 404


def test_handing_over_to_a_colleague(browser, youth):
    karim = cast.karim()
    assert filled(browser, to(youth, "handover"), to=str(karim.id)).status_code == 303
    assert Youth.get().counsellor == karim


@pytest.mark.parametrize("taker", ["", NOWHERE])
def test_handing_over_to_nobody_is_refused(browser, youth, taker):
    assert filled(browser, to(youth, "handover"), to=taker).status_code == 422


def test_the_whole_number_is_shown_once_for_a_purpose_and_kept_nowhere(browser, youth):
    page = browser.get(to(youth, "cpr"))
    assert "4234" not in without_chance(page.text)
    answer = press(browser, to(youth, "cpr"), page, purpose="application")
    assert (answer.status_code, "720309-4234" in answer.text) == (200, True)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "4234" not in browser.get(to(youth, "cpr")).text
    assert acts(AuditAct.CPR_REVEALED) == 1


@pytest.mark.parametrize("purpose", ["", "curiosity"])
def test_without_a_purpose_of_the_list_no_number_is_shown(browser, youth, purpose):
    answer = filled(browser, to(youth, "cpr"), purpose=purpose)
    assert (answer.status_code, "4234" in answer.text, acts(AuditAct.CPR_REVEALED)) == (422, False, 0)


def test_at_18_the_contacts_are_asked_about_until_confirmed(signed_in, mette, at):
    youth = youths.register_youth(mette, sami(identity=replace(SAMI, contacts="Mor: Amina")))
    at("2027-03-12 10:00")
    browser = signed_in(mette)
    where = f'action="/youths/{youth.id}/contacts/confirmation"'
    page = browser.get(to(youth, "edit"))
    assert where in page.text
    press(browser, to(youth, "contacts/confirmation"), page, only=("csrf_token",))
    assert where not in browser.get(to(youth, "edit")).text


@pytest.mark.parametrize("what", ["edit", "moves/new", "protection", "handover", "cpr"])
def test_somebody_elses_person_is_not_there(signed_in, youth, what):
    karim, lone = signed_in(cast.karim()), signed_in(cast.lone())
    for stranger in (karim, lone):
        assert stranger.get(to(youth, what)).status_code == 404
        assert stranger.post(to(youth, what)).status_code == 404
