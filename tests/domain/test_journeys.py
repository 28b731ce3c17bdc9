"""What came of each young person since the first session is what one reads in their history, whatever was done."""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from runpy import run_path
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests import cast, people
from tests.people import youth as young
from tests.web.budget import counted
from uu import clock, migrations
from uu.domain import buckets, cards, recounts, sessions, statuses, stays, youths
from uu.domain.sessions import NewSession
from uu.models import (
    OUTSIDE,
    PROTECTED,
    AreaStay,
    GuidanceSession,
    Journey,
    SessionParticipant,
    StatusBucket,
    StatusEvent,
    Youth,
    database,
)
from uu.vocabulary import Bucket, JourneyEnd, SessionKind

OPEN, REACHED, LEFT, ALREADY, OVER = JourneyEnd
CODES = ("OPV", "GYM", "GUU", "JOB", "JOD", "STG", "FLY", "UOP")
PLACES = ("Mjølnerparken", "Lundtoftegade")
WHO, DAYS = some.integers(0, 1), some.integers(0, 60)
ACTS = some.one_of(
    some.tuples(some.just("meet"), WHO, DAYS, some.sampled_from((None, *CODES))),
    some.tuples(some.just("meet"), WHO, DAYS, some.sampled_from((None, *CODES))),
    some.tuples(some.just("try_to_meet"), WHO, DAYS),
    some.tuples(some.just("withdraw"), some.integers(0, 3)),
    some.tuples(some.just("observe"), WHO, DAYS, some.sampled_from(CODES)),
    some.tuples(some.just("correct"), WHO, DAYS, some.sampled_from(CODES)),
    some.tuples(some.just("move"), WHO, DAYS, some.sampled_from(PLACES), some.booleans()),
    some.tuples(some.just("protect"), WHO),
    some.tuples(some.just("count_otherwise"), some.sampled_from(CODES[1:6]), DAYS, some.sampled_from(Bucket)),
)  # fmt: skip


def ago(days: int) -> date:
    return clock.today() - timedelta(days=days)


class Story:
    """Mette, Lone, and what they do with two young people."""

    def __init__(self) -> None:
        self.mette, self.lone = cast.mette(), cast.lone()
        self.people = [young(self.mette, "Amina", status="OPV", since=ago(50)), young(self.mette, "Bo", since=ago(20))]

    def meet(self, who: int, days: int, code: str | None, kind: SessionKind = SessionKind.TALK) -> GuidanceSession:
        held = clock.from_local(clock.local(clock.now()).replace(tzinfo=None) - timedelta(days=days))
        status = people.given(code, ago(days), documented=True) if code else None
        new = NewSession(uuid4(), kind, held, minutes=30, status=status)
        return sessions.record_session(self.mette, [Youth.get_by_id(self.people[who].id)], new)

    def try_to_meet(self, who: int, days: int) -> None:
        self.meet(who, days, None, SessionKind.ATTEMPT)

    def withdraw(self, which: int) -> None:
        held = list(GuidanceSession.select().order_by(GuidanceSession.recorded_at))
        for session in held[which : which + 1]:
            sessions.withdraw_session(self.mette, session)

    def observe(self, who: int, days: int, code: str) -> None:
        statuses.change_status(self.mette, self.people[who], people.given(code, ago(days)))

    def correct(self, who: int, days: int, code: str) -> None:
        replaced = StatusEvent.select(StatusEvent.replaces).where(StatusEvent.replaces.is_null(False))
        mine = StatusEvent.select().where((StatusEvent.youth == self.people[who]) & StatusEvent.id.not_in(replaced))
        wrong = mine.order_by(StatusEvent.recorded_at).first()
        statuses.change_status(self.mette, self.people[who], people.given(code, ago(days)), wrong.id)

    def move(self, who: int, days: int, place: str, outside: bool) -> None:
        since = max(ago(days), self.people[who].registered_on)
        stays.move_youth(self.mette, self.people[who], uuid4(), cast.area(place), outside, since)

    def protect(self, who: int) -> None:
        now = Youth.get_by_id(self.people[who].id)
        stays.set_protection(self.mette, now, not now.address_protected)

    def count_otherwise(self, code: str, days: int, bucket: Bucket) -> None:
        if bucket != Bucket.EXCLUDED:
            buckets.set_bucket(self.lone, code, bucket, ago(days))

    def journey(self, who: int = 0) -> tuple[Any, ...] | None:
        found = Journey.get_or_none(Journey.youth == self.people[who])
        return found and (found.started_on, found.outcome, found.days)


