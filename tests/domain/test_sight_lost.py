"""Between opening a form and saving it somebody may go out of one's sight: then nothing is written."""

from uuid import uuid4

import pytest

from tests import cast, people
from uu import clock
from uu.domain import followups, sessions, statuses, stays
from uu.domain.errors import NotVisibleError
from uu.models import FollowUp, GuidanceSession, StatusEvent
from uu.vocabulary import DropReason, FollowUpState, Role

WRITINGS = {
    "a session": lambda by, youth, _due: sessions.record_attempt(by, youth, uuid4()),
    "a status": lambda by, youth, _due: statuses.change_status(by, youth, people.given("JOB")),
    "a next step": lambda by, youth, _due: followups.add_followup(by, youth, uuid4(), "Ring", clock.today()),
    "done": lambda by, _youth, due: followups.finish(by, due),
    "dropped": lambda by, _youth, due: followups.drop(by, due, DropReason.MISTAKE),
    "moved": lambda by, _youth, due: followups.move(by, due, clock.today()),
}


@pytest.mark.parametrize("writing", WRITINGS)
def test_somebody_protected_in_the_meantime_is_written_about_by_the_own_counsellor_alone(db, writing):
    mette, nadia = cast.mette(), cast.staff("Nadia", Role.COUNSELLOR, ("Mjølnerparken",))
    sami = people.youth(mette)
    due = followups.add_followup(mette, sami, uuid4(), "Ring", clock.today())
    stays.set_protection(mette, sami, protected=True)
    with pytest.raises(NotVisibleError):
        WRITINGS[writing](nadia, sami, due)
    assert (GuidanceSession.select().count(), StatusEvent.select().count()) == (0, 1)
    assert [one.state for one in FollowUp.select()] == [FollowUpState.OPEN]
