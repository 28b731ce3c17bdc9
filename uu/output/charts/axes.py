"""What charts over time share: the plot and its height, the grid, lines and bands, the target, and two names below."""

from collections.abc import Callable, Sequence

from markupsafe import Markup

from uu.output.charts.marks import MARK, swatch
from uu.output.svg import element, number, text

TOP, PLOT = 20, 160
LABELS = TOP + PLOT + 20
LEGEND = LABELS + 26
GRID = (0.0, 0.5, 1.0)
# Closer than this a line of the grid would run into the target and its label.
CLOSE = 0.12


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


def target_line(target: float | None, label: str) -> tuple[Markup, ...]:
    """The line of the target, with its label above."""
    if target is None:
        return ()
    return across("chart-target chart-target-line", target), text(label, 0, y_of(target) - 5)


def published_line(share: float, label: str, x: str = "100%") -> tuple[Markup, ...]:
    """A line of what others have published, thinner than a target, with its label below."""
    anchor = "end" if x == "100%" else "middle"
    return across("chart-published", share), text(label, x, y_of(share) + 15, anchor=anchor)


def legend(line: str, area: str) -> tuple[Markup, ...]:
    """What the line and the band mean, in words below the plot."""
    top = LEGEND - MARK + 2
    return (
        swatch("chart-reached", 0, top),
        text(line, 0, LEGEND, dx=18),
        swatch("chart-reached chart-band", "50%", top),
        text(area, "50%", LEGEND, dx=18),
    )
