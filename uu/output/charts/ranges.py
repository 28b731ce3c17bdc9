"""A share that is known only as a range, beside its target."""

from dataclasses import dataclass

from markupsafe import Markup

from uu.output.charts.marks import INK, MARK, pattern, swatch
from uu.output.svg import element, percent, picture, text

HEIGHT = 82
# What others have published is named between the bar and the legend.
PUBLISHED, MORE = 64, 20
TRACK_TOP, TRACK_HEIGHT = 24, 22
LEGEND = 74


@dataclass(frozen=True, slots=True)
class RangeTexts:
    """What the chart is called, what it says, and its labels, such as "71 % certain" and "79 % possible"."""

    title: str
    description: str
    certain: str
    possible: str
    target: str
    published: str = ""


def range_bar(
    key: str, low: float, high: float, target: float, texts: RangeTexts, published: float | None = None
) -> Markup:
    """A bar filled to `low`, hatched on to `high`, with a line at the target. Shares from 0 to 1.

    A dotted line stands at what others have `published`, named below the bar.
    """
    if not 0 <= low <= high <= 1 or not 0 <= target <= 1:
        raise ValueError("a range bar needs 0 <= low <= high <= 1 and a target between 0 and 1")
    lower = 0 if published is None else MORE
    return picture(
        key,
        texts.title,
        texts.description,
        HEIGHT + lower,
        _definitions(key),
        element("g", _fill("chart-track", 0, 1), *_bars(key, low, high), clip_path=f"url(#{key}-clip)"),
        *_target(target, texts.target),
        *_published(published, texts.published),
        *_legend(key, texts, LEGEND + lower),
    )


def _definitions(key: str) -> Markup:
    rounded = element("rect", y=TRACK_TOP, width="100%", height=TRACK_HEIGHT, rx=TRACK_HEIGHT // 2)
    return element("defs", element("clipPath", rounded, id=f"{key}-clip"), pattern(key, "possible"))


def _bars(key: str, low: float, high: float) -> tuple[Markup, ...]:
    return (
        _fill("chart-reached", 0, low, INK),
        _fill("chart-reached chart-band", low, high, INK),
        _fill("chart-reached", low, high, f"url(#{key}-possible)"),
    )


def _fill(kind: str, start: float, end: float, fill: str | None = None) -> Markup:
    return element(
        "rect",
        class_=kind,
        x=percent(start),
        y=TRACK_TOP,
        width=percent(end - start),
        height=TRACK_HEIGHT,
        fill=fill,
    )


def _target(target: float, label: str) -> tuple[Markup, ...]:
    x = percent(target)
    line = element(
        "line", class_="chart-target", x1=x, x2=x, y1=TRACK_TOP - 6, y2=TRACK_TOP + TRACK_HEIGHT + 6
    )
    # The label leans inwards, so that it is never cut off at the edge.
    return line, text(label, x, 13, anchor="end" if target > 0.5 else "start")


def _published(share: float | None, label: str) -> tuple[Markup, ...]:
    if share is None:
        return ()
    x = percent(share)
    line = element("line", class_="chart-published", x1=x, x2=x, y1=TRACK_TOP - 4, y2=TRACK_TOP + TRACK_HEIGHT + 6)
    return line, text(label, x, PUBLISHED, anchor="end" if share > 0.5 else "start")


def _legend(key: str, texts: RangeTexts, legend: int) -> tuple[Markup, ...]:
    top = legend - MARK + 2
    return (
        swatch("chart-reached", 0, top),
        text(texts.certain, 0, legend, dx=18),
        swatch("chart-reached chart-band", "50%", top),
        swatch("chart-reached", "50%", top, fill=f"url(#{key}-possible)"),
        text(texts.possible, "50%", legend, dx=18),
    )
