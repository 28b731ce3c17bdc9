"""Whether young people came closer between two days: each person's rung on the first against that on the last."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from uu.statistics.intervals import wilson
from uu.statistics.measures import ENROLLED, StatusClass
from uu.vocabulary import N_, Bucket, Labelled


class Rung(Labelled):
    """How far somebody has come, the furthest last: the buckets, with those on the way in two."""

    UNKNOWN = "unknown", N_("Unknown")
    AT_RISK = "at_risk", N_("Needs effort")
    PREP = "prep", N_("On the way, before upper-secondary")
    UPPER = "upper", N_("On the way, in upper-secondary")
    REACHED = "reached", N_("Reached")


RUNGS = tuple(Rung)
_HEIGHT = {rung: height for height, rung in enumerate(RUNGS)}
_OF_BUCKET = {
    Bucket.UNKNOWN.value: Rung.UNKNOWN,
    Bucket.AT_RISK.value: Rung.AT_RISK,
    Bucket.ON_THE_WAY.value: Rung.PREP,
    Bucket.REACHED.value: Rung.REACHED,
}


class Share(NamedTuple):
    """So many of so many, and how far chance alone could move the share (Wilson, 95 per cent)."""

    n: int
    of: int
    share: float
    low: float
    high: float


def rung(status: StatusClass) -> Rung | None:
    """How far somebody with the status has come; None for whom the figures do not count."""
    if status.bucket == Bucket.ON_THE_WAY and status.sub == ENROLLED:
        return Rung.UPPER
    return _OF_BUCKET.get(status.bucket)


@dataclass(slots=True)
class Movement:
    """The people of one place by their rung on both days; the new and the gone were counted there on one only.

    ``from_elsewhere`` and ``to_elsewhere`` are those of them who were counted in another place on the other day.
    """

    between: Counter[tuple[Rung, Rung]] = field(default_factory=Counter)
    new: Counter[Rung] = field(default_factory=Counter)
    gone: Counter[Rung] = field(default_factory=Counter)
    from_elsewhere: int = 0
    to_elsewhere: int = 0

    def add(self, before: Rung | None, after: Rung | None, n: int, elsewhere: bool = False) -> None:
        """Count people with a rung on either day, None where they were not counted here on that day."""
        if before and after:
            self.between[before, after] += n
        elif after:
            self.new[after] += n
            self.from_elsewhere += n * elsewhere
        elif before:
            self.gone[before] += n
            self.to_elsewhere += n * elsewhere

    @property
    def both(self) -> int:
        """Those who were counted here on both days, of whom all shares are taken."""
        return self.between.total()

    @property
    def closer(self) -> Share | None:
        return self._share(self._n(lambda before, after: before < after), self.both)

    @property
    def unchanged(self) -> Share | None:
        return self._share(self._n(lambda before, after: before == after), self.both)

    @property
    def further(self) -> Share | None:
        return self._share(self._n(lambda before, after: before > after), self.both)

    @property
    def became_known(self) -> int:
        """Those of the closer who were unknown on the first day: to be known is not yet to have moved."""
        return self._n(lambda before, after: before == 0 < after)

    @property
    def lost_sight_of(self) -> int:
        """Those of the further who are unknown on the last day."""
        return self._n(lambda before, after: after == 0 < before)

    @property
    def known(self) -> int:
        """Those whose status was known on both days."""
        return self._n(lambda before, after: before > 0 and after > 0)

    @property
    def closer_of_known(self) -> Share | None:
        """The closer among those who were known on both days."""
        return self._share(self._n(lambda before, after: 0 < before < after), self.known)

    @property
    def further_of_known(self) -> Share | None:
        """The further among those who were known on both days."""
        return self._share(self._n(lambda before, after: before > after > 0), self.known)

    def _n(self, asked: Callable[[int, int], bool]) -> int:
        return sum(n for (before, after), n in self.between.items() if asked(_HEIGHT[before], _HEIGHT[after]))

    @staticmethod
    def _share(n: int, of: int) -> Share | None:
        found = wilson(n, of)
        return Share(n, of, n / of, *found) if found else None
