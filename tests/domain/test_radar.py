"""Who falls under the radar: the manual's example, and counts that always equal the names the counsellors see."""

from collections import Counter
from datetime import date
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests import cast
from tests.kernel.test_statistics_definitions import rows
from tests.web.budget import counted
from tests.young_people import ago, young
from uu import clock
from uu.domain import buckets, caseload, policies, radar
from uu.domain.caseload import Show, Whose, Wish
from uu.domain.errors import NotVisibleError
from uu.domain.radar import Signal
from uu.models import FollowUp, StaffUser, StatusBucket, Youth, database
from uu.statistics import ages, deadlines
from uu.statistics.measures import StatusClass
from uu.vocabulary import Bucket, FollowUpKind, FollowUpState

SHOWS = {Show(signal.value): signal for signal in Signal}
PLACES = ("Mjølnerparken", "Tingbjerg", "Folehaven")
EXAMPLE = rows("followed")


def due(youth: Youth, day: date) -> None:
    """Somebody has something to do for them by the day."""
    FollowUp.create(
        id=uuid4(), youth=youth, kind=FollowUpKind.AGREED, due_on=day, state=FollowUpState.OPEN, created_at=clock.now()
    )
    Youth.update(next_due_on=day).where(Youth.id == youth.id).execute()


@pytest.fixture
def mette(db: None) -> StaffUser:
    return cast.mette()


@pytest.mark.parametrize("row", EXAMPLE, ids=[row[0] for row in EXAMPLE])
def test_the_example_of_the_manual(mette: StaffUser, row: list[str]) -> None:
    name, born, status, bucket, since, met, deadline, signals = row
    youth = young(
        mette, name, status=status, birth_on=date.fromisoformat(born), status_on=date.fromisoformat(since),
        last_contact_on=date.fromisoformat(met),
    )  # fmt: skip
    if deadline != "none":
        due(youth, date.fromisoformat(deadline))
    line = caseload.read_list(mette, Wish(show=Show.ALL)).people[0].line
    assert line.bucket == bucket
    assert line.signals == set(signals.split()) - {"none"}
    found = radar.radar("city", "").concerns
    assert set(found.signals) == line.signals
    assert (found.n, found.concerned, found.unattended) == (1, bool(line.signals), 0)


def test_the_example_adds_up_as_the_manual_says() -> None:
    found = Counter(signal for row in EXAMPLE for signal in row[-1].split())
    assert found == {"quiet": 2, "unsure": 2, "idle": 2, "overdue": 2, "none": 1}


def test_an_empty_city_has_nobody_under_the_radar(db: None) -> None:
    read = radar.radar("city", "")
    assert (read.concerns.n, read.concerns.concerned) == (0, 0)
    assert not any(line.concerns.n for line in read.lines)


def test_who_never_was_met_counts_from_the_registration(mette: StaffUser) -> None:
    young(mette, last_contact_on=None, registered_on=ago(60))
    assert radar.radar("city", "").concerns.signals[Signal.QUIET] == 0
    young(mette, last_contact_on=None, registered_on=ago(61))
    assert radar.radar("city", "").concerns.signals[Signal.QUIET] == 1


def test_the_limits_are_settings(mette: StaffUser) -> None:
    young(mette, last_contact_on=ago(20), status_on=ago(100))
    anton = cast.anton()
    policies.change_policy(anton, "quiet_after_days", 19)
    policies.change_policy(anton, policies.STALE, 3)
    assert radar.radar("city", "").concerns.signals == {Signal.QUIET: 1, Signal.UNSURE: 1}


def test_each_counts_where_they_live_and_protected_people_apart(mette: StaffUser) -> None:
    for place in ("Mjølnerparken", "Mjølnerparken", "Tingbjerg"):
        young(mette, place=place, status="UOP")
    young(mette, status="UOP", address_protected=True)
    young(mette, status="UOP", lives_outside=True)
    young(mette, status="UOP", closed=True)
    read = radar.radar("city", "", "area")
    assert {line.place.name: line.concerns.concerned for line in read.lines if line.concerns.n} == {
        "Mjølnerparken": 2, "Tingbjerg": 1, "Outside the areas": 1, "Name and address protected": 1,
    }  # fmt: skip
    assert read.concerns.concerned == 5
    assert radar.radar("area", str(cast.area("Mjølnerparken"))).concerns.concerned == 2


def test_whom_nobody_is_there_for_is_counted_apart(mette: StaffUser) -> None:
    young(mette, status="UOP")
    young(mette, status="UOP", counsellor=None)
    young(mette, status="GYM", counsellor=None)
    assert radar.radar("city", "").concerns.unattended == 1
    StaffUser.update(locked_at=clock.now()).execute()
    assert radar.radar("city", "").concerns.unattended == 2


def test_an_area_without_people_and_one_that_does_not_exist(mette: StaffUser) -> None:
    assert radar.radar("area", str(cast.area("Tingbjerg"))).concerns.n == 0
    with pytest.raises(NotVisibleError):
        radar.radar("area", str(uuid4()))


