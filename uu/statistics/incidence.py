"""How the share who have reached something grows with the time since a start, while some leave and some are new.

The Aalen-Johansen estimator of the cumulative incidence with one competing event (O. Aalen and S. Johansen, 1978).
On each day t of n people still followed d reach it and e leave first. With S(t) the share to whom neither has
happened by the end of day t,

    F(t) = sum over days s <= t of S(s-1) * d/n        S(t) = product over days s <= t of (1 - (d + e)/n)

Whoever is followed no further than to the end of a day counts as followed on that day. The variance is that of the
delta method (Greenwood's, carried over to competing events; D. Collett, Modelling Survival Data in Medical Research):

    V(t) = sum (F(t) - F(s))^2 * (d+e) / (n * (n-d-e)) + sum S(s-1)^2 * d * (n-d) / n^3
           - 2 * sum (F(t) - F(s)) * S(s-1) * d / n^2

and the interval is taken on the scale of log(-log F), so that it never leaves 0 to 1.
"""

from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import exp, log, sqrt
from statistics import NormalDist
from typing import NamedTuple

from uu.statistics.intervals import wilson


@dataclass(frozen=True, slots=True)
class Followed:
    """People by the number of days after their start on which they reached it, left first, or were last followed.

    Reaching and leaving happen on day 1 at the earliest.
    """

    reached: Counter[int] = field(default_factory=Counter)
    left: Counter[int] = field(default_factory=Counter)
    open: Counter[int] = field(default_factory=Counter)

    def __add__(self, other: "Followed") -> "Followed":
        return Followed(self.reached + other.reached, self.left + other.left, self.open + other.open)

    @property
    def n(self) -> int:
        """Everybody who began."""
        return self.reached.total() + self.left.total() + self.open.total()


class Incidence(NamedTuple):
    """The share who have reached it by the end of a day, how sure that is, and how many were followed on that day."""

    day: int
    share: float
    variance: float
    low: float
    high: float
    at_risk: int


@dataclass(slots=True)
class _Walk:
    """One day after the other: who is left, and the parts of F and V that do not depend on t."""

    at_risk: int
    censored: int = 0
    share: float = 0.0
    neither: float = 1.0
    a: float = 0.0
    af: float = 0.0
    aff: float = 0.0
    b: float = 0.0
    c: float = 0.0
    cf: float = 0.0

    def pass_day(self, reached: int, left: int, last: int) -> None:
        """A day on which so many reached it, so many left and so many were followed for the last time."""
        n, ended = self.at_risk, reached + left
        grown = self.neither * reached / n
        self.share += grown
        if ended < n:
            weight = ended / (n * (n - ended))
            self.a += weight
            self.af += weight * self.share
            self.aff += weight * self.share * self.share
        self.b += self.neither * self.neither * reached * (n - reached) / n**3
        self.c += grown / n
        self.cf += grown / n * self.share
        self.neither *= (n - ended) / n
        self.at_risk -= ended + last
        self.censored += last

    @property
    def variance(self) -> float:
        """V at the end of the last of these days; rounding never takes it below nought."""
        now = self.share
        spread = now * now * self.a - 2 * now * self.af + self.aff
        return max(0.0, spread + self.b - 2 * (now * self.c - self.cf))


def incidence(followed: Followed, days: Sequence[int], confidence: float = 0.95) -> list[Incidence]:
    """The estimate at the end of each of the days, which rise; none from the day on which nobody is followed any more.

    Once everybody has reached it or left, the estimate stands still. The work grows with the number of different
    days, not of people.
    """
    reached, left, last = followed.reached, followed.left, followed.open
    if min((*reached, *left, 1)) < 1 or min((*last, *days, 0)) < 0:
        raise ValueError("nobody reaches or leaves before day 1, and no day lies before the start")
    moments = deque(sorted({*reached, *left, *last}))
    walk, people, found = _Walk(followed.n), followed.n, []
    for day in days:
        while moments and moments[0] < day:
            moment = moments.popleft()
            walk.pass_day(reached[moment], left[moment], last[moment])
        at_risk, known = walk.at_risk, people - walk.censored
        if moments and moments[0] == day:
            walk.pass_day(reached[moments[0]], left[moments[0]], last[moments.popleft()])
        if at_risk or walk.neither == 0:
            share, variance = min(1.0, walk.share), walk.variance
            found.append(Incidence(day, share, variance, *_interval(share, variance, known, confidence), at_risk))
    return found


def _interval(share: float, variance: float, known: int, confidence: float) -> tuple[float, float]:
    """On the scale of log(-log F), which has no nought and no one: there, Wilson's, of those known to this day."""
    if variance == 0 or not 0 < share < 1:
        return wilson(known if share > 0.5 else 0, known, confidence) or (0.0, 1.0)
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    # A reach of fifty is 0 or 1 to the last digit, and the power of one of seven hundred could not be worked out.
    reach = min(50.0, z * sqrt(variance) / (share * -log(share)))
    return share ** exp(reach), share ** exp(-reach)
