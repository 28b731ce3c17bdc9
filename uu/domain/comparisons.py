"""Two places beside each other, each read as the overview reads it."""

from dataclasses import dataclass
from datetime import timedelta

from uu import clock
from uu.domain import overview, places
from uu.domain.overview import Overview
from uu.domain.places import LEVELS, Place
from uu.models import CITY
from uu.statistics import comparisons
from uu.statistics.comparisons import Verdict
from uu.statistics.measures import Ends, Range
from uu.vocabulary import N_

_WEEKS = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class Share:
    """A share of two places; the code is that of its definition."""

    code: str
    title: str
    one: Ends
    other: Ends

    @property
    def points(self) -> Range | None:
        return comparisons.difference(self.one, self.other)

    @property
    def people(self) -> tuple[int, int] | None:
        return comparisons.in_people(self.one, self.other)

    @property
    def verdict(self) -> Verdict | None:
        return comparisons.verdict(self.one, self.other)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two places and their shares; ``shared`` says that the same young people count in both."""

    one: Overview
    other: Overview
    shares: list[Share]
    shared: bool


def compare(one: tuple[str, str], other: tuple[str, str]) -> Comparison:
    """Two places, each by level and id; raises :class:`NotVisibleError` for one that does not exist."""
    since = clock.today() - _WEEKS
    mine, theirs = (overview.overview(level, wanted, since) for level, wanted in (one, other))
    return Comparison(mine, theirs, _shares(mine, theirs), _shared(mine.place, theirs.place))


def choices() -> list[Place]:
    """Every place there is to compare, level by level, with two statements."""
    division = places.division()
    return [places.CITY_PLACE, *(place for level in LEVELS[1:] for place in division.places(level))]


def _shared(one: Place, other: Place) -> bool:
    return CITY in {*one.scopes, *other.scopes} or not {*one.scopes}.isdisjoint(other.scopes)


def _shares(one: Overview, other: Overview) -> list[Share]:
    mine, theirs = one.figures.counts, other.figures.counts
    turning = one.cohort.counts.reached_ends(), other.cohort.counts.reached_ends()
    return [
        Share("cohort_25", N_("Reached, of those who turn 25 this year"), *turning),
        Share("reached_share", N_("Reached, of all"), mine.reached_ends(), theirs.reached_ends()),
        Share("completed_or_enrolled", N_("Completed or enrolled"), mine.enrolled_ends(), theirs.enrolled_ends()),
        Share("neet_share", N_("In neither education nor work"), mine.neet_ends(), theirs.neet_ends()),
        Share("coverage", N_("Coverage"), mine.known_ends(), theirs.known_ends()),
    ]
