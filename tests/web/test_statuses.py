"""A new status, and the correction of a mistake, as a counsellor tells them."""

import pytest

from tests import cast, people
from tests.web.filling import filled, press
from uu.domain import statuses
from uu.models import StatusEvent
from uu.vocabulary import DropOutReason, StatusSource


def new(youth):
    return f"/youths/{youth.id}/status/new"


def correct(youth, event):
    return f"/youths/{youth.id}/status/{event.id}/correct"


def test_a_status_is_told(phone, sami):
    answer = filled(
        phone, new(sami), code="AFB", reason="wellbeing", source="school", observed_on="2026-11-20", note="?"
    )
    assert (answer.status_code, answer.location) == (303, f"/youths/{sami.id}")
    event = StatusEvent.get(StatusEvent.status == "AFB")
    assert (event.reason, event.source) == (DropOutReason.WELLBEING, StatusSource.SCHOOL)
    assert people.now(sami).status == "GYM"


def test_the_statuses_stand_under_their_buckets(phone, sami):
    text = phone.get(new(sami)).text
    at_risk = text[text.index("Needs effort") : text.index("Not counted")]
    assert "Dropped out" in at_risk
    assert "Turned 25" not in text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Choose the young person&#39;s education status."),
        ({"code": "XYZ"}, "Choose one of the options"),
        ({"code": "OPV", "observed_on": "2026-11-24"}, "The date is in the future."),
        ({"code": "OPV", "observed_on": "31-02-2026"}, "Write a date that exists"),
        ({"code": "OPV", "observed_on": ""}, "Write since when the status holds."),
        ({"code": "AFB"}, "Choose why the education stopped."),
        ({"code": "UUD"}, "Tick that you have seen the documents."),
        ({"code": "OPT"}, "Write the day on which the education begins."),
        ({"code": "ORL"}, "Write the day on which the young person is expected back."),
        ({"code": "OPV", "source": "system"}, "Choose one of the options"),
        ({"code": "OPV", "note": "660101-1234"}, "CPR number"),
        ({"code": "OPV", "note": "o" * 1001}, "Write at most 1000 characters."),
        ({"code": "OPV", "note": "gem\x00t"}, "Remove the invisible characters"),
        ({"code": "OPV", "id": "again"}, "Load the page anew"),
    ],
)
def test_bad_input_is_said_on_its_field(phone, sami, typed, sentence):
    answer = filled(phone, new(sami), **typed)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert StatusEvent.select().count() == 1


def test_everything_that_is_wrong_is_said_at_once(phone, sami):
    answer = filled(phone, new(sami), code="AFB", observed_on="2026-11-24", note="660101-1234")
    assert all(f'id="{field}-error"' in answer.text for field in ("reason", "observed_on", "note"))


def test_a_sensitive_note_is_asked_about_once(phone, sami):
    first = filled(phone, new(sami), code="MID", note="Er indlagt på psykiatrisk afdeling")
    assert (first.status_code, StatusEvent.select().count()) == (422, 1)
    assert press(phone, new(sami), first, anyway="yes").status_code == 303


def test_the_same_form_twice_is_one_status(phone, sami):
    page = phone.get(new(sami))
    for _twice in range(2):
        assert press(phone, new(sami), page, code="OPV").status_code == 303
    assert StatusEvent.select().count() == 2


def test_a_correction_starts_from_the_mistake_and_replaces_it(phone, mette, sami):
    mistake = statuses.change_status(mette, sami, people.given("AFB", reason=DropOutReason.MOVED))
    page = phone.get(correct(sami, mistake))
    assert "You are correcting a mistake" in page.text
    assert press(phone, correct(sami, mistake), page, code="FGU").status_code == 303
    assert people.now(sami).status == "FGU"
    again = filled(phone, correct(sami, mistake), code="OPV")
    assert (again.status_code, "corrected already" in again.text) == (422, True)


def test_another_areas_history_does_not_exist(signed_in, mette, sami, phone):
    event, aya = StatusEvent.get(), people.youth(mette, "Aya")
    karim = signed_in(cast.karim())
    assert [karim.get(path).status_code for path in (new(sami), correct(sami, event))] == [404, 404]
    assert phone.get(correct(aya, event)).status_code == 404
