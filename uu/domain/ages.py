"""The figures of each age, read from the people's present status and never from events."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from peewee import SQL, Case, fn

from uu import clock
from uu.domain import buckets, places, policies, targets
from uu.domain.places import Place
from uu.models import CITY, Youth
from uu.models.database import bare_rows
from uu.statistics import periods
from uu.statistics.ages import BANDS, OLDEST, YOUNGEST
from uu.statistics.measures import Counts
from uu.vocabulary import Bucket

_OF_25 = 12 * (OLDEST + 1)


@dataclass(frozen=True, slots=True)
class Band:
    """Those from the first to the last age; ``excluded`` are of that age as well, and not counted."""

    first: int
    last: int
    counts: Counts
    excluded: int


@dataclass(frozen=True, slots=True)
class Ages:
    """Everything the page says of a place. It is divided by nothing but age."""

    place: Place
    above: list[Place]
    day: date
    stale_months: int
    goal: targets.Goal
    bands: list[Band]
    by: str = ""

    @property
    def whole(self) -> Band:
        """All bands together, who are all that the overview counts."""
        counts = sum((band.counts for band in self.bands), Counts())
        return Band(YOUNGEST, OLDEST, counts, sum(band.excluded for band in self.bands))


def ages(level: str, wanted: str) -> Ages:
    """The figures of a place by age today, with one statement on the young people.

    Raises :class:`NotVisibleError` for a place that does not exist.
    """
    day, division, months = clock.today(), places.division(), policies.value(policies.STALE)
    place = division.find(level, wanted)
    bands = of(place.scopes, day, periods.months_back(day, months))
    return Ages(place, division.above(place), day, months, targets.goal_on(day), bands)


def of(scopes: Iterable[UUID], day: date, before: date) -> list[Band]:
    """The bands of real areas or the whole city; a status from before a day is old.

    Who is followed counts in the first or the last band when they are too young or too old for any, so that the bands
    together are all who are followed.
    """
    now: defaultdict[int, Counter[str]] = defaultdict(Counter)
    old: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for band, status, n, stale in bare_rows(_by_age(list(scopes), day, before)):
        now[band][status], old[band][status] = n, stale
    classes = buckets.classes_in_force()(day)
    return [
        Band(first, last, Counts.from_statuses(now[i], classes, old[i]), _excluded(now[i], classes))
        for i, (first, last) in enumerate(BANDS)
    ]


def _excluded(found: Counter[str], classes: Any) -> int:
    return sum(n for status, n in found.items() if classes[status].bucket == Bucket.EXCLUDED)


def _by_age(scopes: list[UUID], day: date, before: date) -> Any:
    """Whoever is followed, and those of these ages who are not, by band and status."""
    at_least = [(Youth.birth_on <= periods.months_back(day, 12 * first), i) for i, (first, _last) in enumerate(BANDS)]
    band = Case(None, at_least[:0:-1], 0)
    stale = fn.SUM(Case(None, [(Youth.status_on < before, 1)], 0))
    select = Youth.select(band, Youth.status, fn.COUNT(SQL("*")), stale)
    counted = ~(Youth.closed & (Youth.birth_on <= periods.months_back(day, _OF_25)))
    if CITY not in scopes:
        counted &= Youth.area.in_(scopes) & ~Youth.lives_outside & ~Youth.address_protected
    return select.where(counted).group_by(SQL("1"), Youth.status)
