"""How sure a share is, given how few people it is taken of."""

from math import sqrt
from statistics import NormalDist

from uu.statistics.measures import Ends, Range


def wilson(successes: int, n: int, confidence: float = 0.95) -> Range | None:
    """Wilson's score interval for a share (Wilson 1927); None where n is nought. It never leaves 0 to 1."""
    if not 0 <= successes <= n or not 0 < confidence < 1:
        raise ValueError("wilson needs 0 <= successes <= n and a confidence between 0 and 1")
    if n == 0:
        return None
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share, weight = successes / n, z * z / n
    centre = (share + weight / 2) / (1 + weight)
    reach = z * sqrt(share * (1 - share) / n + weight / (4 * n)) / (1 + weight)
    low = 0.0 if successes == 0 else max(0.0, centre - reach)
    high = 1.0 if successes == n else min(1.0, centre + reach)
    return Range(low, high)


def uncertainty(ends: Ends, confidence: float = 0.95) -> Range | None:
    """From Wilson's low end of the least to Wilson's high end of the most: what is not known, and chance."""
    least, most = wilson(ends.least, ends.n, confidence), wilson(ends.most, ends.n, confidence)
    return Range(least.low, most.high) if least and most else None
