"""A new day: who turned 25 is closed, and who did not begin needs effort again. Once, whoever asks."""

import threading
from datetime import date

from tests import cast, people
from uu import clock
from uu.domain import counters, daily, overview, policies, statuses
from uu.models import AuditEntry, AuditSubject, FollowUp, StatusEvent, database
from uu.vocabulary import AuditAct, StatusSource


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
