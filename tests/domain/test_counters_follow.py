"""Whatever happens to people, the stored figures are what an independent recount of the raw rows says."""

from collections import Counter
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests import cast, people
from uu import clock
from uu.domain import counters, recounts, sessions, statuses
from uu.domain.errors import InvalidError
from uu.domain.sessions import NewSession
from uu.models import AreaStay, GuidanceSession, SessionParticipant, StatusEvent, Youth
from uu.models.database import act, data
from uu.statistics import ages
from uu.vocabulary import SessionKind

PLACES = ("Mjølnerparken", "Lundtoftegade", "Tingbjerg")
CODES = ("GYM", "OPV", "GUU", "FLY", "UOP")
CITY, OUTSIDE, PROTECTED = UUID(int=0), UUID(int=1), UUID(int=2)
START = clock.from_local(datetime.fromisoformat("2026-11-23 10:00"))

days_ago = some.integers(0, 70)
act_of = some.one_of(
    some.tuples(some.just("register"), some.sampled_from(CODES), days_ago, some.integers(0, 2)),
    some.tuples(some.just("observe"), some.integers(0, 3), some.sampled_from(CODES), days_ago),
    some.tuples(some.just("correct"), some.integers(0, 3), some.integers(0, 5), some.sampled_from(CODES), days_ago),
    some.tuples(some.just("move"), some.integers(0, 3), some.integers(0, 2), some.booleans(), days_ago),
    some.tuples(some.just("protect"), some.integers(0, 3)),
    some.tuples(some.just("meet"), some.integers(0, 3), some.booleans(), some.sampled_from((None, *CODES)), days_ago),
    some.tuples(some.just("withdraw"), some.integers(0, 5)),
    some.tuples(some.just("age"), some.sampled_from((0, 30, 60))),
)
stories = some.lists(act_of, min_size=1, max_size=12)

# Two people are there from the beginning, so that most acts have somebody to happen to.
BEGINNING = (("register", "GYM", 60, 0), ("register", "OPV", 30, 1))


class Story:
    """Acts on people who are there; an act that has nobody to happen to does nothing."""

    def __init__(self) -> None:
        self.mette = cast.mette()

    def tell(self, word: str, *more) -> None:
        everybody = list(Youth.select().order_by(Youth.registered_at, Youth.id))
        if word == "register" or everybody:
            getattr(self, word)(everybody, *more)

    def register(self, _everybody, code, ago, place) -> None:
        area = cast.area(PLACES[place])
        # Whoever comes to live in the second place has been 15 for twenty days.
        lately = self.day(20).replace(year=self.day(20).year - 15)
        born = lately if place == 1 else people.SAMI_BORN
        people.youth(self.mette, born=born, status=code, since=self.day(ago), area=area)

    def observe(self, everybody, who, code, ago) -> None:
        statuses.change_status(self.mette, everybody[who % len(everybody)], people.given(code, self.day(ago)))

    def correct(self, everybody, who, which, code, ago) -> None:
        youth = everybody[who % len(everybody)]
        events = list(StatusEvent.select().where(StatusEvent.youth == youth.id).order_by(StatusEvent.recorded_at))
        wrong = events[which % len(events)]
        replaced = StatusEvent.select().where(StatusEvent.replaces == wrong.id).exists()
        given = people.given(code, self.day(ago))
        if replaced:
            with pytest.raises(InvalidError):
                statuses.change_status(self.mette, youth, given, wrong.id)
        else:
            statuses.change_status(self.mette, youth, given, wrong.id)

    def move(self, everybody, who, place, outside, ago) -> None:
        youth, area = everybody[who % len(everybody)], cast.area(PLACES[place])
        with act(), counters.recounting(youth.id):
            AreaStay.create(
                id=uuid4(), youth=youth, area=area, lives_outside=outside, since=self.day(ago),
                recorded_at=clock.now(), recorded_by=self.mette,
            )  # fmt: skip
            stays = AreaStay.select().where(AreaStay.youth == youth.id)
            newest = max(stays, key=lambda stay: (stay.since, stay.recorded_at))
            present = {"area": newest.area_id, "lives_outside": newest.lives_outside}
            Youth.update(present).where(Youth.id == youth.id).execute()

    def protect(self, everybody, who) -> None:
        youth = everybody[who % len(everybody)]
        with act(), counters.recounting(youth.id):
            Youth.update(address_protected=~Youth.address_protected).where(Youth.id == youth.id).execute()

    def meet(self, everybody, who, together, code, ago) -> None:
        there = [everybody[(who + beside) % len(everybody)] for beside in range(1 + together)]
        status = people.given(code, self.day(ago)) if code else None
        new = NewSession(uuid4(), SessionKind.TALK, clock.now() - timedelta(days=ago), status=status)
        sessions.record_session(self.mette, there, new)

    def withdraw(self, _everybody, which) -> None:
        held = list(GuidanceSession.select().order_by(GuidanceSession.recorded_at, GuidanceSession.id))
        if held:
            sessions.withdraw_session(self.mette, held[which % len(held)])

    def age(self, _everybody, ago) -> None:
        with act():
            counters.count_stale(self.day(ago))

    @staticmethod
    def day(ago: int) -> date:
        return clock.today() - timedelta(days=ago)


