"""Every figure of the overview equals what one counts by hand from the raw events, whatever people wrote and when."""

from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import cast
from tests.young_people import young
from uu import clock
from uu.domain import buckets, counters, daily, overview, recounts, statuses, stays
from uu.domain.statuses import StatusGiven
from uu.models import (
    CITY,
    OUTSIDE,
    PROTECTED,
    AreaStay,
    CohortTally,
    DailyRun,
    FollowUp,
    IdleSpell,
    SearchToken,
    SessionTally,
    StaffArea,
    StaffUser,
    StaleBefore,
    StatusEvent,
    Tally,
    TallyChange,
    Trail,
    Youth,
)
from uu.models.database import act
from uu.statistics import ages, periods
from uu.statistics.measures import Counts
from uu.vocabulary import Bucket, StatusSource

PLACES = ("Mjølnerparken", "Tingbjerg", "Folehaven", "Lundtoftegade")
CODES = ("GUU", "GYM", "K10", "FGU", "OPV", "JOB", "UOP", "FLY", "LED")
# A status of 184 days is six months old, and the one before that is too old.
DAYS = st.one_of(st.integers(0, 700), st.integers(183, 186))
WHO = st.integers(0, 2)
# Around a 25th birthday in the year, at both ends of the year, far from it, and 15 lately.
# The clock stands at 23 November 2026.
BIRTHDAYS = (
    date(2001, 1, 1), date(2001, 5, 23), date(2001, 11, 23), date(2001, 11, 24), date(2001, 12, 31), date(2002, 1, 1),
    date(2008, 2, 29), date(2010, 5, 1), date(2011, 8, 31),
)  # fmt: skip
ACTS = st.one_of(
    st.tuples(st.just("observe"), WHO, st.sampled_from(CODES), DAYS),
    st.tuples(st.just("correct"), WHO, st.sampled_from(CODES), DAYS),
    st.tuples(st.just("move"), WHO, st.sampled_from(PLACES), DAYS, st.booleans()),
    st.tuples(st.just("protect"), WHO, st.booleans()),
    st.tuples(st.just("born"), WHO, st.sampled_from(BIRTHDAYS)),
    st.tuples(st.just("day"), WHO),
)


def told(code: str, days: int) -> StatusGiven:
    return StatusGiven(uuid4(), code, clock.today() - timedelta(days=days), StatusSource.YOUTH)


def observe(mette: StaffUser, youth: Youth, code: str, days: int) -> None:
    statuses.change_status(mette, youth, told(code, days))


def correct(mette: StaffUser, youth: Youth, code: str, days: int) -> None:
    replaced = StatusEvent.select(StatusEvent.replaces).where(StatusEvent.replaces.is_null(False))
    wrong = StatusEvent.select().where((StatusEvent.youth == youth) & StatusEvent.id.not_in(replaced)).first()
    statuses.change_status(mette, youth, told(code, days), wrong.id)


def move(mette: StaffUser, youth: Youth, place: str, days: int, outside: bool) -> None:
    stays.move_youth(mette, youth, uuid4(), cast.area(place), outside, clock.today() - timedelta(days=days))


def protect(mette: StaffUser, youth: Youth, protected: bool) -> None:
    stays.set_protection(mette, youth, protected)


def born(_mette: StaffUser, youth: Youth, day: date) -> None:
    with act(), counters.recounting(youth.id):
        Youth.update(birth_on=day).where(Youth.id == youth.id).execute()


def the_day(_mette: StaffUser, _youth: Youth) -> None:
    """Whoever has turned 25 is closed, and old statuses are counted for today."""
    DailyRun.delete().execute()
    daily.run(clock.today())


DONE: dict[str, Callable[..., None]] = {
    "observe": observe, "correct": correct, "move": move, "protect": protect, "born": born, "day": the_day,
}  # fmt: skip


def start_over(mette: StaffUser) -> list[Youth]:
    tables = (
        Trail, IdleSpell, FollowUp, StatusEvent, AreaStay, SearchToken, Youth, Tally, StaleBefore, TallyChange,
        SessionTally, CohortTally,
    )  # fmt: skip
    for table in tables:
        table.delete().execute()
    people = [
        young(mette, status=code, status_on=clock.today() - timedelta(days=days), registered_on=date(2024, 11, 1))
        for code, days in (("GYM", 185), ("OPV", 184), ("UOP", 20))
    ]
    with act():
        counters.write_anew(counters.summed(counters.histories.of([each.id for each in people]), None))
    return people


