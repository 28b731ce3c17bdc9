"""The measures of the overview, computed from counts of young people.

Every share is None where there is nobody to take a share of; the page then says so in words.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from fractions import Fraction
from functools import cache
from math import ceil
from operator import attrgetter
from typing import NamedTuple

from uu.vocabulary import Bucket

ENROLLED = "upper"
_STALE = frozenset({"stale", "stale_upper", "stale_neet"})


@dataclass(frozen=True, slots=True)
class StatusClass:
    """How a status counts: bucket, kind within the bucket, and whether it is outside education and work."""

    bucket: str
    sub: str
    neet: bool

    def __post_init__(self) -> None:
        if self.bucket not in tuple(Bucket):
            raise ValueError(f"no such bucket: {self.bucket}")


class Range(NamedTuple):
    """The lowest and the highest share that the unknown statuses leave possible."""

    low: float
    high: float


class Ends(NamedTuple):
    """How many of `n` have something at least, for certain, and at most, if it were so of all who are not known."""

    least: int
    most: int
    n: int

    @property
    def range(self) -> Range | None:
        return Range(self.least / self.n, self.most / self.n) if self.n else None


@dataclass(frozen=True, slots=True)
class Counts:
    """Young people by bucket, and how many of them are enrolled, stale, or outside education and work.

    `upper` are those on the way who are in an upper-secondary education. `stale` are those on the way or at
    risk whose status is too old to rely on: a completed education does not lapse, and an unknown status has
    no age. `stale_upper` are the stale who are enrolled, `stale_neet` those who were outside education and work.
    Raises `ValueError` where a part exceeds its whole.
    """

    reached: int = 0
    on_the_way: int = 0
    at_risk: int = 0
    unknown: int = 0
    upper: int = 0
    stale: int = 0
    neet: int = 0
    stale_upper: int = 0
    stale_neet: int = 0

    def __post_init__(self) -> None:
        parts = (
            (self.upper, self.on_the_way),
            (self.stale, self.on_the_way + self.at_risk),
            (self.stale_upper, min(self.upper, self.stale)),
            (self.neet, self.n),
            (self.stale_neet, min(self.neet, self.stale)),
        )
        if any(value < 0 for value in self._values()) or any(part > whole for part, whole in parts):
            raise ValueError(f"counts that cannot be: {self}")

    @classmethod
    def from_statuses(
        cls,
        counts_by_status: Mapping[str, int],
        model: Mapping[str, StatusClass],
        stale: Mapping[str, int] | None = None,
    ) -> "Counts":
        """Sum counts by status code. `stale` says how many of each code have a status too old to rely on.

        Statuses of the bucket `excluded` count nowhere. A code that the model lacks raises `KeyError`.
        """
        old = stale or {}
        total: Counter[str] = Counter()
        for code, n in counts_by_status.items():
            for part in _parts(model[code]):
                total[part] += _stale_of(n, old.get(code, 0)) if part in _STALE else n
        return cls(**total)

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*(mine + theirs for mine, theirs in zip(self._values(), other._values(), strict=True)))

    @property
    def n(self) -> int:
        """Everybody who is counted."""
        return self.reached + self.on_the_way + self.at_risk + self.unknown

    @property
    def reached_share(self) -> float | None:
        return self._share(self.reached)

    @property
    def completed_or_enrolled(self) -> float | None:
        return self._share(self.reached + self.upper)

    @property
    def range(self) -> Range | None:
        """Reached for certain, and at most: if every unknown and every stale person had completed."""
        return self.reached_ends().range

    def reached_ends(self) -> Ends:
        """The people of `range`."""
        return Ends(self.reached, self.reached + self.unknown + self.stale, self.n)

    @property
    def completed_or_enrolled_range(self) -> Range | None:
        """As `range`, for completed or enrolled: a stale enrolment is possible, no longer certain."""
        return self.enrolled_ends().range

    def enrolled_ends(self) -> Ends:
        """The people of `completed_or_enrolled_range`."""
        certain = self.reached + self.upper - self.stale_upper
        return Ends(certain, certain + self.unknown + self.stale, self.n)

    @property
    def neet_range(self) -> Range | None:
        """The shares of `neet_ends`: a stale status outside education and work is possible, no longer certain."""
        return self.neet_ends().range

    def neet_ends(self) -> Ends:
        """Those known to be outside education and work, and at most: with every unknown and every stale person."""
        certain = self.neet - self.stale_neet
        return Ends(certain, min(self.n, certain + self.unknown + self.stale), self.n)

    def known_ends(self) -> Ends:
        """Those whose status is known, which itself is certain."""
        return Ends(self.n - self.unknown, self.n - self.unknown, self.n)

    @property
    def coverage(self) -> float | None:
        return self._share(self.n - self.unknown)

    @property
    def stale_share(self) -> float | None:
        return self._share(self.stale)

    @property
    def neet_share(self) -> float | None:
        return self._share(self.neet)

    def by_bucket(self) -> dict[str, int]:
        """People by the code of their bucket, in the order in which the buckets are shown."""
        return {
            str(Bucket.REACHED): self.reached,
            str(Bucket.ON_THE_WAY): self.on_the_way,
            str(Bucket.AT_RISK): self.at_risk,
            str(Bucket.UNKNOWN): self.unknown,
        }

    def distance(self, target: Decimal | Fraction | float) -> int | None:
        """How many more people must complete before the target, a share from 0 to 1, is met. Exact."""
        share = Fraction(str(target))
        if not 0 <= share <= 1:
            raise ValueError("a target is a share from 0 to 1")
        return max(0, ceil(share * self.n) - self.reached) if self.n else None

    def _values(self) -> tuple[int, ...]:
        return _values_of(self)

    def _share(self, part: int) -> float | None:
        return part / self.n if self.n else None


_values_of: Callable[[Counts], tuple[int, ...]] = attrgetter(*(field.name for field in fields(Counts)))


def index(share: float | None, city_share: float | None) -> float | None:
    """The share where the city's share is 100; None where either is missing or the city's is nought."""
    if share is None or not city_share:
        return None
    return 100 * share / city_share


def index_range(own: Ends, city: Ends) -> Range | None:
    """The lowest and the highest index that both ranges allow; None where nothing, or nothing for certain, is shared.

    Without anybody for certain in the city there is no highest index.
    """
    share, compared = own.range, city.range
    if share is None or compared is None:
        return None
    lowest, highest = index(share.low, compared.high), index(share.high, compared.low)
    return None if lowest is None or highest is None else Range(lowest, highest)


@cache
def _parts(status: StatusClass) -> tuple[str, ...]:
    """The parts of the counts to which people with the status belong."""
    if status.bucket == Bucket.EXCLUDED:
        return ()
    parts = [str(status.bucket)]
    enrolled = status.bucket == Bucket.ON_THE_WAY and status.sub == ENROLLED
    if enrolled:
        parts += ["upper", "stale_upper"]
    if status.bucket in {Bucket.ON_THE_WAY, Bucket.AT_RISK}:
        parts += ["stale", "stale_neet"] if status.neet else ["stale"]
    if status.neet:
        parts.append("neet")
    return tuple(parts)


def _stale_of(n: int, stale: int) -> int:
    if stale > n:
        raise ValueError(f"{stale} stale of {n} cannot be")
    return stale
