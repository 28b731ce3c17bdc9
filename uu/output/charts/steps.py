"""How a share has grown with the months since a start: a line in steps, how sure it is, and what to compare it with."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from uu.output.charts.axes import GRID, LABELS, LEGEND, PLOT, TOP, across, band, grid, legend, line, plot, y_of
from uu.output.charts.marks import MARK
from uu.output.svg import element, percent, picture, text

Point = tuple[int, float, float, float]


@dataclass(frozen=True, slots=True)
class StepTexts:
    """Title, description, labels of line, interval, comparator and the last share; what stands at which day below."""

    title: str
    description: str
    share: str
    interval: str
    comparator: str
    latest: str
    days: Sequence[tuple[int, str]]
    written: Callable[[float], str]


def steps(key: str, points: Sequence[Point], comparator: float, texts: StepTexts) -> Markup:
    """(day, share, low end, high end), the earliest first, on axes from 0 to 100 % and to the last day of the texts.

    A share holds until the next point. The points may end before the axis does.
    """
    if any(not 0 <= low <= share <= high <= 1 for _day, share, low, high in points):
        raise ValueError("a curve in steps needs 0 <= low <= share <= high <= 1")
    last = texts.days[-1][0]
    shares, lows, highs = (_stairs([(100 * point[0] / last, point[i]) for point in points]) for i in (1, 2, 3))
    return picture(
        key,
        texts.title,
        texts.description,
        LEGEND + 8,
        across("chart-axis", 0),
        *grid(comparator, texts.written, GRID[1:]),
        *_comparator(points, comparator, texts.comparator),
        plot(*_curve(shares, lows, highs)),
        *_days(texts.days),
        *_latest(points, last, comparator, texts.latest),
        *legend(texts.share, texts.interval),
    )


def _stairs(places: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Along at one height, then up."""
    stairs = list(places[:1])
    for (_x, before), (x, after) in pairwise(places):
        if after != before:
            stairs.append((x, before))
            stairs.append((x, after))
    return stairs + list(places[-1:])


def _curve(*lines: Sequence[tuple[float, float]]) -> tuple[Markup, ...]:
    shares, lows, highs = lines
    if not shares:
        return ()
    return band(lows, highs), line("chart-line", shares)


def _days(days: Sequence[tuple[int, str]]) -> list[Markup]:
    marks = []
    for day, label in days:
        x = percent(day / days[-1][0])
        anchor = "start" if not day else "end" if day == days[-1][0] else "middle"
        marks.append(element("line", class_="chart-axis", x1=x, x2=x, y1=TOP + PLOT, y2=TOP + PLOT + 5))
        marks.append(text(label, x, LABELS, anchor=anchor))
    return marks


def _comparator(points: Sequence[Point], comparator: float, label: str) -> tuple[Markup, ...]:
    """The line with its label where the curve is not: at the end below the line, or at the beginning above it."""
    y = y_of(comparator)
    is_left_below = bool(points) and y_of(points[-1][2]) < y - MARK and y + MARK + 4 < TOP + PLOT
    words = text(label, "100%", y + 15, anchor="end") if is_left_below else text(label, 0, y - 5)
    return across("chart-target chart-target-line", comparator), words


def _latest(points: Sequence[Point], last: int, comparator: float, label: str) -> tuple[Markup, ...]:
    """The last share in words: above the interval, clear of the comparator's line, or below where there is no room."""
    if not points:
        return ()
    day, _share, low, high = points[-1]
    top = y_of(high) - 8
    if abs(top - 5 - y_of(comparator)) < MARK:
        top = y_of(max(high, comparator)) - 8
    y = top if top > TOP else y_of(low) + 20
    return (text(label, percent(day / last), y, anchor="end" if 2 * day > last else "start", kind="chart-label"),)
