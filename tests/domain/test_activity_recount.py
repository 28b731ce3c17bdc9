"""What is done equals what one counts from the raw rows, one young person after the other."""

from collections import Counter
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from runpy import run_path
from statistics import median
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests import cast, people
from uu import clock, migrations
from uu.domain import activity, recounts, sessions, statuses, stays
from uu.domain.activity import LONGER, NEVER, SINCE
from uu.domain.sessions import NewSession
from uu.models import (
    OUTSIDE,
    PROTECTED,
    AreaStay,
    GuidanceSession,
    Meeting,
    SessionParticipant,
    Youth,
    database,
)
from uu.statistics.periods import Period
from uu.vocabulary import SessionKind

PLACES = ("Mjølnerparken", "Lundtoftegade")
WHO, DAYS = some.integers(0, 1), some.integers(0, 70)
ACTS = some.one_of(
    some.tuples(some.just("meet"), WHO, DAYS, some.sampled_from(SessionKind)),
    some.tuples(some.just("meet"), WHO, DAYS, some.just(SessionKind.ATTEMPT)),
    some.tuples(some.just("meet"), some.just(2), DAYS, some.sampled_from(SessionKind)),
    some.tuples(some.just("withdraw"), some.integers(0, 4)),
    some.tuples(some.just("move"), WHO, DAYS, some.sampled_from(PLACES), some.booleans()),
    some.tuples(some.just("protect"), WHO),
    some.tuples(some.just("close"), WHO),
)  # fmt: skip


class Story:
    """Mette and two young people, who are sometimes met together."""

    def __init__(self) -> None:
        self.mette, since = cast.mette(), clock.today() - timedelta(days=50)
        self.people = [people.youth(self.mette, name, since=since) for name in ("Amina", "Bo")]

    def _who(self, who: int) -> list[Youth]:
        return [Youth.get_by_id(one.id) for one in (self.people if who == 2 else self.people[who : who + 1])]

    def meet(self, who: int, days: int, kind: SessionKind) -> None:
        new = NewSession(uuid4(), kind, clock.now() - timedelta(days=days))
        sessions.record_session(self.mette, self._who(who), new)

    def withdraw(self, which: int) -> None:
        for session in list(GuidanceSession.select().order_by(GuidanceSession.recorded_at))[which : which + 1]:
            sessions.withdraw_session(self.mette, session)

    def move(self, who: int, days: int, place: str, outside: bool) -> None:
        since = max(clock.today() - timedelta(days=days), self.people[who].registered_on)
        stays.move_youth(self.mette, self._who(who)[0], uuid4(), cast.area(place), outside, since)

    def protect(self, who: int) -> None:
        youth = self._who(who)[0]
        stays.set_protection(self.mette, youth, not youth.address_protected)

    def close(self, who: int) -> None:
        statuses.change_status(self.mette, self._who(who)[0], people.given("FLY"))


class Raw:
    """The rows as they lie in the tables, read once."""

    def __init__(self) -> None:
        self.youths = list(Youth.select())
        self.stays = sorted(AreaStay.select(), key=lambda stay: (stay.since, stay.recorded_at, stay.id))
        held = SessionParticipant.select(SessionParticipant, GuidanceSession).join(GuidanceSession)
        self.held = [part for part in held if part.session.withdrawn_at is None]

    def scope(self, youth: Youth, day: date) -> UUID:
        first = {stay.since: stay for stay in self.stays if stay.youth_id == youth.id}
        home = first[max((since for since in first if since <= day), default=min(first))]
        return PROTECTED if youth.address_protected else OUTSIDE if home.lives_outside else home.area_id

    def same_as(self, done: activity.Done, period: Period, scopes: Any) -> None:
        kinds: Counter[str] = Counter()
        first, since, reached, in_vain = [], Counter(), 0, 0
        for youth in self.youths:
            mine = sorted((part.session for part in self.held if part.youth_id == youth.id), key=lambda s: s.held_at)
            met = [one for one in mine if one.kind != SessionKind.ATTEMPT]
            days = [one.held_on for one in met if period.first <= one.held_on <= period.last]
            kinds.update(
                one.kind.value for one in mine
                if period.first <= one.held_on <= period.last and self.scope(youth, one.held_on) in scopes
            )  # fmt: skip
            reached += bool(days) and self.scope(youth, min(days)) in scopes
            if met and met[0].held_on in days and self.scope(youth, met[0].held_on) in scopes:
                first.append(sum(one.held_at < met[0].held_at for one in mine if one.kind == SessionKind.ATTEMPT))
            if not youth.closed and self.scope(youth, clock.today()) in scopes:
                since[how_long(max((one.held_on for one in met), default=None))] += 1
                in_vain += bool(mine) and not met
        assert (+done.sessions, done.reached, sorted(done.first.elements())) == (kinds, reached, sorted(first))
        assert (+done.since, done.in_vain, done.met_first) == (since, in_vain, len(first))
        assert done.median_attempts == (median(first) if first else None)
        assert done.at_last == sum(tries > 0 for tries in first)


def how_long(day: date | None) -> str:
    if day is None:
        return NEVER
    return next((name for last, name in SINCE if (clock.today() - day).days <= last), LONGER)


def by_the_step() -> set[tuple[Any, ...]]:
    """What the upgrade of an older installation would work out now."""
    step = SimpleNamespace(**run_path(str(Path(migrations.__file__).parent / "data" / "0015_activity.py")))
    with database.data.obj.bind_ctx(step.TABLES + step.KNOWN, bind_refs=False, bind_backrefs=False):
        return {tuple(row) for page in step._people() for row in step._meetings(page)}


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=some.lists(ACTS, min_size=1, max_size=9), first=some.integers(0, 70), length=some.integers(0, 40))
def test_the_activity_equals_a_recount(db: None, at: Any, acts: list[Any], first: int, length: int) -> None:
    with ExitStack() as later, database.data.atomic() as tried:
        story = Story()
        for name, *told in acts:
            later.enter_context(clock.frozen(clock.now() + timedelta(minutes=1)))
            getattr(story, name)(*told)
        begins = clock.today() - timedelta(days=first)
        period = Period(begins, min(begins + timedelta(days=length), clock.today()))
        raw, read = Raw(), activity.activity("city", "", period, "area")
        everywhere = {PROTECTED, OUTSIDE, *(cast.area(place) for place in PLACES)}
        raw.same_as(read.done, period, everywhere)
        for line in read.lines:
            raw.same_as(line.done, period, line.place.scopes)
        weeks: Counter[str] = Counter()
        for monday, counts in read.weeks:
            assert monday.weekday() == 0
            weeks.update(counts)
        assert +weeks == +read.done.sessions
        assert by_the_step() == set(Meeting.select().tuples())
        assert recounts.differences(lambda _done: None) == []
        tried.rollback()