def seen(youth: Youth, day: date) -> StatusEvent | None:
    """What holds on a day, the slow and plain way: walk over all events and keep the best."""
    events = youth.all_events
    gone = {event.replaces_id for event in events}
    best = None
    for event in events:
        if event.id in gone or event.observed_on > day:
            continue
        if best is None or (event.observed_on, event.recorded_at) > (best.observed_on, best.recorded_at):
            best = event
    return best


def holding(youth: Youth, day: date) -> str | None:
    event = seen(youth, day) if ages.age_on(youth.birth_on, day) >= 15 else None
    return event and event.status_id


def living(youth: Youth, day: date) -> UUID:
    """Where somebody is counted on a day: in the stay told last of those that began last, the first before any."""
    stays = sorted(youth.all_stays, key=lambda stay: (stay.since, stay.recorded_at))
    begun = [stay for stay in stays if stay.since <= day]
    stay = begun[-1] if begun else [stay for stay in stays if stay.since == stays[0].since][-1]
    return PROTECTED if youth.address_protected else OUTSIDE if stay.lives_outside else stay.area_id


def raw_rows() -> list[Youth]:
    """Everybody with all their rows, read once."""
    everybody = list(Youth.select())
    for youth in everybody:
        youth.all_events = list(StatusEvent.select().where(StatusEvent.youth == youth.id))
        youth.all_stays = list(AreaStay.select().where(AreaStay.youth == youth.id))
    return everybody


def cells(everybody: list[Youth], day: date) -> Counter:
    """Everybody's cell when the day ends, in their area and in the city."""
    counted = Counter()
    for youth in everybody:
        status = holding(youth, day)
        if status is not None:
            counted.update([(living(youth, day), status), (CITY, status)])
    return counted


def old(everybody: list[Youth], today: date) -> Counter:
    """Who counts today by what was seen before the day that the tallies name, if they name one."""
    before = counters.stale_before()
    return cells([youth for youth in everybody if before and seen(youth, today).observed_on < before], today)


def sessions_held(everybody: list[Youth]) -> Counter:
    counted, by_id = Counter(), {youth.id: youth for youth in everybody}
    for row in SessionParticipant.select():
        session, youth = row.session, by_id[row.youth_id]
        if session.withdrawn_at is None:
            for scope in (living(youth, session.held_on), CITY):
                counted[scope, session.held_on, session.kind.value] += 1
    return counted


def check_against_raw_rows(horizon: int) -> None:
    stored, today, everybody = counters.stored(), clock.today(), raw_rows()
    assert stored.now == cells(everybody, today)
    assert stored.stale == old(everybody, today)
    months = Counter()
    for ago in range(horizon + 1):
        day = today - timedelta(days=ago)
        moved = cells(everybody, day)
        moved.subtract(cells(everybody, day - timedelta(days=1)))
        changed = {key: n for key, n in moved.items() if n}
        of_day = {
            (scope, code): n for (scope, grain, on, code), n in stored.changes.items() if (grain, on) == ("day", day)
        }
        assert of_day == changed, day
        for (scope, code), n in changed.items():
            months[scope, day.replace(day=1), code] += n
    of_months = {(scope, on, code): n for (scope, grain, on, code), n in stored.changes.items() if grain == "month"}
    assert of_months == {key: n for key, n in months.items() if n}
    assert stored.sessions == sessions_held(everybody)
    for youth in everybody:
        assert (youth.status, youth.closed) == (holding(youth, today), youth.status == "FLY")
    assert recounts.differences(lambda _done: None) == []


@contextmanager
def undone():
    """The databases' state as before the block, so that every example starts from the same nobody."""
    with data.atomic() as transaction:
        yield
        transaction.rollback()


def tell(story: list) -> None:
    with undone():
        told = Story()
        for minute, (word, *more) in enumerate([*BEGINNING, *story]):
            with clock.frozen(START + timedelta(minutes=minute)):
                told.tell(word, *more)
        with clock.frozen(START + timedelta(hours=1)):
            check_against_raw_rows(75)


def test_the_figures_follow_any_story(db, engine):
    """Many stories where that is cheap, fewer on PostgreSQL, whose arithmetic is the same."""
    examples = 40 if engine.name == "sqlite" else 8

    @settings(max_examples=examples, suppress_health_check=list(HealthCheck))
    @given(stories)
    def any_story(story):
        tell(story)

    any_story()
