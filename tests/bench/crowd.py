"""A crowd for the benchmarks: rows written directly, counters worked out from them, everything sealed as for real."""

import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from uu import clock
from uu.domain import areas, keys, recounts, reference
from uu.domain.identity import Identity
from uu.models import StaffArea, StaffUser, database
from uu.models.database import act
from uu.privacy import sealing
from uu.statistics import ages, deadlines
from uu.vocabulary import Role

EVENTS_EACH = 5
PEOPLE_EACH = 100
_PAGE = 2000
_CODES = ("GRS", "K10", "GYM", "EUG", "EUH", "FGU", "OPV", "AFB", "JOB", "LED", "UOP", "IKK", "GUU", "GUU", "GUU")

_NAMES = ("Amina", "Freja", "Yusuf", "Emil", "Ida", "Omar")

_YOUTH = "INSERT INTO youth VALUES (?,1,?,?,NULL,?,0,0,?,?,'street','yes',?,?,?,?,?,0,?,0,?)"
_STAY = "INSERT INTO area_stay VALUES (?,?,?,0,?,?,?)"
_EVENT = "INSERT INTO status_event VALUES (?,?,?,?,?,?,'youth',NULL,NULL,0,NULL,NULL)"
_SESSION = "INSERT INTO guidance_session VALUES (?,?,?,?,30,'choice',?,?,NULL,NULL)"
# Every third of the sessions of a person is one of these.
_KINDS = ("attempt", "talk", "phone", "drop_in", "home_visit", "activity", "meeting")
SESSIONS_EACH = 4
_PART = "INSERT INTO session_participant VALUES (?,?,?)"
_FOLLOWUP = (
    "INSERT INTO follow_up VALUES (?,?,'agreed',?,?,'open',?,NULL,NULL,?,?,NULL,NULL,NULL,1)"
)
_CLOCK = "INSERT INTO follow_up VALUES (?,?,?,NULL,?,?,?,NULL,?,?,?,?,?,NULL,1)"
# Statuses that start the clocks of a young person of 15 to 17.
_IDLE = frozenset({"OPV", "AFB", "LED"})
_CLOCKS = (("contact_clock", deadlines.contact_deadline), ("offer_clock", deadlines.offer_deadline))
_KEY = "INSERT INTO person_key VALUES (?,?,?)"


@dataclass(slots=True)
class Rows:
    """Rows of one page of people, by statement."""

    data: dict[str, list[tuple[Any, ...]]]
    keyring: list[tuple[Any, ...]]


class Crowd:
    """So many young people over three years, shared out among counsellors of a hundred each."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.luck = random.Random(1)
        self.today = clock.today()
        self.places = [choice.id for choice in areas.choices()]
        self.staff = [self._counsellor(number) for number in range(max(1, size // PEOPLE_EACH))]

    def settle(self) -> None:
        """Write everybody, then the counters."""
        for numbers in _pages(range(self.size)):
            rows = self._rows(numbers)
            with act(), database.keyring.atomic():
                for statement, values in rows.data.items():
                    database.data.connection().executemany(statement, values)
                database.keyring.connection().executemany(_KEY, rows.keyring)
        recounts.rebuild(lambda _done: None)
        database.data.execute_sql("ANALYZE")

    def _counsellor(self, number: int) -> tuple[str, str]:
        """Where somebody works and who they are, as SQLite spells ids."""
        person = StaffUser.create(
            id=reference.stable_id("bench", str(number)), username=f"c{number}", name=f"Counsellor {number}",
            role=Role.COUNSELLOR, password_hash="unusable", created_at=clock.now(),
        )  # fmt: skip
        place = self.places[number % len(self.places)]
        StaffArea.create(id=self._id(), staff=person, area=place, since=date(2020, 1, 1))
        return place.hex, person.id.hex

    def _rows(self, numbers: Iterable[int]) -> Rows:
        rows = Rows({s: [] for s in (_YOUTH, _STAY, _EVENT, _SESSION, _PART, _FOLLOWUP, _CLOCK)}, [])
        for number in numbers:
            self._person(number, rows)
        return rows

    def _person(self, number: int, rows: Rows) -> None:
        luck, youth, key = self.luck, self._id(), sealing.new_key()
        place, counsellor = self.staff[number // PEOPLE_EACH % len(self.staff)]
        born = self.today - timedelta(days=luck.randrange(15 * 366, 25 * 365 - 1))
        days = sorted(self.today - timedelta(days=luck.randrange(1, 1080)) for _ in range(EVENTS_EACH))
        codes = [luck.choice(_CODES) for _ in days]
        met, last, due = days[0], days[-1], self.today + timedelta(days=luck.randrange(-5, 60))
        who = Identity(first_name=luck.choice(_NAMES), last_name=f"Nr{number}")
        rows.keyring.append((youth.hex, keys.master().wrap(key, youth), _moment(met)))
        rows.data[_YOUTH].append((
            youth.hex, who.sealed(key, youth), str(born), place, counsellor, str(met), counsellor, str(met),
            _moment(met), codes[-1], str(last), str(last), str(due),
        ))  # fmt: skip
        rows.data[_STAY].append((self._id().hex, youth.hex, place, str(met), _moment(met), counsellor))
        for day, code in zip(days, codes, strict=True):
            event = self._id()
            rows.data[_EVENT].append((event.hex, youth.hex, code, str(day), _moment(day), counsellor))
            if code in _IDLE and ages.age_on(born, day) in deadlines.CLOCK_AGES:
                self._start_clocks(youth, event, day, counsellor, rows)
        words = keys.seal(key, youth, "session.note", json.dumps({"place": "", "note": "En tur rundt om søen."}))
        for day in [last, *(met + (last - met) * luck.random() for _ in range(SESSIONS_EACH - 1))]:
            session, ordinary = self._id().hex, day == last or luck.random() < 0.7
            kind = "walk_and_talk" if ordinary else luck.choice(_KINDS)
            rows.data[_SESSION].append((session, kind, _moment(day), str(day), counsellor, _moment(day)))
            rows.data[_PART].append((session, youth.hex, words))
        text = keys.seal(key, youth, "followup.text", "Gå en tur igen")
        rows.data[_FOLLOWUP].append((self._id().hex, youth.hex, text, str(due), counsellor, counsellor, _moment(last)))

    def _start_clocks(self, youth: UUID, event: UUID, day: date, counsellor: str, rows: Rows) -> None:
        """Both clocks, most of them done some days later."""
        for kind, deadline in _CLOCKS:
            done_on = day + timedelta(days=self.luck.randrange(1, 40))
            closed = (counsellor, _moment(done_on)) if done_on <= self.today else (None, None)
            state = "done" if closed[0] else "open"
            made = (event.hex, counsellor, _moment(day), *closed)
            rows.data[_CLOCK].append((
                self._id().hex, youth.hex, kind, str(deadline(day)), state, counsellor, *made,
            ))  # fmt: skip

    def _id(self) -> UUID:
        return UUID(int=self.luck.getrandbits(128), version=4)


def _moment(day: date) -> str:
    return str(datetime.combine(day, datetime.min.time()).replace(hour=11))


def _pages(numbers: range) -> Iterator[range]:
    for start in range(0, len(numbers), _PAGE):
        yield numbers[start : start + _PAGE]
