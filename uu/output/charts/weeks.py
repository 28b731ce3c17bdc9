"""How often something was done in each week: one small chart a kind, all on the same scale, one below the other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from uu.output.charts.marks import INK, pattern
from uu.output.svg import element, percent, picture, text

TITLE, BARS, GAP, LABELS = 18, 36, 14, 20
# A week with anything at all is seen as such.
LEAST = 2
HATCHED = "at_risk"


@dataclass(frozen=True, slots=True)
class WeekTexts:
    """Title, description, how a total and a week are written."""

    title: str
    description: str
    total: Callable[[int], str]
    week: Callable[[date], str]


@dataclass(frozen=True, slots=True)
class Kind:
    """What is counted, how often in each week, and whether it is hatched."""

    label: str
    counts: Sequence[int]
    hatched: bool = False


def week_bars(key: str, weeks: Sequence[date], kinds: Sequence[Kind], texts: WeekTexts) -> Markup:
    """A row of bars for each kind, its label and total above, the weeks below the last; the earliest week first."""
    if any(len(kind.counts) != len(weeks) for kind in kinds):
        raise ValueError("every kind has a count for every week")
    most = max((n for kind in kinds for n in kind.counts), default=0)
    parts = [element("defs", pattern(key, HATCHED))]
    top = 0
    for kind in kinds:
        parts += _row(key, kind, top, most, texts)
        top += TITLE + BARS + GAP
    return picture(key, texts.title, texts.description, top + LABELS, *parts, *_weeks(weeks, top, texts))


def _row(key: str, kind: Kind, top: int, most: int, texts: WeekTexts) -> list[Markup]:
    base = top + TITLE + BARS
    marks = [
        text(kind.label, 0, top + 12, kind="chart-label"),
        text(texts.total(sum(kind.counts)), "100%", top + 12, anchor="end"),
    ]
    for place, n in enumerate(kind.counts):
        if n:
            marks += _bar(key, kind, place, max(LEAST, round(BARS * n / most)), base)
    return [*marks, element("line", class_="chart-axis", x1=0, x2="100%", y1=base, y2=base)]


def _bar(key: str, kind: Kind, place: int, height: int, base: int) -> list[Markup]:
    """A tenth of the week's width stays free on each side."""
    width = 1 / len(kind.counts)
    shape: dict[str, str | int] = {
        "x": percent((place + 0.1) * width), "y": base - height, "width": percent(0.8 * width), "height": height,
    }  # fmt: skip
    if not kind.hatched:
        return [element("rect", class_="chart-reached", fill=INK, **shape)]
    return [
        element("rect", class_="chart-unknown", fill=INK, **shape),
        element("rect", class_="chart-unknown", fill=f"url(#{key}-{HATCHED})", **shape),
    ]


def _weeks(weeks: Sequence[date], top: int, texts: WeekTexts) -> list[Markup]:
    """The first, middle and last week, which is what fits a small phone."""
    last = len(weeks) - 1
    marks = []
    for i in sorted({0, last // 2, last} if last > 1 else set(range(len(weeks)))):
        anchor = "start" if i == 0 else "end" if i == last else "middle"
        x = 0.0 if i == 0 else 1.0 if i == last else (i + 0.5) / len(weeks)
        marks.append(text(texts.week(weeks[i]), percent(x), top + 4, anchor=anchor))
    return marks
