"""The charts: pure functions from figures and translated texts to markup."""

from uu.output.charts.bars import BarTexts, bucket_bar, stacked_bars
from uu.output.charts.pairs import PairTexts, pairs
from uu.output.charts.ranges import RangeTexts, range_bar
from uu.output.charts.ranks import RankTexts, ranks
from uu.output.charts.spans import SpanTexts, spans
from uu.output.charts.steps import StepTexts, steps
from uu.output.charts.trends import TrendTexts, trend
from uu.output.charts.weeks import Kind, WeekTexts, week_bars

__all__ = [
    "BarTexts",
    "Kind",
    "PairTexts",
    "RangeTexts",
    "RankTexts",
    "SpanTexts",
    "StepTexts",
    "TrendTexts",
    "WeekTexts",
    "bucket_bar",
    "pairs",
    "range_bar",
    "ranks",
    "spans",
    "stacked_bars",
    "steps",
    "trend",
    "week_bars",
]
