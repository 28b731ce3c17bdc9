"""Pictures as markup: escaped, described, and without a style of their own.

Charts are drawn in percentages of the width and in pixels of height, so text keeps its size from a phone to a
desk. Colours, patterns for print and dark mode come from the classes in the style sheet.
"""

import re
from functools import cache
from html import unescape

from markupsafe import Markup, escape

Value = str | int | float
KEY = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


def element(name: str, *children: str, **attributes: Value | None) -> Markup:
    """One element, everything escaped. `class_` is class, `_` is `-`; an attribute None is left out."""
    pairs = "".join(
        f' {_attribute_name(key)}="{escape(number(value) if isinstance(value, float) else value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    html = f"<{name}{pairs}>{''.join(map(escape, children))}</{name}>"
    # Every part of it is escaped above; the name of the element is the code's own.
    return Markup(html)  # nosec B704


def picture(key: str, title: str, description: str, height: int, *children: str) -> Markup:
    """A chart as wide as its place, named and described for those who cannot see it.

    `key` names the ids and is unique on a page.
    """
    if not KEY.fullmatch(key):
        raise ValueError(f"not a key for ids: {key!r}")
    return element(
        "svg",
        element("title", title, id=f"{key}-title"),
        element("desc", description, id=f"{key}-desc"),
        *children,
        class_="chart",
        role="img",
        aria_labelledby=f"{key}-title {key}-desc",
        width="100%",
        height=height,
    )


def described(markup: Markup) -> tuple[str, str]:
    """The title and the description of a picture, as they were given."""
    title, description = (re.search(f"<{tag} [^>]*>(.*?)</{tag}>", markup, re.DOTALL) for tag in ("title", "desc"))
    if title is None or description is None:
        raise ValueError("every picture has a title and a description")
    return unescape(title[1]), unescape(description[1])


def text(content: str, x: Value, y: Value, *, anchor: str = "start", dx: int = 0, kind: str = "chart-text") -> Markup:
    """A line of text on the baseline `y`, moved `dx` pixels to the right."""
    return element("text", content, class_=kind, x=x, y=y, dx=dx or None, text_anchor=anchor)


def percent(share: float) -> str:
    """A share of the width as an SVG length."""
    return f"{number(100 * share)}%"


def number(value: float) -> str:
    """A number with at most two decimals, as SVG reads it."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


@cache
def _attribute_name(key: str) -> str:
    return key if key in {"viewBox", "patternUnits", "preserveAspectRatio"} else key.strip("_").replace("_", "-")
