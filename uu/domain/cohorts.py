"""Those who turn 25 in a calendar year: the age the target is about, read from a tally of their own."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from peewee import JOIN, SQL, fn

from uu.domain.status_model import TURNED_25
from uu.models import CITY, FOLLOWED, OUTSIDE, PROTECTED, CohortTally, StaleBefore, Youth
from uu.models.database import bare_rows, rows
from uu.statistics import ages
from uu.statistics.intervals import uncertainty
from uu.statistics.measures import Counts, Range, StatusClass
from uu.vocabulary import Bucket

Cell = tuple[int, UUID, str, int]


@dataclass(frozen=True, slots=True)
class Cohort:
    """Those who turn 25 in the year; ``turned`` of them have done so, and count as they stood on that day."""

    year: int
    counts: Counts
    turned: int

    @property
    def uncertainty(self) -> Range | None:
        """How far what is not known, and chance, could move the share."""
        return uncertainty(self.counts.reached_ends())


def cohort(scopes: Iterable[UUID], day: date, before: date, months: int, classes: Mapping[str, StatusClass]) -> Cohort:
    """The cohort of the day's year in these scopes. A status is old from before a day, which is so many months ago."""
    counted: Counter[str] = Counter()
    old: Counter[str] = Counter()
    turned, wanted = 0, list(scopes)
    tallies = bare_rows(_tallies(wanted, day.year, before))
    for status, months_old, n, stale, is_fresh in tallies:
        counted[status] += n
        old[status] += stale * is_fresh if months_old == FOLLOWED else n * (months_old > months)
        turned += n * (months_old != FOLLOWED and classes[status].bucket != Bucket.EXCLUDED)
    if not all(is_fresh for *_tally, is_fresh in tallies):
        for (_year, scope, status, _age), n in stale_now(before, day.year).items():
            # Somebody may save in between, so a part is held within its whole.
            old[status] = min(counted[status], old[status] + n * (scope in wanted))
    return Cohort(day.year, Counts.from_statuses(counted, classes, old), turned)


def stale_now(before: date, year: int) -> Counter[Cell]:
    """Those of the cohort who are still followed and whose status is from before the day, by their cell."""
    first, last = (date(year - ages.OLDEST - 1, *ends) for ends in ((1, 1), (12, 31)))
    alike = (Youth.status, Youth.area, Youth.lives_outside, Youth.address_protected)
    theirs = Youth.birth_on.between(first, last) & (Youth.status_on < before) & (Youth.status != TURNED_25)
    select = Youth.select(*alike, fn.COUNT(SQL("*"))).where(theirs).group_by(*alike)
    found: Counter[Cell] = Counter()
    for status, area, outside, protected, n in rows(select):
        for scope in (PROTECTED if protected else OUTSIDE if outside else area, CITY):
            found[year, scope, status, FOLLOWED] += n
    return found


def years() -> list[int]:
    """The years for which there is a cohort."""
    return [year for (year,) in rows(CohortTally.select(CohortTally.year).distinct())]


def _tallies(scopes: list[UUID], year: int, before: date) -> Any:
    """The cohort by status and its age, and whether its old statuses are counted for the day."""
    tally, is_fresh = CohortTally, StaleBefore.day.is_null(False)
    select = tally.select(tally.status, tally.months_old, fn.SUM(tally.n), fn.SUM(tally.stale), is_fresh)
    counted = select.join(StaleBefore, JOIN.LEFT_OUTER, on=(StaleBefore.day == before))
    theirs = (tally.year == year) & tally.scope.in_(scopes)
    return counted.where(theirs).group_by(tally.status, tally.months_old, is_fresh)
