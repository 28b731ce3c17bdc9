"""How young people divide among the buckets, as bars that all are as long as their whole."""

import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from uu.output.charts.marks import BUCKETS, INK, MARK, pattern, shape
from uu.output.svg import element, percent, picture, text
from uu.vocabulary import Bucket

LINE = 18
BAR = 16
LEGEND_LINE = 22
ROW_GAP = 16
# A label of this many characters leaves room for the total at the width of a small phone.
LABEL_WIDTH = 24
# The second column of names begins here: the first holds the longer ones.
SECOND_COLUMN = 0.56

Row = tuple[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class BarTexts:
    """Title, description, the buckets' names, and how nobody, a total and a number are written."""

    title: str
    description: str
    buckets: Mapping[str, str]
    empty: str
    total: Callable[[int], str] = field(default=str)
    number: Callable[[int], str] = field(default=str)


def bucket_bar(key: str, counts: Mapping[str, int], texts: BarTexts) -> Markup:
    """One bar of the four buckets, with each bucket's shape, number and name below it."""
    legend_top = BAR + 10
    names = {
        str(bucket): f"{texts.number(counts.get(bucket, 0))} {texts.buckets[bucket]}" for bucket in BUCKETS
    }
    return picture(
        key,
        texts.title,
        texts.description,
        legend_top + 2 * LEGEND_LINE,
        _patterns(key),
        *_bar(key, counts, 1),
        *_legend(names, legend_top),
    )


def stacked_bars(key: str, rows: Sequence[Row], texts: BarTexts) -> Markup:
    """A bar of the four buckets for each row, with the row's label and total above and its numbers below."""
    parts = [_patterns(key), *_legend(texts.buckets, 0)]
    top = 2 * LEGEND_LINE + ROW_GAP // 2
    for label, counts in rows:
        drawn, top = _row(key, label, counts, top, texts)
        parts += drawn
    return picture(key, texts.title, texts.description, top, *parts)


def _row(
    key: str, label: str, counts: Mapping[str, int], top: int, texts: BarTexts
) -> tuple[list[Markup], int]:
    """The row's marks, and where the next row begins."""
    people = sum(counts.get(bucket, 0) for bucket in BUCKETS)
    lines = textwrap.wrap(label, LABEL_WIDTH) or [""]
    parts = [text(line, 0, top + 13 + LINE * i, kind="chart-label") for i, line in enumerate(lines)]
    parts.append(text(texts.total(people), "100%", top + 13, anchor="end"))
    bar_top = top + LINE * len(lines) + 2
    parts += _bar(key, counts, bar_top)
    numbers_top = bar_top + BAR + 6
    if people:
        parts += _numbers(counts, numbers_top, texts)
    else:
        parts.append(text(texts.empty, 0, numbers_top + MARK - 1))
    return parts, numbers_top + MARK + ROW_GAP


def _bar(key: str, counts: Mapping[str, int], top: int) -> list[Markup]:
    """The segments in the order of the buckets; an empty track where there is nobody."""
    people = sum(counts.get(bucket, 0) for bucket in BUCKETS)
    if not people:
        return [_segment("chart-track", 0, 1, top)]
    segments, before = [], 0
    for bucket in BUCKETS:
        n = counts.get(bucket, 0)
        start, width = before / people, n / people
        before += n
        if n:
            segments.append(_segment(f"chart-segment chart-{bucket}", start, width, top, INK))
        if n and bucket != Bucket.REACHED:
            segments.append(_segment("chart-segment", start, width, top, f"url(#{key}-{bucket})"))
    return segments


def _segment(kind: str, start: float, width: float, top: int, fill: str | None = None) -> Markup:
    return element("rect", class_=kind, x=percent(start), y=top, width=percent(width), height=BAR, fill=fill)


def _numbers(counts: Mapping[str, int], top: int, texts: BarTexts) -> list[Markup]:
    """Shape and number in four columns, so that a thin segment's number is as legible as any."""
    marks = []
    for column, bucket in enumerate(BUCKETS):
        x = percent(column / len(BUCKETS))
        marks.append(shape(bucket, x, top))
        marks.append(text(texts.number(counts.get(bucket, 0)), x, top + MARK - 1, dx=18))
    return marks


def _legend(names: Mapping[str, str], top: int) -> list[Markup]:
    marks = []
    for place, bucket in enumerate(BUCKETS):
        x, y = percent(place % 2 * SECOND_COLUMN), top + 2 + LEGEND_LINE * (place // 2)
        marks.append(shape(bucket, x, y))
        marks.append(text(names[bucket], x, y + MARK - 1, dx=18))
    return marks


def _patterns(key: str) -> Markup:
    return element("defs", *(pattern(key, bucket) for bucket in BUCKETS if bucket != Bucket.REACHED))
