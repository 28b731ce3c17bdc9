"""A form about somebody that was open when they were erased: refused in words, and nothing of it is kept."""

import pytest

from tests import people
from tests.web.filling import press
from uu.models import FollowUp, GuidanceSession, PersonKey, StatusEvent, YouthRevision

SENTENCE = "What was known about this young person has been erased. Nothing can be added."
FORMS = {
    "sessions/new": {"note": "Vi gik en tur"},
    "followups/new": {"text": "Ring til skolen"},
    "edit": {"nickname": "Sammy"},
    "status/new": {"note": "Sagde det selv", "code": "GYM", "source": "youth"},
}


def kept():
    return [table.select().count() for table in (GuidanceSession, FollowUp, StatusEvent, YouthRevision)]


@pytest.fixture
def others_key(mette):
    """Somebody else's key is there: it is not the keyring that is lost."""
    people.youth(mette, "Amina")


@pytest.mark.parametrize("form", FORMS)
def test_what_is_sent_after_the_erasure_is_refused_in_words(phone, sami, others_key, form):
    path = f"/youths/{sami.id}/{form}"
    page, before = phone.get(path), kept()
    assert page.status_code == 200
    PersonKey.delete().where(PersonKey.youth == sami.id).execute()
    answer = press(phone, path, page, **FORMS[form])
    assert (answer.status_code, SENTENCE in answer.text) == (410, True)
    assert "What you wrote is not saved." in answer.text
    assert kept() == before
