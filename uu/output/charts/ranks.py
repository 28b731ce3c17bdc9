"""Numbers of people, place under place, the longest bar the largest number."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from uu.output.charts.marks import INK, pattern
from uu.output.svg import element, percent, picture, text

LINE, BAR, GAP = 18, 14, 12
# So many characters fit beside the number at the width of a small phone.
NAME_WIDTH = 26

Rank = tuple[str, int, str]


@dataclass(frozen=True, slots=True)
class RankTexts:
    """Title and description."""

    title: str
    description: str


def ranks(key: str, found: Sequence[Rank], texts: RankTexts) -> Markup:
    """For each name a number of people, and the number in words."""
    most = max((n for _name, n, _words in found), default=0)
    parts, top = [element("defs", pattern(key, "at_risk"))], 0
    for name, n, words in found:
        if n < 0:
            raise ValueError("a rank needs a number of people")
        drawn, top = _row(key, (name, n, words), most, top)
        parts += drawn
    return picture(key, texts.title, texts.description, max(top, BAR), *parts)


def _row(key: str, row: Rank, most: int, top: int) -> tuple[list[Markup], int]:
    name, n, words = row
    lines = textwrap.wrap(name, NAME_WIDTH) or [""]
    parts = [text(line, 0, top + 13 + LINE * i, kind="chart-label") for i, line in enumerate(lines)]
    parts.append(text(words, "100%", top + 13, anchor="end"))
    bar = top + LINE * len(lines) + 2
    parts.append(_bar("chart-track", 1, bar, None))
    if n:
        parts.append(_bar("chart-segment chart-at_risk", n / most, bar, INK))
        parts.append(_bar("chart-segment", n / most, bar, f"url(#{key}-at_risk)"))
    return parts, bar + BAR + GAP


def _bar(kind: str, width: float, top: int, fill: str | None) -> Markup:
    return element("rect", class_=kind, x=0, y=top, width=percent(width), height=BAR, fill=fill)
