"""The marks all charts share: the buckets' shapes, their patterns, and swatches. Never colour alone."""

from collections.abc import Sequence

from markupsafe import Markup

from uu.output.svg import Value, element
from uu.vocabulary import Bucket

BUCKETS = (Bucket.REACHED, Bucket.ON_THE_WAY, Bucket.AT_RISK, Bucket.UNKNOWN)
INK = "currentColor"
MARK = 12


def shape(bucket: str, x: Value, y: int) -> Markup:
    """The bucket's own shape, 12 pixels large: disc, half-filled ring, triangle, dashed ring."""
    return _placed(_SHAPES[bucket], x, y, f"chart-{bucket}")


def swatch(kind: str, x: Value, y: int, fill: str = INK) -> Markup:
    """A square in the fill of what it explains."""
    return _placed((element("rect", width=10, height=10, rx=2, fill=fill),), x, y, kind)


def pattern(key: str, bucket: str) -> Markup:
    """The bucket's pattern, to be laid over its colour, for print and for those who see no colours."""
    lines = element("path", d="M-1 7 7 -1M-1 1 1 -1M5 7 7 5", class_="chart-pattern-line")
    if bucket == Bucket.AT_RISK:
        lines = element("circle", cx=3, cy=3, r=1.4, class_="chart-pattern-dot")
    elif bucket == Bucket.UNKNOWN:
        lines = element("rect", x=3, width=3, height=6, class_="chart-pattern-dot")
    return element("pattern", lines, id=f"{key}-{bucket}", width=6, height=6, patternUnits="userSpaceOnUse")


def _placed(children: Sequence[Markup], x: Value, y: int, kind: str) -> Markup:
    return element("svg", *children, class_=kind, x=x, y=y, width=MARK, height=MARK, viewBox="0 0 10 10")


_SHAPES: dict[str, tuple[Markup, ...]] = {
    Bucket.REACHED: (element("circle", cx=5, cy=5, r=5, fill=INK),),
    Bucket.ON_THE_WAY: (
        element("circle", cx=5, cy=5, r=4.2, fill="none", stroke=INK, stroke_width=1.6),
        element("path", d="M5 .8a4.2 4.2 0 0 1 0 8.4z", fill=INK),
    ),
    Bucket.AT_RISK: (element("path", d="M5 .6 9.8 9.4H.2z", fill=INK),),
    Bucket.UNKNOWN: (
        element(
            "circle", cx=5, cy=5, r=4.1, fill="none", stroke=INK, stroke_width=1.8, stroke_dasharray="2 1.6"
        ),
    ),
}
