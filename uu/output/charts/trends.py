"""A range over time: a line for what is certain, a band for what is possible, and the target."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from markupsafe import Markup

from uu.output.charts.axes import (
    CLOSE,
    LABELS,
    LEGEND,
    PLOT,
    TOP,
    band,
    grid,
    legend,
    line,
    plot,
    published_line,
    target_line,
    y_of,
)
from uu.output.svg import element, percent, picture, text

Point = tuple[date, float | None, float | None]
Place = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class TrendTexts:
    """Title, description, labels of the target and the last range, and how months and shares are written."""

    title: str
    description: str
    certain: str
    possible: str
    target: str
    latest: str
    month: Callable[[date], str]
    share: Callable[[float], str]
    published: str = ""


def trend(
    key: str, points: Sequence[Point], target: float | None, texts: TrendTexts, published: float | None = None
) -> Markup:
    """The range at each point in time, on an axis from 0 to 100 %, so that no slope looks steeper than it is.

    A point without figures (None) leaves a gap. Shares from 0 to 1, the oldest point first. ``published`` is what
    others have published, a line of its own that no point is measured by.
    """
    places = _places(points)
    return picture(
        key,
        texts.title,
        texts.description,
        LEGEND + 8,
        *grid(target, texts.share),
        *target_line(target, texts.target),
        *_published(published, places, texts.published),
        plot(*(mark for run in places for mark in _run(run))),
        *_months(points, texts),
        *_latest(places, texts.latest),
        *legend(texts.certain, texts.possible),
    )


def _published(share: float | None, runs: Sequence[Sequence[Place]], label: str) -> tuple[Markup, ...]:
    """The line of others, its label clear of what the last range says of itself."""
    if share is None:
        return ()
    is_clear = not runs or abs(runs[-1][-1][2] + CLOSE / 2 - share) > 2 * CLOSE
    return published_line(share, label, "100%" if is_clear else "50%")


def _places(points: Sequence[Point]) -> list[list[Place]]:
    """The points as (x, low, high) in runs without a gap, x in per cent of the width."""
    placed = [(_x(i, len(points)), low, high) for i, (_, low, high) in enumerate(points)]
    runs = []
    for known, run in groupby(placed, key=lambda place: place[1] is not None and place[2] is not None):
        if known:
            runs.append([(x, *_checked(low, high)) for x, low, high in run])
    return runs


def _checked(low: float | None, high: float | None) -> tuple[float, float]:
    if low is None or high is None or not 0 <= low <= high <= 1:
        raise ValueError("a trend needs 0 <= low <= high <= 1")
    return low, high


def _x(i: int, n: int) -> float:
    return 100 * i / (n - 1) if n > 1 else 50.0


def _run(run: Sequence[Place]) -> tuple[Markup, ...]:
    if len(run) == 1:
        return _lone(*run[0])
    lows = [(x, low) for x, low, _ in run]
    highs = [(x, high) for x, _, high in run]
    return (
        band(lows, highs),
        line("chart-line-possible", highs),
        line("chart-line", lows),
    )


def _lone(x: float, low: float, high: float) -> tuple[Markup, ...]:
    """A point without neighbours: an upright stroke for the range and a dot for what is certain."""
    return line("chart-lone", [(x, low), (x, high)]), line("chart-dot", [(x, low), (x, low)])


def _months(points: Sequence[Point], texts: TrendTexts) -> list[Markup]:
    """The first, middle and last month, which is what fits a small phone."""
    last = len(points) - 1
    marks = []
    for i in sorted({0, last // 2, last} if last > 1 else set(range(len(points)))):
        anchor = "middle" if 0 < i < last or last == 0 else "end" if i else "start"
        x = percent(_x(i, len(points)) / 100)
        marks.append(element("line", class_="chart-axis", x1=x, x2=x, y1=TOP + PLOT, y2=TOP + PLOT + 5))
        marks.append(text(texts.month(points[i][0]), x, LABELS, anchor=anchor))
    return marks


def _latest(runs: Sequence[Sequence[Place]], label: str) -> tuple[Markup, ...]:
    """The last range in words: above the band, or below it where there is no room above."""
    if not runs:
        return ()
    x, low, high = runs[-1][-1]
    above, below = y_of(high) - 10, y_of(low) + 20
    y = above if above > y_of(0.8) or below > TOP + PLOT - 2 else below
    anchor = "end" if x > 60 else "middle"
    return (text(label, percent(x / 100), y, anchor=anchor, kind="chart-label"),)
