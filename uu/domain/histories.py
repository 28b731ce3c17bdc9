"""What happened to a person, as the counters need it: effective statuses, where they lived, their sessions."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from uu import clock
from uu.domain.status_model import TURNED_25
from uu.models import FOLLOWED, OUTSIDE, PROTECTED, AreaStay, GuidanceSession, SessionParticipant, StatusEvent, Youth
from uu.models.database import rows
from uu.statistics import ages, periods, presence
from uu.statistics.presence import Observation, Stay
from uu.statistics.trails import STILL, Home, Learned
from uu.vocabulary import SessionKind

# Statuses that are older are told apart by no setting.
OLDEST_STATUS = 99


@dataclass(frozen=True, slots=True)
class Held:
    """A session that counts: on which day, at which moment, and of which kind."""

    day: date
    at: datetime
    kind: SessionKind


@dataclass(slots=True)
class History:
    """One person's effective status events, stays (in counted areas) and sessions.

    ``learned`` are all events and ``homes`` all stays, with the days on which they were recorded.
    """

    youth: UUID
    born: date
    observations: list[Observation] = field(default_factory=list)
    stays: list[Stay] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    learned: list[Learned] = field(default_factory=list)
    homes: list[Home] = field(default_factory=list)

    @property
    def begins(self) -> date:
        """The 15th birthday: before it nobody counts, whatever is told of the time before."""
        return ages.birthday(self.born, ages.YOUNGEST)

    def changes(self) -> dict[presence.Change, int]:
        """The +1 and −1 by day, area and status."""
        return presence.changes(self.observations, self.stays, self.begins)

    def sessions(self) -> dict[tuple[date, UUID, str], int]:
        """The sessions by day, area and kind."""
        return Counter((one.day, self.area_on(one.day), one.kind.value) for one in self.held)

    def first_session(self) -> date | None:
        """The first day on which somebody met the person; an attempt is no session."""
        return min((one.day for one in self.held if one.kind != SessionKind.ATTEMPT), default=None)

    def contact(self) -> tuple[date | None, int]:
        """The day on which somebody last met the person, and how often one has tried in vain since."""
        return contact(self.held)

    def current(self) -> Observation:
        """The observation that holds now; raises :class:`ValueError` for a person without any."""
        return _latest(self.observations)

    def turning_25(self) -> tuple[int, UUID, str, int] | None:
        """The year of the 25th birthday, where the person counts, the latest status but that of having turned 25.

        With it, for somebody who has turned 25, how many months old the status was on that day; none without a status.
        """
        seen = [one for one in self.observations if one.status != TURNED_25]
        if not seen:
            return None
        last, months = _latest(seen), FOLLOWED
        if self.current().status == TURNED_25:
            months = periods.months_old(last.day, ages.birthday(self.born, ages.OLDEST + 1))
        return ages.year_of_25(self.born), self.stays[-1].area, last.status, min(months, OLDEST_STATUS)

    def stale(self, before: date | None) -> tuple[UUID, str] | None:
        """Where and with which status the person counts now, if that status is from before the day."""
        if before is None or not self.observations or (seen := self.current()).day >= before:
            return None
        return self.stays[-1].area, seen.status

    def area_on(self, day: date) -> UUID:
        """The area that counts the person on the day; before the first known home, the first known home."""
        return presence.area_on(self.stays, day)


def of(youths: Iterable[UUID]) -> list[History]:
    """The histories of these people, with four statements however many they are; people unknown are left out."""
    wanted = list(youths)
    people = rows(Youth.select(Youth.id, Youth.birth_on, Youth.address_protected).where(Youth.id.in_(wanted)))
    found = {youth: History(youth, born) for youth, born, _protected in people}
    hidden = {youth: protected for youth, _born, protected in people}
    for youth, homes in _homes(wanted, hidden).items():
        found[youth].homes.extend(homes)
        found[youth].stays.extend(_in_force(homes))
    for youth, events in _learned(wanted).items():
        found[youth].learned.extend(events)
        found[youth].observations.extend(one.seen for one in events if one.until == STILL)
    for youth, held in sessions(wanted):
        found[youth].held.append(held)
    return list(found.values())


def homes(youths: Iterable[UUID]) -> dict[UUID, list[Stay]]:
    """Where these people lived from when on, in counted areas and in the order of time, with two statements."""
    wanted = list(youths)
    hidden = dict(rows(Youth.select(Youth.id, Youth.address_protected).where(Youth.id.in_(wanted))))
    found: dict[UUID, list[Stay]] = defaultdict(list)
    for youth, homes in _homes(wanted, hidden).items():
        found[youth].extend(_in_force(homes))
    return found

def _latest(observations: list[Observation]) -> Observation:
    return max(observations, key=lambda seen: (seen.day, seen.recorded_at, seen.id))


def contact(held: list[Held]) -> tuple[date | None, int]:
    """As :meth:`History.contact`, of a person's sessions in any order."""
    met = max((one for one in held if one.kind != SessionKind.ATTEMPT), key=lambda one: (one.at, one.day), default=None)
    in_vain = [one for one in held if one.kind == SessionKind.ATTEMPT and (met is None or one.at > met.at)]
    return met.day if met else None, len(in_vain)


def _homes(youths: list[UUID], hidden: dict[UUID, bool]) -> dict[UUID, list[Home]]:
    """The stays by the day since when, and of those since the same day as they were recorded."""
    stay = AreaStay
    select = (
        stay.select(stay.youth, stay.since, stay.area, stay.lives_outside, stay.recorded_at)
        .where(stay.youth.in_(youths))
        .order_by(stay.since, stay.recorded_at, stay.id)
    )
    found: dict[UUID, list[Home]] = defaultdict(list)
    for youth, since, area, outside, recorded_at in rows(select):
        scope = PROTECTED if hidden[youth] else OUTSIDE if outside else area
        found[youth].append(Home(Stay(since, scope), _day(recorded_at)))
    return found


def _in_force(homes: list[Home]) -> list[Stay]:
    """Of two stays since the same day the one recorded last holds."""
    return list({home.stay.since: home.stay for home in homes}.values())


def observations(youths: list[UUID]) -> dict[UUID, list[Observation]]:
    """The effective status events of these people, with one statement."""
    learned = _learned(youths)
    return {youth: [one.seen for one in events if one.until == STILL] for youth, events in learned.items()}


def _learned(youths: list[UUID]) -> dict[UUID, list[Learned]]:
    """All status events of these people, corrected ones too, with one statement."""
    event = StatusEvent
    select = event.select(
        event.youth, event.id, event.observed_on, event.recorded_at, event.status, event.replaces
    ).where(event.youth.in_(youths))
    events = rows(select)
    corrected = {row[5]: row[3] for row in events}
    found: dict[UUID, list[Learned]] = defaultdict(list)
    for youth, event_id, day, recorded_at, status, _replaces in events:
        until = _day(corrected[event_id]) if event_id in corrected else STILL
        found[youth].append(Learned(Observation(day, recorded_at, event_id, status), _day(recorded_at), until))
    return found


def _day(moment: Any) -> date:
    """The day in Copenhagen, which begins at midnight there also when the clocks change."""
    return clock.local(moment).date()


def sessions(youths: list[UUID]) -> list[tuple[UUID, Held]]:
    """The sessions with these people that are not withdrawn, with one statement."""
    session = GuidanceSession
    select = (
        SessionParticipant.select(SessionParticipant.youth, session.held_on, session.held_at, session.kind)
        .join(session)
        .where(SessionParticipant.youth.in_(youths) & session.withdrawn_at.is_null())
    )
    return [(youth, Held(*held)) for youth, *held in rows(select)]
