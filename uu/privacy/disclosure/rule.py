"""The published rule: which counts are protected.

A count of 1 to 4 is protected, and so is one that lacks 4 or fewer to a total above 0: when nearly everybody is in one
column, its count tells about everybody. With another threshold than 5 these numbers follow it. A total that is part of
no other is always shown when it is 0. Every other cell that is hidden is hidden so that these cannot be worked out.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from uu.privacy.errors import PrivacyError
from uu.vocabulary import N_

LEAST_THRESHOLD = 3


class RuleError(PrivacyError):
    """The threshold would protect nobody."""


@dataclass(frozen=True, slots=True)
class Rule:
    """The smallest count that may be shown, which is also how wide a protected count's interval must be."""

    threshold: int = 5

    def __post_init__(self) -> None:
        if self.threshold < LEAST_THRESHOLD:
            raise RuleError(N_("The smallest count that may be shown must be at least 3."))

    def protects(self, value: int, total: int | None) -> bool:
        """Whether this count must be hidden beside this total, or beside none."""
        return 0 < value < self.threshold or (total is not None and 0 < total < value + self.threshold)

    def protected(self, values: Sequence[int], totals: Sequence[int | None]) -> frozenset[int]:
        """The places of the protected counts, of which `totals` says where each one's total stands."""
        beside = (None if total is None else values[total] for total in totals)
        pairs = zip(values, beside, strict=True)
        return frozenset(cell for cell, (value, total) in enumerate(pairs) if self.protects(value, total))
