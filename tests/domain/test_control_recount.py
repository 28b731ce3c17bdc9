"""Every figure of any week is the one counted day by day from the raw rows, whatever people did and corrected."""

from contextlib import ExitStack, suppress
from datetime import date, timedelta
from pathlib import Path
from runpy import run_path
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests import cast, people
from uu import clock, migrations
from uu.domain import control, daily, followups, recounts, sessions, statuses, stays
from uu.domain.control import Clocks, Idle
from uu.domain.errors import RefusedError
from uu.domain.sessions import NewSession
from uu.models import (
    OUTSIDE,
    PROTECTED,
    AreaStay,
    ClockRun,
    FollowUp,
    GuidanceSession,
    IdleSpell,
    StatusEvent,
    Youth,
    database,
)
from uu.statistics import ages
from uu.vocabulary import DropReason, FollowUpKind, FollowUpState, SessionKind

CONTACT, OFFER = FollowUpKind.CONTACT_CLOCK, FollowUpKind.OFFER_CLOCK
CODES = ("LED", "GYM", "OPV", "FRI", "UOP", "FLY")
PLACES = ("Mjølnerparken", "Lundtoftegade")
WHO, DAYS = some.integers(0, 1), some.integers(0, 40)
ACTS = some.one_of(
    some.tuples(some.just("observe"), WHO, DAYS, some.sampled_from(CODES)),
    some.tuples(some.just("observe"), WHO, DAYS, some.sampled_from(CODES)),
    some.tuples(some.just("correct"), WHO, DAYS, some.sampled_from(CODES)),
    some.tuples(some.just("meet"), WHO, DAYS),
    some.tuples(some.just("withdraw"), some.integers(0, 2)),
    some.tuples(some.just("settle"), some.integers(0, 3), some.sampled_from(("done", "open", *DropReason))),
    some.tuples(some.just("move"), WHO, DAYS, some.sampled_from(PLACES), some.booleans()),
    some.tuples(some.just("protect"), WHO),
    some.tuples(some.just("days_pass"), some.integers(1, 12)),
)  # fmt: skip


class Story:
    """Mette and two young people, of whom one turns 18 soon."""

    def __init__(self, stack: ExitStack) -> None:
        self.stack, self.mette = stack, cast.mette()
        since = clock.today() - timedelta(days=30)
        self.people = [
            people.youth(self.mette, "Amina", date(2008, 12, 3), "GYM", since),
            people.youth(self.mette, "Bo", date(2011, 11, 1), "LED", since),
        ]

    def _who(self, who: int) -> Youth:
        return Youth.get_by_id(self.people[who].id)

    def observe(self, who: int, days: int, code: str, replaces: UUID | None = None) -> None:
        day = clock.today() - timedelta(days=days)
        statuses.change_status(self.mette, self._who(who), people.given(code, day, documented=True), replaces)

    def correct(self, who: int, days: int, code: str) -> None:
        gone = StatusEvent.select(StatusEvent.replaces).where(StatusEvent.replaces.is_null(False))
        mine = StatusEvent.select().where((StatusEvent.youth == self.people[who]) & StatusEvent.id.not_in(gone))
        self.observe(who, days, code, mine.order_by(StatusEvent.recorded_at).first().id)

    def meet(self, who: int, days: int) -> None:
        new = NewSession(uuid4(), SessionKind.TALK, clock.now() - timedelta(days=days))
        sessions.record_session(self.mette, [self._who(who)], new)

    def withdraw(self, which: int) -> None:
        for session in list(GuidanceSession.select().order_by(GuidanceSession.recorded_at))[which : which + 1]:
            sessions.withdraw_session(self.mette, session)

    def settle(self, which: int, how: str) -> None:
        for one in list(FollowUp.select().order_by(FollowUp.created_at, FollowUp.kind))[which : which + 1]:
            with suppress(RefusedError):
                if how == "done":
                    followups.finish(self.mette, one)
                elif how == "open":
                    followups.reopen(self.mette, one)
                else:
                    followups.drop(self.mette, one, DropReason(how))

    def move(self, who: int, days: int, place: str, outside: bool) -> None:
        since = max(clock.today() - timedelta(days=days), self.people[who].registered_on)
        stays.move_youth(self.mette, self._who(who), uuid4(), cast.area(place), outside, since)

    def protect(self, who: int) -> None:
        stays.set_protection(self.mette, self._who(who), not self._who(who).address_protected)

    def days_pass(self, days: int) -> None:
        self.stack.enter_context(clock.frozen(clock.now() + timedelta(days=days)))
        daily.run(clock.today())


