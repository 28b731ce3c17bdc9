"""The charts: pure functions from figures and translated texts to markup."""

from uu.output.charts.bars import BarTexts, bucket_bar, stacked_bars
from uu.output.charts.ranges import RangeTexts, range_bar
from uu.output.charts.steps import StepTexts, steps
from uu.output.charts.trends import TrendTexts, trend

__all__ = [
    "BarTexts",
    "RangeTexts",
    "StepTexts",
    "TrendTexts",
    "bucket_bar",
    "range_bar",
    "stacked_bars",
    "steps",
    "trend",
]
