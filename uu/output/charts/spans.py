"""Shares side by side, each with how far it may move, beside a target."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from uu.output.charts.axes import GRID, LABELS, LEGEND, across, grid, legend, line, plot, y_of
from uu.output.svg import percent, picture, text

# The names of the grid's lines stand to the left of this.
BEGINS = 0.08

Span = tuple[str, tuple[float, float, float] | None]


@dataclass(frozen=True, slots=True)
class SpanTexts:
    """Title, description, labels of the share, its interval and the target, and how shares are written."""

    title: str
    description: str
    share: str
    interval: str
    target: str
    written: Callable[[float], str]


def spans(key: str, found: Sequence[Span], target: float, texts: SpanTexts) -> Markup:
    """For each name (share, low end, high end), or none where there is nobody, on an axis from 0 to 100 %."""
    if any(known and not 0 <= known[1] <= known[0] <= known[2] <= 1 for _name, known in found):
        raise ValueError("a span needs 0 <= low <= share <= high <= 1")
    places = [BEGINS + (1 - BEGINS) * (i + 0.5) / len(found) for i in range(len(found))]
    return picture(
        key,
        texts.title,
        texts.description,
        LEGEND + 8,
        across("chart-axis", 0),
        *grid(target, texts.written, GRID[1:]),
        across("chart-target chart-target-line", target),
        text(texts.target, "100%", y_of(target) - 5, anchor="end"),
        plot(*(mark for x, (_name, known) in zip(places, found, strict=True) for mark in _span(100 * x, known))),
        *(text(name, percent(x), LABELS, anchor="middle") for x, (name, _known) in zip(places, found, strict=True)),
        *legend(texts.share, texts.interval),
    )


def _span(x: float, known: tuple[float, float, float] | None) -> tuple[Markup, ...]:
    """An upright stroke for the interval and a dot for the share."""
    if known is None:
        return ()
    share, low, high = known
    return line("chart-lone", [(x, low), (x, high)]), line("chart-dot", [(x, share), (x, share)])
