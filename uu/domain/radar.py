"""Who falls under the radar: one rule, which counts everybody for a leader and finds one's own people by name."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from peewee import SQL, Case, fn

from uu import clock
from uu.domain import overview, places, policies
from uu.domain.places import Place
from uu.domain.urgency import LAPSING, Limits
from uu.models import CITY, OUTSIDE, PROTECTED, StaffUser, Status, StatusBucket, Youth
from uu.models.database import bare_rows
from uu.statistics import deadlines, periods
from uu.vocabulary import N_, Bucket, Labelled, Role


class Signal(Labelled):
    """A way of falling under the radar."""

    QUIET = "quiet", N_("Long without contact")
    UNSURE = "unsure", N_("Status old or unknown")
    IDLE = "idle", N_("15–17 without activity")
    OVERDUE = "overdue", N_("Follow-up overdue")


@dataclass(frozen=True, slots=True)
class Concerns:
    """How many young people of a place are followed, and of these fall under the radar, in each way and at all.

    ``unattended`` are those of them whom no counsellor who works here is there for.
    """

    n: int = 0
    signals: Counter[Signal] = field(default_factory=Counter)
    concerned: int = 0
    unattended: int = 0

    def __add__(self, other: "Concerns") -> "Concerns":
        return Concerns(
            self.n + other.n,
            self.signals + other.signals,
            self.concerned + other.concerned,
            self.unattended + other.unattended,
        )


@dataclass(frozen=True, slots=True)
class Line:
    """A place with its counts."""

    place: Place
    concerns: Concerns


@dataclass(frozen=True, slots=True)
class Radar:
    """Everything a leader sees of a place: counts, and never who they are."""

    place: Place
    above: list[Place]
    by: str
    limits: Limits
    concerns: Concerns
    lines: list[Line]


def conditions(limits: Limits) -> dict[Signal, Any]:
    """In which ways a :class:`Youth` falls under the radar, as conditions to build a select on.

    Whoever is closed is not followed, and nobody is chased who has completed an education.
    """
    months_old = periods.months_back(limits.today, limits.stale_after_months)
    quiet = fn.COALESCE(Youth.last_contact_on, Youth.registered_on) < limits.quiet_before
    found = {
        Signal.QUIET: quiet & Youth.status.not_in(_counted_as(limits.today, [Bucket.REACHED])),
        Signal.UNSURE: Youth.status.in_(_counted_as(limits.today, [Bucket.UNKNOWN]))
        | (Youth.status.in_(_counted_as(limits.today, LAPSING)) & (Youth.status_on < months_old)),
        Signal.IDLE: _aged(limits.today, deadlines.CLOCK_AGES) & Youth.status.in_(_without_activity()),
        Signal.OVERDUE: Youth.next_due_on < limits.today,
    }
    return {signal: ~Youth.closed & holds for signal, holds in found.items()}


def limits_in_force() -> Limits:
    """Today, and from when a silence or a status is long by the settings."""
    values = policies.values()
    return Limits(clock.today(), values["quiet_after_days"], values[policies.STALE])


def radar(level: str, wanted: str, by: str = "") -> Radar:
    """The counts of a place and of those below it, with one statement on the young people.

    Raises :class:`NotVisibleError` for a place that does not exist.
    """
    division, limits = places.division(), limits_in_force()
    place, by = division.find(level, wanted), overview.divided_by(level, by)
    counted = _counted(limits)
    lines = [Line(each, _of(counted, each.scopes)) for each in overview.lines_of(division, place, by)]
    shown = [line for line in lines if line.concerns.n or (line.place.level and not line.place.closed)]
    return Radar(place, division.above(place), by, limits, _of(counted, place.scopes), shown)


def unattended() -> Any:
    """The condition on :class:`Youth` that no counsellor who works here is named for them."""
    at_work = StaffUser.select(StaffUser.id).where((StaffUser.role == Role.COUNSELLOR) & StaffUser.locked_at.is_null())
    return Youth.counsellor.is_null() | Youth.counsellor.not_in(at_work)


def _counted(limits: Limits) -> dict[UUID, Concerns]:
    """The counts of every scope; the city is the sum of all."""
    alike, holds = (Youth.area, Youth.lives_outside, Youth.address_protected), conditions(limits)
    concerned = reduce(or_, holds.values())
    figures = [_sum(each) for each in (*holds.values(), concerned, concerned & unattended())]
    select = Youth.select(*alike, fn.COUNT(SQL("*")), *figures).where(~Youth.closed).group_by(*alike)
    found: defaultdict[UUID, Concerns] = defaultdict(Concerns)
    for area, outside, protected, n, *sums in bare_rows(select):
        each = Concerns(n, Counter(dict(zip(holds, sums, strict=False))), *sums[len(holds) :])
        for scope in (PROTECTED if protected else OUTSIDE if outside else Youth.area.python_value(area), CITY):
            found[scope] += each
    return found


def _of(counted: dict[UUID, Concerns], scopes: Iterable[UUID]) -> Concerns:
    return sum((counted[scope] for scope in scopes if scope in counted), Concerns())


def _sum(holds: Any) -> Any:
    return fn.SUM(Case(None, [(holds, 1)], 0))


def _counted_as(day: date, buckets: Iterable[Bucket]) -> Any:
    """The statuses that count in one of these buckets on the day."""
    in_force = (
        StatusBucket.select(StatusBucket.bucket)
        .where((StatusBucket.status == Status.code) & (StatusBucket.since <= day))
        .order_by(StatusBucket.since.desc())
        .limit(1)
    )
    return Status.select(Status.code).where(fn.COALESCE(in_force, "").in_([bucket.value for bucket in buckets]))


def _without_activity() -> Any:
    """The statuses of which :func:`deadlines.needs_clock` says that somebody has nothing to go to."""
    return Status.select(Status.code).where(Status.neet & (Status.sub != deadlines.EXEMPT))


def _aged(day: date, ages: range) -> Any:
    """Whoever is of one of these ages on the day."""
    youngest, too_old = periods.months_back(day, ages.start * 12), periods.months_back(day, ages.stop * 12)
    return (Youth.birth_on <= youngest) & (Youth.birth_on > too_old)