class Raw:
    """The rows as they lie in the tables, read once."""

    def __init__(self) -> None:
        self.youths = list(Youth.select())
        self.events = list(StatusEvent.select())
        self.stays = sorted(AreaStay.select(), key=lambda stay: (stay.since, stay.recorded_at, stay.id))
        self.clocks = list(FollowUp.select().where(FollowUp.status_event.is_null(False)))
        self.gone = {event.replaces_id for event in self.events}

    def scope(self, youth: Youth, day: date) -> UUID:
        lived = [stay for stay in self.stays if stay.youth_id == youth.id]
        first = {stay.since: stay for stay in lived}
        home = first[max((since for since in first if since <= day), default=min(first))]
        return PROTECTED if youth.address_protected else OUTSIDE if home.lives_outside else home.area_id

    def is_idle(self, youth: Youth, day: date) -> bool:
        """In the evening of the day."""
        seen = [e for e in self.events if e.youth_id == youth.id and e.id not in self.gone and e.observed_on <= day]
        newest = max(seen, key=lambda event: (event.observed_on, event.recorded_at, event.id), default=None)
        return bool(
            newest and 15 <= ages.age_on(youth.birth_on, day) <= 17
            and newest.status.neet and newest.status.sub != "paused"
        )  # fmt: skip

    def idle(self, first: date, last: date, scopes: Any) -> Idle:
        """Day by day, from two months before."""
        before, counted_ = timedelta(days=1), dict.fromkeys(("at_start", "new", "ended", "aged", "at_end"), 0)
        for youth in self.youths:
            day, began = first - timedelta(days=120), first
            while day <= last:
                was, is_now = self.is_idle(youth, day - before), self.is_idle(youth, day)
                began = day if is_now and not was else began
                counts = self.scope(youth, began) in scopes
                counted_["at_start"] += day == first and was and counts
                counted_["new"] += day >= first and is_now and not was and counts
                counted_["ended"] += day >= first and was and not is_now and counts
                of_age = ages.age_on(youth.birth_on, day) == 18
                counted_["aged"] += day >= first and was and not is_now and of_age and counts
                day += before
            counted_["at_end"] += self.is_idle(youth, last) and self.scope(youth, began) in scopes
        return Idle(**counted_)

    def ran(self, kind: FollowUpKind, first: date, last: date, scopes: Any) -> Clocks:
        counted_, over = Clocks(), min(last, clock.today() - timedelta(days=1))
        for one in self.clocks:
            youth = next(each for each in self.youths if each.id == one.youth_id)
            start, end = one.status_event.observed_on, None
            if one.kind != kind or self.scope(youth, start) not in scopes or start > last:
                continue
            if one.state != FollowUpState.OPEN:
                end = max(start, one.session.held_on if one.session else clock.local(one.closed_at).date())
            if end and end < first:
                continue
            in_week, late = bool(end and end <= last), bool(end and end > one.due_on)
            done = in_week and one.state == FollowUpState.DONE
            needless = one.drop_reason in {DropReason.NOT_NEEDED, DropReason.MISTAKE}
            dropped = in_week and not done
            counted_ = control._added(counted_, Clocks(
                at_start=start < first, started=start >= first, kept=done and not late, late=done and late,
                needless=dropped and needless, dropped=dropped and not needless, at_end=not in_week,
                missed=first <= one.due_on <= over and (late or not end), overdue=not in_week and one.due_on <= over,
            ))  # fmt: skip
        return counted_


def by_the_step() -> tuple[set[tuple[Any, ...]], set[tuple[Any, ...]]]:
    """What the upgrade of an older installation would work out now."""
    step = SimpleNamespace(**run_path(str(Path(migrations.__file__).parent / "data" / "0014_control.py")))
    with database.data.obj.bind_ctx(step.TABLES + step.KNOWN, bind_refs=False, bind_backrefs=False):
        found = [(page, step._homes(page)) for page in step._people()]
        idle = {"LED", "OPV"}
        spells = {tuple(row) for page, homes in found for row in step._spells(page, homes, idle)}
        return spells, {tuple(row) for page, homes in found for row in step._runs(page, homes)}


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=some.lists(ACTS, max_size=9), back=some.integers(0, 7))
def test_every_week_is_the_one_counted_day_by_day(db: None, at: Any, acts: list[Any], back: int) -> None:
    with ExitStack() as later, database.data.atomic() as tried:
        story = Story(later)
        for name, *told in acts:
            later.enter_context(clock.frozen(clock.now() + timedelta(minutes=1)))
            getattr(story, name)(*told)
        raw, read = Raw(), control.control("city", "", clock.today() - timedelta(days=7 * back), "area")
        everywhere = {PROTECTED, OUTSIDE, *(cast.area(place) for place in PLACES)}
        for place, week in [(read.place, read.week), *((line.place, line.week) for line in read.lines)]:
            scopes = everywhere if place.level == "city" else place.scopes
            assert week.idle == raw.idle(read.period.first, read.day, scopes), place.name
            assert week.contact == raw.ran(CONTACT, read.period.first, read.day, scopes), place.name
            assert week.offer == raw.ran(OFFER, read.period.first, read.day, scopes), place.name
        spells, runs = by_the_step()
        assert spells == set(IdleSpell.select().tuples())
        assert runs == {(*row[:2], row[2].value, *row[3:6], row[6].value, row[7]) for row in ClockRun.select().tuples()}
        assert recounts.differences(lambda _done: None) == []
        tried.rollback()
