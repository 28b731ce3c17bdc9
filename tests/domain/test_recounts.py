"""What the lists read of a person is what sessions and follow-ups say; where it is not, that is found and mended."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from tests import cast, people
from tests.web.budget import counted
from uu import clock
from uu.domain import followups, recounts, sessions
from uu.domain.sessions import NewSession
from uu.models import Youth
from uu.vocabulary import SessionKind

LONG_AGO = date(2020, 1, 1)


def step(_done):
    """Nobody watches."""


def lived(mette, name="Sami"):
    """Met ten days ago, tried twice since, with a step for Friday and one for later."""
    sami = people.youth(mette, name, since=clock.today() - timedelta(days=30))
    walk = NewSession(uuid4(), SessionKind.WALK_AND_TALK, clock.now() - timedelta(days=10))
    sessions.record_session(mette, [sami], walk)
    for days in (3, 2):
        tried = replace(walk, id=uuid4(), kind=SessionKind.ATTEMPT, held_at=clock.now() - timedelta(days=days))
        sessions.record_session(mette, [sami], tried)
    for day in (date(2026, 12, 11), date(2026, 11, 27)):
        followups.add_followup(mette, sami, uuid4(), "Ring", day)
    return sami


def stored(youth):
    row = people.now(youth)
    return row.last_contact_on, row.attempts, row.next_due_on


RIGHT = (date(2026, 11, 13), 2, date(2026, 11, 27))


@pytest.mark.parametrize(
    "broken",
    [
        {"last_contact_on": None}, {"last_contact_on": LONG_AGO}, {"attempts": 0}, {"next_due_on": None},
        {"next_due_on": LONG_AGO}, {"last_contact_on": None, "attempts": 9, "next_due_on": None},
    ],
)  # fmt: skip
def test_a_wrong_value_is_found_and_mended(db, broken):
    sami, aya = (lived(cast.mette(), "Sami"), people.youth(cast.karim(), "Aya"))
    assert (stored(sami), stored(aya)) == (RIGHT, (None, 0, None))
    assert recounts.differences(step) == []
    Youth.update(broken).where(Youth.id == sami.id).execute()
    [said] = recounts.differences(step)
    assert f"Young person {sami.id}" in said
    assert recounts.rebuild(step) == 1
    assert (stored(sami), stored(aya), recounts.differences(step)) == (RIGHT, (None, 0, None), [])


def test_what_nobody_did_is_found_and_mended(db):
    aya = people.youth(cast.mette(), "Aya")
    Youth.update(last_contact_on=LONG_AGO, attempts=1, next_due_on=LONG_AGO).execute()
    assert recounts.rebuild(step) == 1
    assert stored(aya) == (None, 0, None)


def test_a_withdrawn_session_and_a_finished_step_count_for_nothing(db):
    mette = cast.mette()
    sami = lived(mette)
    for past in sessions.of_youth(sami):
        sessions.withdraw_session(mette, sessions.own_session(mette, past.id))
    for due in followups.open_of(sami.id):
        followups.finish(mette, followups.visible_followup(mette, due.id))
    assert (stored(sami), recounts.differences(step)) == ((None, 0, None), [])


def test_a_walk_told_after_the_attempts_that_came_later(db):
    mette = cast.mette()
    sami = lived(mette)
    late = NewSession(uuid4(), SessionKind.TALK, clock.now() - timedelta(days=3, hours=-1))
    sessions.record_session(mette, [sami], late)
    assert (stored(sami)[:2], recounts.differences(step)) == ((date(2026, 11, 20), 1), [])


def test_a_page_of_people_costs_as_many_statements_as_one(db):
    mette, costs = cast.mette(), []
    for name in ("Sami", "Aya", "Bo"):
        lived(mette, name)
        with counted() as statements:
            recounts.differences(step)
        costs.append(len(statements.data))
    assert costs[0] == costs[1] == costs[2]


def test_a_recount_goes_page_by_page(db, monkeypatch):
    monkeypatch.setattr(recounts, "_PAGE", 2)
    mette, pages = cast.mette(), []
    folk = [lived(mette, f"Nummer {number}") for number in range(5)]
    Youth.update(attempts=7).execute()
    assert recounts.rebuild(pages.append) == 5
    assert (pages, {stored(youth) for youth in folk}) == ([2, 2, 1], {RIGHT})
