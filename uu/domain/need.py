"""Where the young people lack most to the target, beside the counsellors who are there."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any
from uuid import UUID

from uu import clock
from uu.domain import access, overview
from uu.domain.overview import Overview
from uu.domain.places import Place
from uu.domain.targets import Goal
from uu.models import HousingArea, StaffArea, StaffUser
from uu.models.database import rows
from uu.privacy.names import sort_key
from uu.statistics import caseloads
from uu.statistics.measures import Counts
from uu.vocabulary import Role

_WEEKS = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class Line:
    """An area with its need and its counsellors; ``counsellors`` counts each as their share of the areas they have."""

    place: Place
    counts: Counts
    distance: int | None
    names: list[str]
    counsellors: Fraction

    @property
    def effort(self) -> int:
        """Those who need effort or whose status is not known."""
        return self.counts.at_risk + self.counts.unknown

    @property
    def per_counsellor(self) -> Fraction | None:
        return caseloads.per_counsellor(self.counts.n, self.counsellors)

    @property
    def met(self) -> Fraction:
        """How many of the young people a further counsellor would have."""
        return caseloads.met_by_one_more(self.counts.n, self.counsellors)

    @property
    def effort_met(self) -> Fraction:
        """How many of those who need effort or are unknown a further counsellor would have."""
        return caseloads.met_by_one_more(self.effort, self.counsellors)


@dataclass(frozen=True, slots=True)
class Need:
    """The areas of a place in order. ``most`` and ``most_effort`` are where a further counsellor would meet most."""

    place: Place
    above: list[Place]
    day: date
    goal: Goal
    lines: list[Line]
    most: Line | None
    most_effort: Line | None
    by: str = ""


# Whoever has nobody comes last; equal ones stand by name.
_ORDERS: dict[str, Callable[[Line], Any]] = {
    "distance": lambda line: -(line.distance or 0),
    "share": lambda line: line.counts.range.low if line.counts.range else 2.0,
    "load": lambda line: (line.counsellors != 0, -(line.per_counsellor or line.counts.n)) if line.counts.n else (2, 0),
    "name": lambda line: sort_key(line.place.name),
}
SORTS = tuple(_ORDERS)


def need(level: str, wanted: str, sort: str = SORTS[0]) -> Need:
    """The areas of a place, or the one area, by need; one statement more than the overview.

    Raises :class:`NotVisibleError` for a place that does not exist.
    """
    read = overview.overview(level, wanted, clock.today() - _WEEKS, "area")
    lines = sorted(_lines(read), key=lambda line: sort_key(line.place.name))
    lines.sort(key=_ORDERS[sort if sort in SORTS else SORTS[0]])
    return Need(
        read.place, read.above, read.day, read.goal, lines, _first(lines, lambda line: line.met),
        _first(lines, lambda line: line.effort_met),
    )  # fmt: skip


def _lines(read: Overview) -> list[Line]:
    """The areas that are open or have people; those who live in none are nobody's area."""
    if read.place.level == "area":
        found = [(read.place, read.figures.counts, read.distance)]
    else:
        found = [(line.place, line.figures.counts, line.distance) for line in read.lines if line.place.level]
    at_work = _counsellors()
    areas_of = Counter(person for here in at_work.values() for person in here)
    lines = []
    for place, counts, distance in found:
        here = at_work.get(place.scopes[0], {})
        counsellors = sum((Fraction(1, areas_of[person]) for person in here), Fraction(0))
        lines.append(Line(place, counts, distance, sorted(here.values(), key=sort_key), counsellors))
    return lines


def _counsellors() -> dict[UUID, dict[UUID, str]]:
    """Who is assigned to each open area today, by id; nobody who is locked out."""
    today = clock.today()
    open_area = (HousingArea.kind == "area") & (HousingArea.closed_on.is_null() | (HousingArea.closed_on > today))
    at_work = (StaffUser.role == Role.COUNSELLOR) & StaffUser.locked_at.is_null()
    select = StaffArea.select(StaffArea.area, StaffUser.id, StaffUser.name).join(StaffUser)
    select = select.join_from(StaffArea, HousingArea).where(access.on_day(StaffArea, today) & at_work & open_area)
    found: dict[UUID, dict[UUID, str]] = defaultdict(dict)
    for area, person, name in rows(select):
        found[area][person] = name
    return found


def _first(lines: list[Line], met: Callable[[Line], Fraction]) -> Line | None:
    """Where most would be met, of open areas; none where nobody would be."""
    here = [line for line in sorted(lines, key=lambda line: sort_key(line.place.name)) if not line.place.closed]
    best = max(here, key=met, default=None)
    return best if best is not None and met(best) else None
