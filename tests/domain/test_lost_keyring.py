"""With an empty keyring in place of the right one nothing is written over, and the right one reads everything again."""

from uuid import uuid4

import pytest

from tests import cast, people
from uu import clock
from uu.domain import followups, grants, identity, sessions, statuses, youths
from uu.domain.sessions import NewSession
from uu.models import FollowUp, PersonKey, YouthRevision
from uu.privacy.sealing import Unreadable
from uu.vocabulary import GrantReason, SessionKind


@pytest.fixture
def mette(db):
    return cast.mette()


WRITINGS = {
    "a session": lambda by, youth: sessions.record_session(
        by, [youth], NewSession(uuid4(), SessionKind.TALK, clock.now(), note="En tur")
    ),
    "a next step": lambda by, youth: followups.add_followup(by, youth, uuid4(), "Ring", clock.today()),
    "a status": lambda by, youth: statuses.change_status(by, youth, people.given("JOB", note="Et brev")),
    "the contacts": youths.confirm_contacts,
    "an opening": lambda _by, youth: grants.request_grant(
        cast.lone(), uuid4(), youth.id, GrantReason.SAFETY, "Skolen har ringet om fravær"
    ),
}


@pytest.mark.parametrize("writing", WRITINGS)
def test_without_the_key_nothing_is_written(mette, writing):
    sami = people.youth(mette)
    kept = PersonKey.get(PersonKey.youth == sami.id)
    PersonKey.delete().execute()
    with pytest.raises(Unreadable):
        WRITINGS[writing](mette, people.now(sami))
    assert not PersonKey.select().exists()
    PersonKey.insert(youth=kept.youth, wrapped=kept.wrapped, made_at=kept.made_at).execute()
    assert identity.read(sami.id, people.now(sami).sealed).first_name == "Sami"
    assert not FollowUp.select().exists()
    assert not YouthRevision.select().exists()