def test_a_bucket_that_changes_tomorrow_counts_from_tomorrow(mette: StaffUser) -> None:
    young(mette, status="JOB", status_on=ago(10))
    StatusBucket.create(status="JOB", since=ago(-1), bucket=Bucket.UNKNOWN, set_at=clock.now())
    assert radar.radar("city", "").concerns.signals[Signal.UNSURE] == 0
    StatusBucket.create(status="JOB", since=ago(0), bucket=Bucket.UNKNOWN, set_at=clock.now())
    assert radar.radar("city", "").concerns.signals[Signal.UNSURE] == 1


LIVES = some.lists(
    some.tuples(
        some.sampled_from(("GUU", "GYM", "AFB", "OPV", "UOP", "MID", "JOB")),
        some.sampled_from((0, 183, 184, 185, 400)),
        some.sampled_from((None, 0, 59, 60, 61, 200)),
        some.sampled_from((None, -3, 0, 1, 30)),
        some.sampled_from((15 * 366, 17 * 365, 18 * 365 + 4, 18 * 365 + 5, 18 * 365 + 6, 20 * 366)),
        some.sampled_from(PLACES),
        some.sampled_from(("mette", "karim", "gone", None)),
        some.booleans(), some.booleans(), some.booleans(),
    ),
    max_size=10,
)  # fmt: skip


def settle(staff: dict[str, StaffUser], life: tuple) -> None:
    status, told, met, deadline, age, place, whose, closed, outside, protected = life
    youth = young(
        staff["mette"], place=place, status=status, status_on=ago(told), birth_on=ago(age), closed=closed,
        registered_on=ago(400), last_contact_on=None if met is None else ago(met), lives_outside=outside,
        address_protected=protected, counsellor=staff.get(whose),
    )  # fmt: skip
    if deadline is not None:
        due(youth, ago(deadline))


def by_hand(youth: Youth, model: dict[str, StatusClass]) -> set[Signal]:
    """One person at a time, in plain words."""
    if youth.closed:
        return set()
    today, status = clock.today(), model[youth.status]
    silent = (today - (youth.last_contact_on or youth.registered_on)).days
    late = status.bucket in {"on_the_way", "at_risk"} and youth.status_on < date(2026, 5, 23)
    holds = {
        Signal.QUIET: silent > 60 and status.bucket != "reached",
        Signal.UNSURE: status.bucket == "unknown" or late,
        Signal.IDLE: deadlines.needs_clock(ages.age_on(youth.birth_on, today), status),
        Signal.OVERDUE: youth.next_due_on is not None and youth.next_due_on < today,
    }
    return {signal for signal, does in holds.items() if does}


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lives=LIVES)
def test_the_leaders_count_is_what_the_counsellors_see_and_those_whom_nobody_is_there_for(
    db: None, at: object, lives: list[tuple]
) -> None:
    with database.data.atomic() as tried:
        staff = {"mette": cast.mette(), "karim": cast.karim(), "gone": cast.staff("Gone", cast.Role.COUNSELLOR)}
        StaffUser.update(locked_at=clock.now()).where(StaffUser.id == staff["gone"].id).execute()
        for life in lives:
            settle(staff, life)
        model, read = buckets.classes_in_force()(clock.today()), radar.radar("city", "", "area")
        nobodys = list(Youth.select().where(radar.unattended()))
        seen: Counter[Signal] = Counter(signal for youth in nobodys for signal in by_hand(youth, model))
        for name in ("mette", "karim"):
            shows = caseload.read_list(staff[name], Wish(show=Show.ALL, whose=Whose.MINE)).shows
            seen.update({signal: shows[show] for show, signal in SHOWS.items()})
        assert read.concerns.signals == +seen
        everybody = {youth.id: by_hand(youth, model) for youth in Youth.select()}
        assert read.concerns.concerned == sum(map(bool, everybody.values()))
        assert read.concerns.unattended == sum(bool(everybody[youth.id]) for youth in nobodys)
        assert sum((line.concerns for line in read.lines), radar.Concerns()) == read.concerns
        for line in read.lines:
            there = [youth for youth in Youth.select().where(~Youth.closed) if counted_in(youth) in line.place.scopes]
            assert line.concerns.n == len(there), line.place.name
            assert line.concerns.signals == Counter(signal for youth in there for signal in everybody[youth.id])
        tried.rollback()


def counted_in(youth: Youth) -> UUID:
    """The scope that counts the person today."""
    from uu.models import OUTSIDE, PROTECTED

    return PROTECTED if youth.address_protected else OUTSIDE if youth.lives_outside else youth.area_id


def test_the_statements_do_not_grow_with_the_people(mette: StaffUser) -> None:
    for place in PLACES:
        young(mette, place=place)
    with counted() as statements:
        radar.radar("city", "", "area")
    assert len(statements.data) == 3, statements.data