def means(event: StatusEvent) -> str:
    """Education or work, no longer followed, or neither: what the tables say of the status on the day it was seen."""
    dated = StatusBucket.select().where(StatusBucket.status == event.status_id).order_by(StatusBucket.since)
    in_force = ([row for row in dated if row.since <= event.observed_on] or [dated[0]])[-1].bucket
    sub, neet = event.status.sub, event.status.neet
    if in_force == Bucket.EXCLUDED:
        return "left"
    at_work = sub == "job" and not neet
    return "reached" if in_force == "reached" or at_work or (in_force == "on_the_way" and sub == "upper") else ""


def by_hand(youth: Youth) -> tuple[Any, ...] | None:
    """One day after the other, from the raw rows."""
    held = GuidanceSession.select().join(SessionParticipant).where(SessionParticipant.youth == youth)
    met = [each.held_on for each in held if each.kind != SessionKind.ATTEMPT and each.withdrawn_at is None]
    if not met:
        return None
    start, events = min(met), list(StatusEvent.select().where(StatusEvent.youth == youth))
    gone = {event.replaces_id for event in events}
    seen: dict[date, list[StatusEvent]] = {}
    for event in sorted(events, key=lambda event: (event.recorded_at, event.id)):
        if event.id not in gone:
            seen.setdefault(event.observed_on, []).append(event)
    first = max((day for day in seen if day <= start), default=min(seen))
    ended = {"reached": (ALREADY, None), "left": (OVER, None), "": (OPEN, None)}[means(seen[first][-1])]
    for days in range(1, (clock.today() - start).days + 1):
        today = seen.get(start + timedelta(days=days))
        if ended[0] == OPEN and today and means(today[-1]):
            ended = ({"reached": REACHED, "left": LEFT}[means(today[-1])], days)
    homes = {
        stay.since: stay for stay in AreaStay.select().where(AreaStay.youth == youth).order_by(AreaStay.recorded_at)
    }
    home = homes[max((since for since in homes if since <= start), default=min(homes))]
    scope = PROTECTED if youth.address_protected else OUTSIDE if home.lives_outside else home.area_id
    age = start.year - youth.birth_on.year - ((start.month, start.day) < (youth.birth_on.month, youth.birth_on.day))
    return (scope, start, age, *ended)


def stored(youth: Youth) -> tuple[Any, ...] | None:
    columns = (Journey.scope, Journey.started_on, Journey.age, Journey.outcome, Journey.days)
    return next(iter(Journey.select(*columns).where(Journey.youth == youth).tuples()), None)


def by_the_step() -> dict[UUID, tuple[Any, ...]]:
    """What the upgrade of an older installation would work out now."""
    step = SimpleNamespace(**run_path(str(Path(migrations.__file__).parent / "data" / "0007_journeys.py")))
    with database.data.obj.bind_ctx(step.TABLES + step.KNOWN, bind_refs=False, bind_backrefs=False):
        counts = step._counting()
        return {youth: tuple(row) for page in step._first_sessions() for youth, *row in step._journeys(page, counts)}


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=some.lists(ACTS, min_size=1, max_size=9))
def test_every_journey_is_the_one_read_by_hand(db: None, at: Callable[[str], Any], acts: list[Any]) -> None:
    with database.data.atomic() as tried, ExitStack() as later:
        story = Story()
        for minute, (name, *told) in enumerate(acts):
            later.enter_context(clock.frozen(clock.now() + timedelta(minutes=minute + 1)))
            getattr(story, name)(*told)
        upgraded = by_the_step()
        for each in story.people:
            assert stored(each) == by_hand(Youth.get_by_id(each.id)) == upgraded.get(each.id)
        assert recounts.differences(lambda _done: None) == []
        tried.rollback()


@pytest.fixture
def story(db: None) -> Story:
    return Story()


def test_it_begins_with_the_first_session_and_not_with_an_attempt(story: Story) -> None:
    story.try_to_meet(0, 40)
    assert story.journey() is None
    story.meet(0, 30, None)
    assert story.journey() == (ago(30), OPEN, None)


@pytest.mark.parametrize(
    ("code", "ended"),
    [("GYM", REACHED), ("GUU", REACHED), ("JOB", REACHED), ("FLY", LEFT), ("FEJ", LEFT),
     ("JOD", OPEN), ("FGU", OPEN), ("STG", OPEN), ("UOP", OPEN)],
)  # fmt: skip
def test_what_ends_it(story: Story, code: str, ended: JourneyEnd) -> None:
    story.meet(0, 30, None)
    story.observe(0, 10, code)
    assert story.journey() == (ago(30), ended, None if ended == OPEN else 20)


