"""What happens to a young person of a demonstration, from the day they are met until yesterday."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random
from typing import TypeVar
from uuid import UUID

from uu import clock
from uu.domain import demo_roads
from uu.domain.demo_people import Person
from uu.domain.demo_texts import Texts
from uu.domain.sessions import NewSession
from uu.domain.statuses import StatusGiven
from uu.statistics import ages, periods
from uu.vocabulary import DropOutReason, SessionKind, StatusSource, Topic

Word = TypeVar("Word")

_KINDS = {
    SessionKind.WALK_AND_TALK: 52, SessionKind.TALK: 14, SessionKind.PHONE: 14, SessionKind.DROP_IN: 10,
    SessionKind.ACTIVITY: 5, SessionKind.HOME_VISIT: 3, SessionKind.MEETING: 2,
}  # fmt: skip
_SOURCES = {StatusSource.YOUTH: 60, StatusSource.SCHOOL: 22, StatusSource.FAMILY: 12, StatusSource.COLLEAGUE: 6}
_MINUTES = (10, 15, 20, 30, 45, 60)
_DAYS_AHEAD = (5, 7, 7, 14, 14, 21)


@dataclass(frozen=True, slots=True)
class Met:
    """The young person is registered, with a first status."""

    at: datetime
    status: StatusGiven


@dataclass(frozen=True, slots=True)
class Talked:
    """A session, or an attempt at one, perhaps with a new status and a next step."""

    at: datetime
    session: NewSession


@dataclass(frozen=True, slots=True)
class Learned:
    """A status learned of without a session, or the correction of one."""

    at: datetime
    status: StatusGiven
    replaces: UUID | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """What was agreed in a session is finished, or moved to another day."""

    at: datetime
    session: UUID
    moved_to: date | None = None


Happening = Met | Talked | Learned | Settled


@dataclass(slots=True)
class Life:
    """One person's months, told in order; ``today`` is the day on which the demonstration is made."""

    person: Person
    luck: Random
    texts: Texts
    today: date
    status: str = ""

    def happenings(self) -> Iterator[Happening]:
        """Everything that happens before today."""
        self.status = demo_roads.first(ages.age_on(self.person.birth_on, self.person.met_on), self.luck)
        first = Met(self._moment(self.person.met_on), self._given(self.person.met_on))
        yield first
        if self.person.number % 19 == 6:
            yield self._correction(first)
        quiet_from = self.today - timedelta(days=self.luck.randrange(70, 260) if self.person.number % 7 == 3 else 0)
        month = periods.month_of(self.person.met_on)
        while month < self.today and self.status != "FLY":
            yield from self._in_month(month, min(quiet_from, ages.birthday(self.person.birth_on, 25)))
            month = periods.months_ahead(month, 1)
        yield from self._lately(quiet_from)

    def _in_month(self, month: date, until: date) -> Iterator[Happening]:
        turn = demo_roads.onwards(self.status, month.month, self.luck)
        days = sorted(self._day_in(month) for _ in range(demo_roads.meetings(self.status, self.luck)))
        days = [day for day in days if self.person.met_on < day < until]
        changed_on = self._day_in(month)
        if turn and self.person.met_on < changed_on < until:
            self.status = turn
            given = self._given(changed_on)
            if days and days[-1] >= changed_on and turn != "FLY":
                yield from self._talk(days.pop(), given)
            else:
                yield Learned(self._moment(changed_on), given)
        if self.status in demo_roads.UNKNOWN and self.luck.random() < 0.4:
            days.append(self._day_in(month))
        for day in days:
            if self.person.met_on < day < until and self.status != "FLY":
                yield from self._talk(day, None)

    def _lately(self, quiet_from: date) -> Iterator[Happening]:
        """In the last two weeks there is much to do, so that today's list has something of everything."""
        day = _working_day(self.today - timedelta(days=self.luck.randrange(1, 12)))
        turns_25 = ages.birthday(self.person.birth_on, 25)
        if not self.person.met_on < day < min(quiet_from, turns_25) or self.status == "FLY":
            return
        if self.status in {"GYM", "EUG", "FGU", "K10"} and self.luck.random() < 0.06:
            self.status = "AFB"
            yield Learned(self._moment(day), self._given(day))
        elif self.luck.random() < 0.3:
            due_on = max(day, self.today + timedelta(days=self.luck.choice((-4, -2, -1, 0, 0, 1, 3, 7))))
            yield Talked(self._moment(day), self._session(day, None, due_on))

    def _talk(self, day: date, given: StatusGiven | None) -> Iterator[Happening]:
        agreed = self.status not in demo_roads.UNKNOWN and self.luck.random() < 0.45
        due_on = _working_day(day + timedelta(days=self.luck.choice(_DAYS_AHEAD))) if agreed else None
        if given is None and self.luck.random() < 0.35:
            given = self._given(day)
        talked = Talked(self._moment(day), self._session(day, given, due_on))
        yield talked
        if due_on and due_on > day:
            yield from self._settle(talked.session.id, due_on)

    def _settle(self, session: UUID, due_on: date) -> Iterator[Happening]:
        if self.luck.random() < 0.12 and due_on < self.today:
            later = due_on + timedelta(days=7)
            yield Settled(self._moment(due_on), session, moved_to=later)
            due_on = later
        done_on = due_on + timedelta(days=self.luck.choice((-1, 0, 0, 0, 1, 2)))
        left_open = done_on > self.today - timedelta(days=21) and self.luck.random() < 0.2
        if done_on < self.today and not left_open:
            yield Settled(self._moment(done_on) + timedelta(hours=1), session)

    def _session(self, day: date, given: StatusGiven | None, due_on: date | None) -> NewSession:
        held_at = self._moment(day) - timedelta(minutes=25)
        if self.status in demo_roads.UNKNOWN:
            return NewSession(self._id(), SessionKind.ATTEMPT, held_at, status=given)
        told = NewSession(
            id=self._id(),
            kind=_chosen(_KINDS, self.luck),
            held_at=held_at,
            minutes=self.luck.choice(_MINUTES),
            topics=tuple(self.luck.sample(list(Topic), self.luck.choice((1, 1, 2, 3)))),
            place=self.texts.place(self.luck),
            note=self.texts.note(self.luck) if self.luck.random() < 0.7 else "",
            next_step=self.texts.step(self.luck) if due_on else "",
            next_due_on=due_on,
            status=given,
        )
        # Several take part in an activity, and what is written of one does not stand with the others.
        return replace(told, note="", next_step="", next_due_on=None) if told.kind == SessionKind.ACTIVITY else told

    def _given(self, day: date) -> StatusGiven:
        """The status of the moment, with whatever it asks for."""
        return StatusGiven(
            id=self._id(),
            code=self.status,
            observed_on=day,
            source=_chosen(_SOURCES, self.luck),
            reason=self.luck.choice(list(DropOutReason)),
            expected_on=_next_start(day),
            documented=True,
        )

    def _correction(self, first: Met) -> Learned:
        self.status = "FOR" if self.status == "FGU" else "FGU"
        return Learned(first.at + timedelta(minutes=30), self._given(self.person.met_on), replaces=first.status.id)

    def _day_in(self, month: date) -> date:
        return _working_day(month + timedelta(days=self.luck.randrange(27)))

    def _moment(self, day: date) -> datetime:
        """In the afternoon of a day, the same for each asking of one person, so that a day's acts stay in order."""
        wall = datetime.combine(day, time(12 + self.person.number % 5, self.person.number * 7 % 60))
        return clock.from_local(wall)

    def _id(self) -> UUID:
        return UUID(int=self.luck.getrandbits(128), version=4)


def _next_start(day: date) -> date:
    """The next school year's first Monday in August after the day."""
    for year in (day.year, day.year + 1):
        begins = date(year, 8, 8)
        begins += timedelta(days=-begins.weekday() % 7)
        if begins > day:
            return begins
    raise AssertionError("One of two Augusts lies ahead.")


def _working_day(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def _chosen(odds: dict[Word, int], luck: Random) -> Word:
    return luck.choices(list(odds), list(odds.values()))[0]