class Raw:
    """The events and stays as they lie in the tables, read once."""

    def __init__(self) -> None:
        self.youths = list(Youth.select())
        self.events = list(StatusEvent.select())
        self.stays = sorted(AreaStay.select(), key=lambda stay: (stay.since, stay.recorded_at))
        self.model = buckets.countings()
        self.gone = {event.replaces_id for event in self.events}

    def counted_in(self, youth: Youth, day: date) -> UUID:
        lived = [stay for stay in self.stays if stay.youth_id == youth.id]
        stay = ([each for each in lived if each.since <= day] or lived[:1])[-1]
        return PROTECTED if youth.address_protected else OUTSIDE if stay.lives_outside else stay.area_id

    def event_on(self, youth: Youth, day: date) -> StatusEvent | None:
        mine = [event for event in self.events if event.youth_id == youth.id and event.id not in self.gone]
        seen = [event for event in mine if event.observed_on <= day]
        return max(seen, key=lambda event: (event.observed_on, event.recorded_at, event.id), default=None)

    def counts(self, scopes: tuple[UUID, ...], day: date, stale: bool) -> Counts:
        """One young person after the other."""
        found: Counter[str] = Counter()
        old: Counter[str] = Counter()
        for youth in self.youths:
            event = self.event_on(youth, day)
            is_old_enough = ages.age_on(youth.birth_on, day) >= 15
            if event and is_old_enough and (CITY in scopes or self.counted_in(youth, day) in scopes):
                found[event.status_id] += 1
                old[event.status_id] += stale and event.observed_on < periods.months_back(day, 6)
        return Counts.from_statuses(found, buckets.classes(self.model, day), old)


    def cohort(self, scopes: tuple[UUID, ...], day: date) -> tuple[Counts, int]:
        """Everybody of the year, as they stood on the 25th birthday or stand today; and how many have turned 25."""
        found, old, turned = Counter[str](), Counter[str](), 0
        model = buckets.classes(self.model, day)
        for youth in self.youths:
            mine = [each for each in self.events if each.youth_id == youth.id and each.id not in self.gone]
            mine.sort(key=lambda event: (event.observed_on, event.recorded_at, event.id))
            known = [each for each in mine if each.status_id != "ALD"]
            is_there = CITY in scopes or self.counted_in(youth, date.max) in scopes
            if not known or not is_there or youth.birth_on.year + 25 != day.year:
                continue
            status, is_over = known[-1].status_id, mine[-1].status_id == "ALD"
            found[status] += 1
            judged = ages.birthday(youth.birth_on, 25) if is_over else day
            old[status] += known[-1].observed_on < periods.months_back(judged, 6)
            turned += is_over and model[status].bucket != Bucket.EXCLUDED
        return Counts.from_statuses(found, model, old), turned


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, max_size=8), since=st.integers(0, 800), counted=st.sampled_from((None, -1, 0, 40)))
def test_the_overview_equals_a_recount(db: None, at: Any, acts: list[Any], since: int, counted: int | None) -> None:
    """Whether the tallies count old statuses for today, for another day, or not yet."""
    StaffArea.delete().execute()
    mette = StaffUser.get_or_none(StaffUser.username == "mette") or cast.mette()
    people = start_over(mette)
    if counted is not None:
        with act():
            counters.count_stale(periods.months_back(clock.today(), 6) - timedelta(days=counted))
    with ExitStack() as later:
        for minute, (name, who, *told_what) in enumerate(acts):
            later.enter_context(clock.frozen(clock.now() + timedelta(minutes=minute + 1)))
            DONE[name](mette, Youth.get_by_id(people[who].id), *told_what)
        chosen = clock.today() - timedelta(days=since)
        for level, wanted in (("city", ""), ("district", "3"), ("area", str(cast.area("Tingbjerg")))):
            same_as_by_hand(overview.overview(level, wanted, chosen, "area"), chosen)
        said = recounts.differences(lambda _done: None)
        # These people were put into the tables as they are: what lists read of them is not looked at.
        assert [line for line in said if not line.startswith("Young person")] == []


def same_as_by_hand(read: overview.Overview, chosen: date) -> None:
    raw = Raw()
    for place, figures in [(read.place, read.figures), *((line.place, line.figures) for line in read.lines)]:
        assert figures.counts == raw.counts(place.scopes, read.day, stale=True), place.name
        assert figures.before == raw.counts(place.scopes, chosen, stale=False), place.name
    assert (read.cohort.counts, read.cohort.turned) == raw.cohort(read.place.scopes, read.day)
    for end, counts in read.trend[::7]:
        assert counts == raw.counts(read.place.scopes, end, stale=False), end
