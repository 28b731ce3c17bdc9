"""What a phone without access hands in was judged by nobody: a colleague can look at all of it and be rid of it."""

from uuid import uuid4

import pytest

from tests import cast, people
from tests.api.conftest import Phone, operation
from tests.web.filling import press
from uu.domain import devices, youths
from uu.models import AuditEntry, AuditSubject, Device, Operation
from uu.vocabulary import AuditAct, Outcome

STRANGE = {
    "half a character": ("add_followup", {"text": "Ring \ud800", "\ud800": "x"}),
    "a deadline nobody offers": ("add_followup", {"text": "Ring", "deadline": "whenever"}),
    "a list for a deadline": ("move_followup", {"followup": "x", "deadline": ["week"]}),
    "no CPR number": ("edit_card", {"cpr": "1234"}),
    "an object for a text": ("record_session", {"note": {"a": [1]}, "more": [{"b": 2}], "when": {"c": 3}}),
    "no ids": ("correct_status", {"replaces": [1], "code": {}}),
    "no choice": ("resolve_conflict", {"conflict": "x", "chosen": 7}),
}


@pytest.fixture
def karim(db):
    return cast.karim()


@pytest.fixture
def sami(karim, mette):
    """Karim followed Sami and has handed him over to Mette."""
    youth = people.youth(karim)
    youths.hand_over(karim, youth, mette)
    return youth


@pytest.fixture
def withdrawn(app, karim):
    """Karim's phone, which has no access any more."""
    phone = Phone(app, karim)
    devices.revoke(karim, Device.get_by_id(phone.id))
    return phone


def handed_in(phone, kind, data):
    result = phone.send(operation(kind) | {"data": data})[0]
    assert result["outcome"] == "quarantined"
    return f"/quarantine/{result['id']}"


@pytest.mark.parametrize("kind", STRANGE)
def test_it_is_shown_and_can_be_discarded(phone, withdrawn, sami, kind):
    what, data = STRANGE[kind]
    path = handed_in(withdrawn, what, {"youth": str(sami.id), **data})
    page = phone.get(path)
    assert page.status_code == 200
    assert phone.get("/quarantine").status_code == 200
    assert press(phone, f"{path}/apply", page).status_code == 422
    assert press(phone, f"{path}/discard", page, reason="Kan ikke læses").status_code == 303
    assert Operation.get().outcome == Outcome.DISCARDED


def test_a_new_young_person_with_a_broken_name_and_no_area_spoils_nobodys_list(withdrawn, karim, signed_in):
    path = handed_in(withdrawn, "register_youth", {"id": str(uuid4()), "area": "x", "nickname": "S\ud800", "cpr": "1"})
    browser = signed_in(karim)
    assert "S\ufffd" in browser.get("/quarantine").text
    assert browser.get(path).status_code == 200


def test_nothing_in_it_becomes_markup(phone, withdrawn, sami):
    path = handed_in(withdrawn, "add_followup", {"youth": str(sami.id), "text": "<b>x", "<i>y": "<script>z"})
    page = phone.get(path).text
    assert not [tag for tag in ("<b>x", "<i>y", "<script>z") if tag in page]


def test_everybody_it_names_is_in_the_log(phone, withdrawn, mette, sami):
    aisha = people.youth(mette, "Aisha")
    phone.get(
        handed_in(withdrawn, "record_session", {"youth": str(sami.id), "id": str(uuid4()), "more": [str(aisha.id)]})
    )
    entry = AuditEntry.select().where(AuditEntry.act == AuditAct.YOUTH_READ).order_by(AuditEntry.seq.desc()).get()
    subjects = AuditSubject.select().where(AuditSubject.entry == entry.seq)
    assert {subject.youth for subject in subjects} == {sami.id, aisha.id}
