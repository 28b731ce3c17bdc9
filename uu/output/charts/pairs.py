"""Two places' shares, pair by pair: what is certain, what is possible, and how far chance could move it."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from uu.output.charts.marks import INK, MARK, swatch
from uu.output.svg import element, percent, picture, text

LINE, BAR, GAP = 18, 12, 14
# So many characters fit beside the number at the width of a small phone.
NAME_WIDTH = 30

Known = tuple[float, float, float, float]
Pair = tuple[str, Sequence[tuple[str, str, Known | None]]]


@dataclass(frozen=True, slots=True)
class PairTexts:
    """Title, description, and the labels of what is certain, what is possible, and what chance could do."""

    title: str
    description: str
    certain: str
    possible: str
    chance: str


def pairs(key: str, found: Sequence[Pair], texts: PairTexts) -> Markup:
    """For each title two places with their share in words and (low, high, least, most), or none where nobody is."""
    parts, top = _legend(texts), 2 * LINE + GAP
    for title, sides in found:
        parts.append(text(title, 0, top + 13, kind="chart-label"))
        top += LINE + 2
        for name, words, known in sides:
            drawn, top = _side(name, words, known, top)
            parts += drawn
        top += GAP
    return picture(key, texts.title, texts.description, top, *parts)


def _side(name: str, words: str, known: Known | None, top: int) -> tuple[list[Markup], int]:
    lines = textwrap.wrap(name, NAME_WIDTH) or [""]
    parts = [text(line, 0, top + 13 + LINE * i) for i, line in enumerate(lines)]
    parts.append(text(words, "100%", top + 13, anchor="end"))
    bar = top + LINE * len(lines) + 2
    parts.append(_bar("chart-track", 0, 1, bar))
    if known is not None:
        low, high, least, most = known
        if not 0 <= least <= low <= high <= most <= 1:
            raise ValueError("a pair needs 0 <= least <= low <= high <= most <= 1")
        # Below the bar, where no colour of it hides the line.
        y = bar + BAR + 4
        whisker = element("line", class_="chart-target", x1=percent(least), x2=percent(most), y1=y, y2=y)
        parts += [_bar("chart-reached", 0, low, bar), _bar("chart-reached chart-band", low, high - low, bar), whisker]
    return parts, bar + BAR + 12


def _bar(kind: str, start: float, width: float, top: int) -> Markup:
    fill = None if kind == "chart-track" else INK
    return element("rect", class_=kind, x=percent(start), y=top, width=percent(width), height=BAR, fill=fill)


def _legend(texts: PairTexts) -> list[Markup]:
    line = element("line", class_="chart-target", x1=0, x2=MARK, y1=LINE + 8, y2=LINE + 8)
    return [
        swatch("chart-reached", 0, 2),
        text(texts.certain, 0, MARK + 1, dx=18),
        swatch("chart-reached chart-band", "50%", 2),
        text(texts.possible, "50%", MARK + 1, dx=18),
        line,
        text(texts.chance, 0, LINE + MARK + 1, dx=18),
    ]
