"""The counsellor's list: whom one is there for, most urgent first, filtered, searched and paged."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Any
from uuid import UUID

from peewee import JOIN, Case

from uu import clock
from uu.domain import access, followups, identity, keys, radar
from uu.domain.identity import Identity
from uu.domain.radar import Signal
from uu.domain.urgency import Limits, Situation, Why
from uu.models import FollowUp, HousingArea, SearchToken, StaffUser, Status, StatusBucket, Youth
from uu.models.database import rows
from uu.privacy import names
from uu.statistics.ages import age_on
from uu.vocabulary import Bucket, FollowUpKind, FollowUpState, Role

PAGE_SIZE = 50


class Whose(StrEnum):
    """One's own people, or the other people of one's areas."""

    MINE = "mine"
    AREAS = "areas"


class Show(StrEnum):
    """Which of them: those with a bucket's name are in that bucket, those with a signal's fall under the radar so."""

    TODAY = "today"
    ALL = "all"
    AT_RISK = Bucket.AT_RISK.value
    UNKNOWN = Bucket.UNKNOWN.value
    ON_THE_WAY = Bucket.ON_THE_WAY.value
    REACHED = Bucket.REACHED.value
    QUIET = Signal.QUIET.value
    UNSURE = Signal.UNSURE.value
    IDLE = Signal.IDLE.value
    OVERDUE = Signal.OVERDUE.value
    CLOSED = "closed"


class Sort(StrEnum):
    URGENCY = "urgency"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks of the list. A search goes through everybody they may see, closed ones too."""

    whose: Whose = Whose.MINE
    show: Show = Show.TODAY
    area: UUID | None = None
    sort: Sort = Sort.URGENCY
    query: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Line:
    """A person as the table knows them, before the name is unsealed. ``area`` is none where it is protected."""

    id: UUID
    sealed: bytes
    birth_on: date
    age_is_said: bool
    area: UUID | None
    area_name: str
    lives_outside: bool
    counsellor: UUID | None
    counsellor_name: str
    labels: tuple[str, str]
    bucket: Bucket
    status_on: date
    is_stale: bool
    closed: bool
    why: Why
    signals: frozenset[str]
    sealed_next: bytes | None

    def is_shown_under(self, show: Show) -> bool:
        if show == Show.TODAY:
            return self.why.is_for_today
        return show in {Show.ALL, Show.CLOSED} or show.value in {self.bucket.value, *self.signals}


@dataclass(frozen=True, slots=True)
class Person:
    """A row of the list; ``next_step`` is what was agreed, in the counsellor's words."""

    line: Line
    identity: Identity
    age: int
    next_step: str


@dataclass(frozen=True, slots=True)
class Caseload:
    """One page of the list, and how many each filter would show."""

    people: list[Person]
    total: int
    page: int
    pages: int
    needed_today: int
    shows: Counter[Show]
    areas: list[tuple[UUID, str, int]]

    def ids(self) -> list[UUID]:
        return [person.line.id for person in self.people]


def read_list(user: StaffUser, wish: Wish) -> Caseload:
    """What the user asks for among those they may see: three statements and one to the keyring."""
    tokens = keys.blind_index().query(wish.query) if wish.query.strip() else None
    everybody = _lines(user, wish, tokens)
    if tokens is not None:
        return _caseload(everybody, everybody, wish, partial(_likeness, wish.query))
    here = [line for line in everybody if wish.area in {None, line.area}]
    found = [line for line in here if line.is_shown_under(wish.show)]
    return _caseload(everybody, found, wish, _by_name if wish.sort == Sort.NAME else None)


Order = Callable[[Line, Identity], Any]