def test_the_first_end_holds_and_a_status_corrected_on_the_day_never_was(story: Story) -> None:
    story.meet(0, 30, None)
    story.observe(0, 15, "JOB")
    story.observe(0, 10, "FLY")
    assert story.journey() == (ago(30), REACHED, 15)
    story.observe(0, 15, "OPV")
    assert story.journey() == (ago(30), LEFT, 20)


def test_who_is_in_education_on_the_day_of_the_first_session_has_nothing_to_reach(story: Story) -> None:
    story.meet(1, 10, None)
    assert story.journey(1) == (ago(10), ALREADY, None)
    story.meet(1, 25, None)
    assert story.journey(1) == (ago(25), ALREADY, None)
    story.meet(0, 5, "FLY")
    assert story.journey(0) == (ago(5), OVER, None)


def test_a_session_told_afterwards_or_withdrawn_moves_the_beginning(story: Story) -> None:
    story.meet(0, 10, None)
    earlier = story.meet(0, 40, None)
    assert story.journey() == (ago(40), OPEN, None)
    sessions.withdraw_session(story.mette, earlier)
    assert story.journey() == (ago(10), OPEN, None)
    story.withdraw(0)
    assert story.journey() is None


def test_the_home_is_the_one_of_the_first_session(story: Story) -> None:
    story.move(0, 20, "Lundtoftegade", outside=False)
    story.meet(0, 10, None)
    assert stored(story.people[0])[0] == cast.area("Lundtoftegade")
    story.meet(0, 30, None)
    assert stored(story.people[0])[0] == cast.area("Mjølnerparken")


def test_another_bucket_judges_those_who_had_the_status(story: Story) -> None:
    story.meet(0, 30, None)
    story.observe(0, 10, "STG")
    buckets.set_bucket(story.lone, "STG", "reached", ago(20))
    assert story.journey() == (ago(30), REACHED, 20)
    buckets.set_bucket(story.lone, "STG", "on_the_way", ago(15))
    assert story.journey() == (ago(30), OPEN, None)


def test_a_bucket_of_the_same_meaning_and_one_of_days_without_the_status_judge_nobody(story: Story) -> None:
    story.meet(0, 30, None)
    story.observe(0, 10, "STG")
    for bucket, since in (("at_risk", ago(40)), ("unknown", ago(40)), ("reached", ago(9))):
        with counted() as statements:
            buckets.set_bucket(story.lone, "STG", bucket, since)
        assert not [sql for sql in statements.data if sql.startswith("SELECT") and '"observed_on", ' in sql]
    assert story.journey() == (ago(30), OPEN, None)


def test_another_birth_date_is_another_age_at_the_beginning(story: Story) -> None:
    story.meet(0, 30, None)
    assert stored(story.people[0])[2] == 17
    youth = Youth.get_by_id(story.people[0].id)
    card = cards.of(youth)
    youths.edit_youth(story.mette, youth, cards.replace(card, birth_on=date(2007, 6, 1)), youth.version)
    assert stored(youth)[2] == 19


def test_a_wrong_row_is_found_and_mended(story: Story) -> None:
    story.meet(0, 30, None)
    Journey.update(days=4, outcome=REACHED).execute()
    assert len(recounts.differences(lambda _done: None)) == 1
    assert recounts.rebuild(lambda _done: None) == 1
    assert story.journey() == (ago(30), OPEN, None)
    Journey.delete().execute()
    assert recounts.rebuild(lambda _done: None) == 1
    assert recounts.differences(lambda _done: None) == []


def test_an_act_after_the_first_session_writes_no_row(story: Story) -> None:
    story.meet(0, 30, None)
    with counted() as statements:
        story.meet(0, 5, None)
    assert not [sql for sql in statements.data if '"journey"' in sql]


def test_an_installation_from_before_has_them_after_the_upgrade(story: Story) -> None:
    """The step reads what is there already, as the acts would have kept it."""
    story.move(0, 20, "Lundtoftegade", outside=True)
    story.meet(0, 30, "OPV")
    story.correct(0, 10, "JOB")
    story.meet(1, 5, None)
    story.observe(1, 2, "FLY")
    story.protect(1)
    buckets.set_bucket(story.lone, "GYM", "at_risk", ago(30))
    kept = [stored(each) for each in story.people]
    data, _keyring = migrations.runners()
    data.down("0007_journeys")
    data.up()
    assert [stored(each) for each in story.people] == kept
    assert None not in kept
    assert recounts.differences(lambda _done: None) == []
