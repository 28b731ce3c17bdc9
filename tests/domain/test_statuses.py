"""Statuses are only ever added; a correction replaces a mistake, and both stay to be seen."""

from dataclasses import replace
from datetime import date

import pytest

from tests import cast, people
from tests.people import given
from uu.domain import statuses
from uu.domain.errors import InvalidError, NotVisibleError
from uu.models import AuditEntry, Status, StatusEvent
from uu.vocabulary import AuditAct, DropOutReason


def test_a_status_moves_the_person_and_is_logged(db):
    mette = cast.mette()
    sami = people.youth(mette)

    event = statuses.change_status(mette, sami, given("OPV"))

    assert (people.now(sami).status, people.now(sami).status_on, people.now(sami).closed) == (
        "OPV",
        date(2026, 11, 23),
        False,
    )
    entry = AuditEntry.get(AuditEntry.act == AuditAct.STATUS_CHANGED)
    assert (entry.actor, entry.object_id) == (mette.id, str(event.id))


def test_an_older_observation_leaves_todays_status(db):
    mette = cast.mette()
    sami = people.youth(mette, status="GYM")
    statuses.change_status(mette, sami, given("K10", date(2026, 6, 1)))
    assert people.now(sami).status == "GYM"
    assert [past.word.code for past in statuses.history(sami)] == ["GYM", "K10"]


def test_moving_away_closes_and_coming_back_opens(db, at):
    mette = cast.mette()
    sami = people.youth(mette)
    at("2026-11-24 10:00")
    statuses.change_status(mette, sami, given("FLY"))
    assert people.now(sami).closed
    at("2026-11-25 10:00")
    statuses.change_status(mette, sami, given("OPV"))
    assert not people.now(sami).closed


def test_a_correction_replaces_and_both_stay_visible(db, at):
    mette = cast.mette()
    sami = people.youth(mette, status="GYM")
    at("2026-11-23 11:00")
    mistake = statuses.change_status(mette, sami, given("FLY"))
    statuses.change_status(mette, sami, given("FGU"), replaces=mistake.id)
    assert (people.now(sami).status, people.now(sami).closed) == ("FGU", False)
    shown = {past.word.code: past.replaced for past in statuses.history(sami)}
    assert shown == {"FGU": False, "FLY": True, "GYM": False}
    assert AuditEntry.select().where(AuditEntry.act == AuditAct.STATUS_CORRECTED).count() == 1


def test_a_mistake_is_corrected_once(db):
    mette = cast.mette()
    sami = people.youth(mette)
    mistake = statuses.change_status(mette, sami, given("FLY"))
    statuses.change_status(mette, sami, given("FGU"), replaces=mistake.id)
    with pytest.raises(InvalidError, match="corrected already"):
        statuses.change_status(mette, sami, given("OPV"), replaces=mistake.id)


def test_nobody_corrects_another_persons_history(db):
    mette = cast.mette()
    sami, aya = people.youth(mette), people.youth(mette, "Aya")
    hers = StatusEvent.get(StatusEvent.youth == aya.id)
    with pytest.raises(NotVisibleError):
        statuses.change_status(mette, sami, given("OPV"), replaces=hers.id)


def test_the_same_form_twice_is_one_event(db):
    mette = cast.mette()
    sami, form = people.youth(mette), given("OPV")
    first = statuses.change_status(mette, sami, form)
    assert statuses.change_status(mette, sami, form).id == first.id
    assert StatusEvent.select().where(StatusEvent.youth == sami.id).count() == 2


def test_a_forms_id_is_for_one_person_and_one_counsellor(db):
    mette, karim = cast.mette(), cast.karim()
    sami, aya, form = people.youth(mette), people.youth(mette, "Aya"), given("OPV")
    statuses.change_status(mette, sami, form)
    for by, whom in ((mette, aya), (karim, sami)):
        with pytest.raises(InvalidError, match="used for something else"):
            statuses.change_status(by, whom, form)


@pytest.mark.parametrize(
    ("code", "more", "field"),
    [
        ("XYZ", {}, "code"),
        ("ALD", {}, "code"),
        ("OPV", {"observed_on": date(2026, 11, 24)}, "observed_on"),
        ("OPV", {"observed_on": date(2009, 5, 31)}, "observed_on"),
        ("AFB", {}, "reason"),
        ("UUD", {}, "documented"),
        ("OPT", {}, "expected_on"),
        ("ORL", {}, "expected_on"),
        ("UDL", {}, "expected_on"),
        ("OPT", {"expected_on": date(2026, 11, 22)}, "expected_on"),
        ("OPV", {"note": "Hans nummer er 660101-1234"}, "note"),
        ("OPV", {"note": "o" * 1001}, "note"),
    ],
)
def test_what_cannot_be_is_refused_on_its_field(db, code, more, field):
    mette = cast.mette()
    sami = people.youth(mette)
    with pytest.raises(InvalidError) as refused:
        statuses.change_status(mette, sami, replace(given(code), **more))
    assert refused.value.field == field
    assert (people.now(sami).status, StatusEvent.select().count()) == ("GYM", 1)


def test_a_retired_status_cannot_be_chosen(db):
    mette = cast.mette()
    sami = people.youth(mette)
    Status.update(retired_on=date(2026, 11, 1)).where(Status.code == "JOD").execute()
    with pytest.raises(InvalidError, match="no longer used"):
        statuses.change_status(mette, sami, given("JOD"))


def test_what_a_status_does_not_ask_for_is_not_kept(db):
    mette = cast.mette()
    sami = people.youth(mette)
    asked_before = given("GYM", reason=DropOutReason.MOVED, expected_on=date(2026, 12, 1), documented=True)
    event = StatusEvent.get_by_id(statuses.change_status(mette, sami, asked_before).id)
    assert (event.reason, event.expected_on, event.documented) == (None, None, False)


def test_a_note_is_sealed_and_read_again(db):
    mette = cast.mette()
    sami = people.youth(mette)
    event = statuses.change_status(mette, sami, given("OPV", note="Søger læreplads som tømrer"))
    assert b"rer" not in bytes(StatusEvent.get_by_id(event.id).sealed_note)
    assert statuses.history(sami)[0].note == "Søger læreplads som tømrer" or statuses.history(sami)[1].note
