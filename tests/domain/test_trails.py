"""Where everybody counted, and when that was known, is what the raw rows say, whatever was done and when."""

from datetime import date, datetime, timedelta
from pathlib import Path
from runpy import run_path
from types import SimpleNamespace
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings

from tests import cast, people
from tests.hindsight import ACTS, Raw, Story
from tests.web.budget import counted
from uu import clock, migrations
from uu.domain import buckets, recounts, statuses, trails
from uu.models import FormerBucket, Trail, database
from uu.statistics.trails import Crowd, packed
from uu.vocabulary import Bucket


def last_known(youth: UUID, day: date, known: date) -> tuple[UUID, str] | None:
    found = Crowd([packed(trails.stored([youth])[youth])]).flows(day, day, known)
    return next(iter(found), (None, None))[0]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_every_trail_is_the_one_read_by_hand(db: None, at, acts: list) -> None:
    with database.data.atomic() as tried:
        story = Story()
        story.tell(acts)
        with clock.frozen(story.begun + timedelta(days=story.days, hours=1)):
            check(story)
        tried.rollback()


def check(story: Story) -> None:
    raw, today = Raw(), clock.today()
    of_each = trails.stored([youth.id for youth in story.people])
    crowd = Crowd([packed(of_each[youth.id]) for youth in story.people])
    for day in range(0, 100, 9):
        for known in range(0, 100, 9):
            days = today - timedelta(days=day), today, today - timedelta(days=known)
            by_hand: dict = {}
            for youth in story.people:
                pair = raw.cell(youth.id, days[0], days[2]), raw.cell(youth.id, days[1], days[2])
                by_hand[pair] = by_hand.get(pair, 0) + 1
            by_hand.pop((None, None), None)
            assert dict(crowd.flows(*days)) == by_hand, days
    assert recounts.differences(lambda _done: None) == []
    assert by_the_step() == {youth: packed(steps) for youth, steps in of_each.items()}


def by_the_step() -> dict[UUID, bytes]:
    """What the upgrade of an older installation would work out now."""
    step = SimpleNamespace(**run_path(str(Path(migrations.__file__).parent / "data" / "0010_trails.py")))
    with database.data.obj.bind_ctx(step.TABLES + step.KNOWN, bind_refs=False, bind_backrefs=False):
        return {youth: steps for page in step._pages() for youth, steps in step._trails(page)}


@pytest.fixture
def story(db: None) -> Story:
    return Story()


def test_a_mistake_was_known_until_it_was_corrected(story: Story) -> None:
    sami, today = story.people[0].id, clock.today()
    story.tell([("observe", 0, "GYM", 10), ("wait", 3), ("correct", 0, "K10", 43)])
    registered, told = today - timedelta(days=40), today
    home = cast.area("Mjølnerparken")
    assert last_known(sami, registered, told) == (home, "OPV")
    assert last_known(sami, registered, told + timedelta(days=3)) == (home, "K10")
    assert last_known(sami, today, told - timedelta(days=1)) == (home, "OPV")
    assert last_known(sami, today, told) == (home, "GYM")


def test_what_is_recorded_at_half_past_midnight_was_not_known_the_day_before(story: Story) -> None:
    """Also in the night in which the clocks change, when the day in Copenhagen has 25 hours."""
    sami, home = story.people[0].id, cast.area("Mjølnerparken")
    autumn, winter = date(2027, 10, 31), date(2027, 11, 1)
    for local, day in (("2027-10-31 00:30", autumn), ("2027-10-31 23:30", autumn), ("2027-11-01 00:30", winter)):
        with clock.frozen(clock.from_local(datetime.fromisoformat(local))):
            code = {"00:30": "GYM", "23:30": "K10"}[local[-5:]]
            statuses.change_status(story.mette, story.people[0], people.given(code, clock.today()))
            assert last_known(sami, day, day) == (home, code)
    assert last_known(sami, winter, date(2027, 10, 30)) == (home, "OPV")
    assert last_known(sami, winter, autumn) == (home, "K10")


def test_a_wrong_trail_is_found_and_mended(story: Story) -> None:
    sami = story.people[0].id
    right = trails.stored([sami])
    Trail.update(steps=packed(trails.stored([story.people[0].id])[sami][:0])).where(Trail.youth == sami).execute()
    assert len(recounts.differences(lambda _done: None)) == 1
    assert recounts.rebuild(lambda _done: None) == 1
    assert trails.stored([sami]) == right
    Trail.delete().execute()
    assert recounts.rebuild(lambda _done: None) == 3
    assert recounts.differences(lambda _done: None) == []


def test_an_act_that_moves_nobody_writes_no_trail(story: Story) -> None:
    with counted() as statements:
        story.tell([("observe", 0, "OPV", 0)])
    assert not [sql for sql in statements.data if '"trail"' in sql]


def test_an_installation_from_before_has_them_after_the_upgrade(story: Story) -> None:
    story.tell([("observe", 0, "GYM", 10), ("move", 1, "Tingbjerg", True, 5), ("protect", 2), ("correct", 0, "UOP", 1)])
    youths = [youth.id for youth in story.people]
    kept = trails.stored(youths)
    data, _keyring = migrations.runners()
    data.down("0010_trails")
    data.up()
    assert trails.stored(youths) == kept
    assert len(kept) == 3


def test_a_bucket_that_is_chosen_anew_stays_known(story: Story) -> None:
    lone, day = story.lone, clock.today()
    buckets.set_bucket(lone, "STG", "reached", day)
    with clock.frozen(clock.now() + timedelta(days=1)):
        buckets.set_bucket(lone, "STG", "at_risk", day)
    former = FormerBucket.get()
    assert (former.status_id, former.since, former.bucket) == ("STG", day, Bucket.REACHED)