def _caseload(everybody: list[Line], found: list[Line], wish: Wish, order: Order | None) -> Caseload:
    pages = max(1, -(-len(found) // PAGE_SIZE))
    page = min(wish.page, pages)
    return Caseload(
        people=_page(found, page, order),
        total=len(found),
        page=page,
        pages=pages,
        needed_today=sum(line.why.is_for_today for line in everybody),
        shows=_count_shows(line for line in everybody if wish.area in {None, line.area}),
        areas=_count_areas(line for line in everybody if line.is_shown_under(wish.show)),
    )


def _page(found: list[Line], number: int, order: Order | None) -> list[Person]:
    """Names are unsealed for the page alone, unless they decide the order."""
    found = sorted(found, key=lambda line: (line.why.urgency, line.id))
    shown = slice((number - 1) * PAGE_SIZE, number * PAGE_SIZE)
    if order is None:
        found = found[shown]
    held = keys.keys_of(line.id for line in found)
    opened = [(line, identity.opened(held.get(line.id), line.id, line.sealed)) for line in found]
    if order is not None:
        opened = sorted(opened, key=lambda pair: order(*pair))[shown]
    today = clock.today()
    return [
        Person(line, who, age_on(line.birth_on, today), _next_step(line, held.get(line.id))) for line, who in opened
    ]


def _by_name(_line: Line, who: Identity) -> Any:
    return names.sort_key(f"{who.name} {who.last_name}")


def _likeness(query: str, line: Line, who: Identity) -> Any:
    likest = max(names.similarity(query, name) for name in (who.full_name, who.name))
    return -likest, line.closed


def _next_step(line: Line, key: bytes | None) -> str:
    if line.sealed_next is None or key is None:
        return ""
    return followups.unsealed(key, line.id, line.sealed_next)


def _count_shows(lines: Iterable[Line]) -> Counter[Show]:
    counted: Counter[Show] = Counter()
    for line in lines:
        counted.update(show for show in Show if line.is_shown_under(show))
    return counted


def _count_areas(lines: Iterable[Line]) -> list[tuple[UUID, str, int]]:
    counted = Counter((line.area, line.area_name) for line in lines)
    found = [(area, name, n) for (area, name), n in counted.items() if area is not None]
    return sorted(found, key=lambda row: names.sort_key(row[1]))


def _lines(user: StaffUser, wish: Wish, tokens: list[list[bytes]] | None) -> list[Line]:
    limits = radar.limits_in_force()
    select = _people(limits).where(access.visible_to(user))
    select = select.where(_whose(user, wish)) if tokens is None else select.where(*_found(tokens))
    found: dict[UUID, Line] = {}
    for row in rows(select.order_by(FollowUp.kind)):
        # Of two things due on the same day a clock, which sorts after what was agreed, tells the reason.
        line = _line(row, limits)
        found[line.id] = line
    return list(found.values())


def _whose(user: StaffUser, wish: Wish) -> Any:
    closed = Youth.closed == (wish.show == Show.CLOSED)
    if user.role != Role.COUNSELLOR:
        return closed
    mine = Youth.counsellor == user.id
    return closed & (mine if wish.whose == Whose.MINE else ~mine | Youth.counsellor.is_null())


def _found(tokens: list[list[bytes]]) -> list[Any]:
    """Every word must be met; words that ask for nothing find nobody."""
    met = [Youth.id.in_(SearchToken.select(SearchToken.youth).where(SearchToken.token.in_(entry))) for entry in tokens]
    return met or [Youth.id.is_null()]


def _people(limits: Limits) -> Any:
    in_force = (
        StatusBucket.select(StatusBucket.bucket)
        .where((StatusBucket.status == Youth.status) & (StatusBucket.since <= limits.today))
        .order_by(StatusBucket.since.desc())
        .limit(1)
    )
    due_first = (
        (FollowUp.youth == Youth.id) & (FollowUp.state == FollowUpState.OPEN) & (FollowUp.due_on == Youth.next_due_on)
    )
    return (
        Youth.select(
            Youth.id, Youth.sealed, Youth.birth_on, Youth.said_age, Youth.area, HousingArea.name,
            Youth.lives_outside, Youth.address_protected, Youth.counsellor, StaffUser.name,
            Status.label_da, Status.label_en, in_force.alias("bucket"), Youth.status_on, Youth.closed,
            Youth.registered_on, Youth.last_contact_on, Youth.told, Youth.next_due_on,
            FollowUp.kind, FollowUp.sealed_text,
            *(Case(None, [(holds, signal.value)], "") for signal, holds in radar.conditions(limits).items()),
        )
        .join(HousingArea, on=(HousingArea.id == Youth.area))
        .switch(Youth)
        .join(StaffUser, JOIN.LEFT_OUTER, on=(StaffUser.id == Youth.counsellor))
        .switch(Youth)
        .join(Status, on=(Status.code == Youth.status))
        .switch(Youth)
        .join(FollowUp, JOIN.LEFT_OUTER, on=due_first)
    )  # fmt: skip


def _line(row: tuple[Any, ...], limits: Limits) -> Line:
    (
        youth, sealed, birth_on, said_age, area, area_name, lives_outside, is_protected, counsellor, counsellor_name,
        label_da, label_en, bucket, status_on, closed, registered_on, last_contact_on, told, next_due_on,
        kind, sealed_next, *signals,
    ) = row  # fmt: skip
    situation = Situation(
        bucket=Bucket(bucket), status_on=status_on, registered_on=registered_on, closed=closed,
        next_due_on=next_due_on, next_kind=kind, last_contact_on=last_contact_on, told=told,
        age_is_said=said_age is not None,
    )  # fmt: skip
    return Line(
        id=youth, sealed=sealed, birth_on=birth_on, age_is_said=said_age is not None,
        area=None if is_protected else area, area_name="" if is_protected else area_name,
        lives_outside=lives_outside, counsellor=counsellor, counsellor_name=counsellor_name or "",
        labels=(label_da, label_en), bucket=situation.bucket, status_on=status_on,
        is_stale=limits.is_stale(situation.bucket, status_on), closed=closed,
        why=limits.why(situation), signals=frozenset(filter(None, signals)),
        sealed_next=sealed_next if kind == FollowUpKind.AGREED else None,
    )  # fmt: skip
