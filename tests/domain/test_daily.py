"""A new day: who turned 25 is closed, and who did not begin needs effort again. Once, whoever asks."""

import threading
from datetime import date
from uuid import uuid4

from tests import cast, people
from uu import clock
from uu.domain import counters, daily, followups, overview, policies, recounts, statuses
from uu.models import AuditEntry, AuditSubject, FollowUp, StatusEvent, database
from uu.vocabulary import AuditAct, DropReason, FollowUpState, StatusSource

DROPPED = FollowUpState.DROPPED


def test_on_the_birthday_the_young_person_is_followed_no_longer(db, at):
    amir = people.youth(cast.mette(), "Amir", born=date(2001, 11, 25))
    at("2026-11-24 06:00")
    assert daily.run(clock.today()) == daily.Counts()
    at("2026-11-25 06:00")
    assert daily.run(clock.today()) == daily.Counts(turned_25=1)
    now = people.now(amir)
    assert (now.status, now.status_on, now.closed) == ("ALD", date(2026, 11, 25), True)
    event = StatusEvent.get(StatusEvent.status == "ALD")
    assert (event.source, event.recorded_by) == (StatusSource.SYSTEM, None)


def test_days_that_were_missed_are_made_up_for(db, at):
    amir = people.youth(cast.mette(), "Amir", born=date(2001, 11, 25))
    at("2026-12-01 06:00")
    daily.run(clock.today())
    assert people.now(amir).status_on == date(2026, 11, 25)


def test_a_status_told_after_the_birthday_does_not_keep_somebody_young(db, at):
    mette = cast.mette()
    amir = people.youth(mette, "Amir", born=date(2001, 11, 25))
    at("2026-11-26 12:00")
    statuses.change_status(mette, amir, people.given("GUU"))
    daily.run(clock.today())
    assert (people.now(amir).status_on, people.now(amir).closed) == (date(2026, 11, 26), True)
    at("2026-11-27 06:00")
    assert daily.run(clock.today()) == daily.Counts()


def test_a_day_is_done_once(db):
    people.youth(cast.mette(), "Amir", born=date(2001, 11, 20))
    assert daily.run(clock.today()).turned_25 == 1
    assert daily.run(clock.today()) == daily.Counts(done_before=True)
    assert AuditEntry.select().where(AuditEntry.act == AuditAct.DAILY_RUN).count() == 1


def test_two_at_once_do_it_once(db):
    people.youth(cast.mette(), "Amir", born=date(2001, 11, 20))
    day, done = clock.today(), []

    def run() -> None:
        done.append(daily.run(day))
        database.disconnect()

    both = [threading.Thread(target=run) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(counts.turned_25 for counts in done) == [0, 1]
    assert StatusEvent.select().where(StatusEvent.status == "ALD").count() == 1


def test_an_education_that_did_not_begin_is_needed_again(db, at):
    sami = people.youth(cast.mette(), status="OPT", expected_on=date(2026, 11, 24))
    at("2026-11-24 06:00")
    assert daily.run(clock.today()).start_passed == 0
    at("2026-11-25 06:00")
    assert daily.run(clock.today()).start_passed == 1
    assert (people.now(sami).status, people.now(sami).status_on) == ("OPV", date(2026, 11, 25))
    assert FollowUp.select().where(FollowUp.youth == sami.id).count() == 2
    assert AuditSubject.select().where(AuditSubject.youth == sami.id).exists()


def test_a_corrected_start_is_the_one_that_counts(db, at):
    mette = cast.mette()
    sami = people.youth(mette, status="OPT", expected_on=date(2026, 11, 24))
    mistake = StatusEvent.get()
    later = people.given("OPT", expected_on=date(2027, 1, 11))
    statuses.change_status(mette, sami, later, replaces=mistake.id)
    at("2026-11-25 06:00")
    assert daily.run(clock.today()) == daily.Counts()
    assert people.now(sami).status == "OPT"


def test_on_the_18th_birthday_the_deadlines_end_and_what_was_agreed_stays(db, at):
    """Aya stops three days before she turns 18. Bo, who is younger, goes on being hurried."""
    mette, born = cast.mette(), date(2008, 11, 26)
    aya, bo = (people.youth(mette, name, born, "OPV") for name, born in (("Aya", born), ("Bo", date(2008, 11, 27))))
    agreed = followups.add_followup(mette, aya, uuid4(), "Følg med til åbent hus", date(2026, 12, 24))
    reader_at = AuditEntry.select().count()
    at("2026-11-25 06:00")
    assert daily.run(clock.today()) == daily.Counts()
    at("2026-11-26 06:00")
    assert daily.run(clock.today()) == daily.Counts(turned_18=1)
    assert {due.kind for due in followups.open_of(bo.id)} == set(followups.CLOCKS)
    assert [due.id for due in followups.open_of(aya.id)] == [agreed.id]
    assert (people.now(aya).next_due_on, people.now(bo).next_due_on) == (date(2026, 12, 24), date(2026, 11, 30))
    ended = FollowUp.select().where((FollowUp.youth == aya.id) & FollowUp.kind.in_(followups.CLOCKS))
    assert [(row.state, row.drop_reason, row.closed_by) for row in ended] == [
        (DROPPED, DropReason.NOT_NEEDED, None)
    ] * 2
    logged = [
        row.act
        for row in AuditEntry.select()
        .join(AuditSubject, on=(AuditSubject.entry == AuditEntry.seq))
        .where((AuditSubject.youth == aya.id) & (AuditEntry.seq > reader_at))
    ]
    assert (logged, recounts.differences(lambda _done: None)) == ([AuditAct.DAILY_RUN], [])


def test_deadlines_that_a_phone_started_after_the_birthday_end_the_next_day(db, at):
    mette = cast.mette()
    aya = people.youth(mette, "Aya", date(2008, 11, 24))
    told = clock.now()
    at("2026-11-24 06:00")
    daily.run(clock.today())
    with clock.retelling(told):
        statuses.change_status(mette, aya, people.given("OPV", date(2026, 11, 23)))
    assert len(followups.open_of(aya.id)) == 2
    at("2026-11-25 06:00")
    assert daily.run(clock.today()).turned_18 == 1
    assert (followups.open_of(aya.id), people.now(aya).next_due_on) == ([], None)


def test_a_status_grows_old_at_midnight_before_and_after_the_days_acts(db, at):
    people.youth(cast.mette(), "Amir", status="GYM", since=date(2026, 5, 23))
    assert (_stale(), counters.stale_before()) == (0, None)
    daily.run(clock.today())
    assert (_stale(), counters.stale_before()) == (0, date(2026, 5, 23))
    at("2026-11-24 00:01")
    assert _stale() == 1
    daily.run(clock.today())
    assert (_stale(), counters.stale_before()) == (1, date(2026, 5, 24))
    assert counters.stored().stale[counters.CITY, "GYM"] == 1


def test_a_new_limit_of_what_is_old_counts_at_once(db):
    people.youth(cast.mette(), "Amir", status="GYM", since=date(2026, 9, 1))
    daily.run(clock.today())
    anton = cast.anton()
    policies.change_policy(anton, "stale_after_months", 2)
    assert (_stale(), counters.stored().stale[counters.CITY, "GYM"]) == (1, 1)
    policies.change_policy(anton, "quiet_after_days", 30)
    assert counters.stale_before() == date(2026, 9, 23)


def _stale():
    return overview.overview("city", "", clock.today()).figures.counts.stale
