"""Registering on the pages: what is typed is kept, and nobody is registered twice by accident."""

import re

import pytest

from tests import cast
from tests.newcomers import sami
from uu.domain import youths
from uu.models import StatusEvent, Youth

CARD = {
    "first_name": "Abdisalam", "last_name": "Nur", "nickname": "Sami", "birth_on": "12-03-2009", "phone": "20 12 34 56",
    "origin": "street", "informed": "not_yet", "code": "AFB", "reason": "money_or_job", "observed_on": "2026-11-20",
    "source": "youth",
}  # fmt: skip

NOWHERE = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def browser(signed_in, mette):
    return signed_in(mette)


def hidden(page, name):
    return re.search(rf'name="{name}"[^>]* value="([^"]+)"', page.text)[1]


def filled(browser, **more):
    """The form as Mette fills it, from a page she just opened."""
    page = browser.get("/youths/new")
    names = ("csrf_token", "id", "status_id")
    form = CARD | {name: hidden(page, name) for name in names} | {"area": str(cast.area("Mjølnerparken"))} | more
    return {name: value for name, value in form.items() if value is not None}


def register(browser, **more):
    return browser.post("/youths/new", data=filled(browser, **more))


def test_mette_registers_sami_and_sees_the_card(browser, mette):
    answer = register(browser)
    youth = Youth.get()
    assert (answer.status_code, answer.location) == (303, f"/youths/{youth.id}")
    assert (youth.counsellor, youth.status, youth.area_id) == (mette, "AFB", cast.area("Mjølnerparken"))
    page = browser.get(answer.location)
    assert "Sami" in page.text
    assert "20 12 34 56" in page.text


def test_the_cookie_holds_no_name_of_who_was_registered(browser):
    register(browser)
    with browser.session_transaction() as session:
        assert session["_flashes"]
        assert not [word for word in ("Sami", "Abdisalam", "Nur") if word in str(session)]


def test_only_the_said_age_is_enough(browser):
    assert register(browser, birth_on="", said_age="17").status_code == 303
    assert Youth.get().said_age == 17


def test_the_same_form_sent_twice_makes_one_record(browser):
    form = filled(browser)
    answers = [browser.post("/youths/new", data=form) for _ in range(2)]
    assert [answer.location for answer in answers] == [f"/youths/{Youth.get().id}"] * 2
    assert StatusEvent.select().count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("first_name", ""), ("first_name", "x" * 81), ("first_name", "Sa\x00mi"), ("last_name", "\u202enuR"),
        ("birth_on", "31-02-2009"), ("birth_on", "2027-01-01"), ("birth_on", "12-03-1990"), ("birth_on", "10-01-2012"),
        ("said_age", "sytten"), ("phone", "123"), ("cpr", "12345"), ("area", NOWHERE), ("area", ""),
        ("code", "YYY"), ("code", ""), ("reason", ""), ("observed_on", "2027-01-01"), ("observed_on", ""),
        ("source", "system"), ("origin", "moon"), ("origin", ""), ("informed", ""),
    ],
)  # fmt: skip
def test_bad_input_says_so_on_its_field_keeps_the_rest_and_saves_nothing(browser, field, value):
    answer = register(browser, **{field: value})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert field == "last_name" or 'value="Nur"' in answer.text
    assert not Youth.select().exists()


def test_everything_that_is_wrong_is_said_at_once(browser):
    wrong = {"first_name": "", "birth_on": "12-03-1990", "phone": "123", "reason": "", "observed_on": "2027-01-01"}
    answer = register(browser, **wrong)
    assert [field for field in wrong if f'id="{field}-error"' not in answer.text] == []


@pytest.mark.parametrize(("code", "field"), [("OPT", "starts_on"), ("ORL", "returns_on")])
def test_a_day_that_a_status_expects_is_asked_for_where_it_is_written(browser, code, field):
    assert f'id="{field}-error"' in register(browser, code=code).text


def test_names_of_any_script_and_emoji_are_names(browser):
    register(browser, first_name="Şükrü 🌟", last_name="عبد الله")
    assert "Şükrü 🌟 عبد الله" in browser.get(f"/youths/{Youth.get().id}").text


@pytest.mark.parametrize("form_id", ["", "7", "x" * 36])
def test_a_meddled_id_is_refused(browser, form_id):
    assert register(browser, id=form_id).status_code == 422


def test_a_stale_token_keeps_what_was_typed(browser):
    answer = register(browser, csrf_token="old")
    assert answer.status_code == 422
    assert 'value="Abdisalam"' in answer.text
    assert not Youth.select().exists()


def test_somebody_alike_is_shown_before_anything_is_saved(browser, mette):
    known = youths.register_youth(mette, sami())
    answer = register(browser)
    assert answer.status_code == 200
    assert f'href="/youths/{known.id}"' in answer.text
    assert Youth.select().count() == 1


def test_going_on_registers_and_changing_gives_the_form_back(browser, mette):
    youths.register_youth(mette, sami())
    form = filled(browser)
    typed = browser.post("/youths/new", data=form | {"change": "yes"})
    assert (typed.status_code, 'value="Abdisalam"' in typed.text, Youth.select().count()) == (200, True, 1)
    assert browser.post("/youths/new", data=form | {"anyway": "yes"}).status_code == 303
    assert Youth.select().count() == 2


def test_of_a_colleagues_person_nothing_is_shown_but_whom_to_ask(browser):
    karim = cast.karim()
    youths.register_youth(karim, sami(area=cast.area("Tingbjerg")))
    answer = register(browser, first_name="Omar", last_name="Ali", nickname="", birth_on="01-05-2005")
    assert Youth.select().count() == 1
    assert not [word for word in ("Sami", "Abdisalam", "Karim", "Tingbjerg") if word in answer.text]
    assert "alert-warning" in answer.text
    assert "/youths/" + str(Youth.get().id) not in answer.text


def test_an_odd_cpr_number_is_saved_with_a_hint(browser):
    answer = register(browser, cpr="720309-4234", birth_on="13-03-2009")
    assert answer.status_code == 303
    assert "alert-warning" in browser.get(answer.location).text


def test_a_leader_registers_nobody(signed_in, db):
    assert signed_in(cast.lone()).get("/youths/new").status_code == 403
