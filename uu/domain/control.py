"""The weekly control: 15-17-year-olds without activity, and whether the two deadlines were kept. No legal record."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, field
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from peewee import Case, fn

from uu import clock
from uu.domain import followups, overview, places
from uu.domain.places import Place
from uu.models import CITY, ClockRun, IdleSpell
from uu.models.database import rows
from uu.statistics import periods
from uu.statistics.periods import Period
from uu.vocabulary import FollowUpKind, FollowUpState


@dataclass(frozen=True, slots=True)
class Idle:
    """Young people of 15 to 17 without activity; those at the end are those at the start, plus new, minus ended.

    ``aged`` are those of the ended who turned 18.
    """

    at_start: int = 0
    new: int = 0
    ended: int = 0
    aged: int = 0
    at_end: int = 0


@dataclass(frozen=True, slots=True)
class Clocks:
    """Clocks of one kind in a week.

    Those running at the end are those at the start and the started, minus the kept, late, needless and dropped.
    ``missed`` are those whose deadline passed in the week with nothing done, also where it was done later;
    ``overdue`` are those of the running at the end whose deadline has passed.
    """

    at_start: int = 0
    started: int = 0
    kept: int = 0
    late: int = 0
    needless: int = 0
    dropped: int = 0
    missed: int = 0
    at_end: int = 0
    overdue: int = 0


@dataclass(frozen=True, slots=True)
class Week:
    """What happened in a place in a week."""

    idle: Idle = field(default_factory=Idle)
    contact: Clocks = field(default_factory=Clocks)
    offer: Clocks = field(default_factory=Clocks)

    def __add__(self, other: "Week") -> "Week":
        return Week(_added(self.idle, other.idle), _added(self.contact, other.contact), _added(self.offer, other.offer))

    @property
    def has_something(self) -> bool:
        return any(any(astuple(part)) for part in (self.idle, self.contact, self.offer))


@dataclass(frozen=True, slots=True)
class Line:
    """A place with its week."""

    place: Place
    week: Week


@dataclass(frozen=True, slots=True)
class Control:
    """Everything the page says of a place and a week. ``day`` is the last day counted: Sunday, or today before it."""

    place: Place
    above: list[Place]
    by: str
    period: Period
    day: date
    week: Week
    lines: list[Line]


def control(level: str, wanted: str, day: date, by: str = "") -> Control:
    """The week in which the day lies, at latest this one, with one statement on the spells and one on the clocks.

    Raises :class:`NotVisibleError` for a place that does not exist.
    """
    today, division = clock.today(), places.division()
    period = periods.week_of(min(day, today))
    last, over = min(period.last, today), min(period.last, today - timedelta(days=1))
    place, by = division.find(level, wanted), overview.divided_by(level, by)
    of = partial(_of, _weeks(period.first, last, over))
    lines = [Line(each, of(each.scopes)) for each in overview.lines_of(division, place, by)]
    shown = [line for line in lines if line.week.has_something or (line.place.level and not line.place.closed)]
    return Control(place, division.above(place), by, period, last, of(place.scopes), shown)


def _weeks(first: date, last: date, over: date) -> Mapping[UUID, Week]:
    """The week of every scope; the city is the sum of all."""
    found: defaultdict[UUID, Week] = defaultdict(Week)
    for scope, *counted in rows(_idle(first, last)):
        week = Week(idle=Idle(*counted))
        for each in (scope, CITY):
            found[each] += week
    for scope, kind, *counted in rows(_clocks(first, last, over)):
        clocks = Clocks(*counted)
        week = Week(contact=clocks) if kind == FollowUpKind.CONTACT_CLOCK else Week(offer=clocks)
        for each in (scope, CITY):
            found[each] += week
    return found


def _idle(first: date, last: date) -> Any:
    """The figures of :class:`Idle` by scope, in their order; ``until`` is the first day that is no longer idle."""
    spell = IdleSpell
    new, ended = spell.began_on.between(first, last), spell.until.between(first, last)
    counted = (spell.began_on < first, new, ended, ended & spell.aged, spell.until > last)
    touched = (spell.began_on <= last) & (spell.until >= first)
    return spell.select(spell.scope, *map(_sum, counted)).where(touched).group_by(spell.scope)


def _clocks(first: date, last: date, over: date) -> Any:
    """The figures of :class:`Clocks` by scope and kind, in their order."""
    run = ClockRun
    ended, running = run.ended_on.between(first, last), run.ended_on.is_null() | (run.ended_on > last)
    done, dropped = ended & (run.state == FollowUpState.DONE), ended & (run.state == FollowUpState.DROPPED)
    undone = run.ended_on.is_null() | (run.ended_on > run.due_on)
    counted = (
        run.started_on < first,
        run.started_on.between(first, last),
        done & (run.ended_on <= run.due_on),
        done & (run.ended_on > run.due_on),
        dropped & run.needless,
        dropped & ~run.needless,
        run.due_on.between(first, over) & undone,
        running,
        running & (run.due_on <= over),
    )
    touched = (run.started_on <= last) & (run.ended_on.is_null() | (run.ended_on >= first))
    wanted = touched & run.kind.in_(list(followups.CLOCKS))
    return run.select(run.scope, run.kind, *map(_sum, counted)).where(wanted).group_by(run.scope, run.kind)


def _sum(holds: Any) -> Any:
    return fn.SUM(Case(None, [(holds, 1)], 0))


def _of(weeks: Mapping[UUID, Week], scopes: Iterable[UUID]) -> Week:
    return sum((weeks[scope] for scope in scopes if scope in weeks), Week())


def _added(one: Any, other: Any) -> Any:
    return type(one)(*(mine + theirs for mine, theirs in zip(astuple(one), astuple(other), strict=True)))
