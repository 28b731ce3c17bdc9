"""A range over time: a line for what is certain, a band for what is possible, and the target."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from markupsafe import Markup

from uu.output.charts.marks import MARK, swatch
from uu.output.svg import element, number, percent, picture, text

TOP, PLOT = 20, 160
LABELS = TOP + PLOT + 20
LEGEND = LABELS + 26
GRID = (0.0, 0.5, 1.0)
# Closer than this a line of the grid would run into the target and its label.
CLOSE = 0.12

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


def trend(key: str, points: Sequence[Point], target: float | None, texts: TrendTexts) -> Markup:
    """The range at each point in time, on an axis from 0 to 100 %, so that no slope looks steeper than it is.

    A point without figures (None) leaves a gap. Shares from 0 to 1, the oldest point first.
    """
    places = _places(points)
    return picture(
        key,
        texts.title,
        texts.description,
        LEGEND + 8,
        *grid(target, texts.share),
        *_target(target, texts.target),
        plot(*(mark for run in places for mark in _run(run))),
        *_months(points, texts),
        *_latest(places, texts.latest),
        *_legend(texts),
    )


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


def y_of(share: float) -> float:
    """The height of a share on the picture."""
    return TOP + PLOT * (1 - share)


def plot(*marks: Markup) -> Markup:
    """Stretched to the width of the chart, while lines keep their thickness."""
    return element(
        "svg",
        *marks,
        class_="chart-plot chart-reached",
        y=TOP,
        width="100%",
        height=PLOT,
        viewBox="0 0 100 100",
        preserveAspectRatio="none",
        overflow="visible",
    )


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


def line(kind: str, path: Sequence[tuple[float, float]]) -> Markup:
    """A line through (x, share), as thick at every width of the picture."""
    return element(
        "path",
        class_=kind,
        d=path_of(path),
        fill="none",
        stroke="currentColor",
        vector_effect="non-scaling-stroke",
    )


def band(lows: Sequence[tuple[float, float]], highs: Sequence[tuple[float, float]]) -> Markup:
    """What lies between two lines through (x, share)."""
    return element("path", class_="chart-band", d=f"{path_of([*highs, *reversed(lows)])}z", fill="currentColor")


def path_of(path: Sequence[tuple[float, float]]) -> str:
    """A path through (x, share); one without length is a dot by its round caps."""
    return "M" + " ".join(f"{number(x)} {number(100 * (1 - share))}" for x, share in path)


def grid(target: float | None, written: Callable[[float], str], shares: Sequence[float] = GRID) -> list[Markup]:
    """The lines at these shares, but for one that would run into the target."""
    marks = []
    for share in shares:
        if target is None or abs(share - target) > CLOSE:
            marks += [across("chart-axis", share), text(written(share), 0, y_of(share) - 4)]
    return marks


def across(kind: str, share: float) -> Markup:
    """A line from side to side at a share."""
    return element("line", class_=kind, x1=0, x2="100%", y1=y_of(share), y2=y_of(share))


def _target(target: float | None, label: str) -> tuple[Markup, ...]:
    """The line of the target, with its label above."""
    if target is None:
        return ()
    return across("chart-target chart-target-line", target), text(label, 0, y_of(target) - 5)


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


def _legend(texts: TrendTexts) -> tuple[Markup, ...]:
    top = LEGEND - MARK + 2
    return (
        swatch("chart-reached", 0, top),
        text(texts.certain, 0, LEGEND, dx=18),
        swatch("chart-reached chart-band", "50%", top),
        text(texts.possible, "50%", LEGEND, dx=18),
    )
