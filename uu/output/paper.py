"""Charts on paper: of a fixed width, and with the colours of the printed page in the picture itself."""

import re

WIDTH, ROOM = 700, 4
# What the style sheet says for print, for programs that read no style sheet.
STYLE = """
svg { color: #000; font-family: "IBM Plex Sans"; }
.chart-text { fill: #000; font-size: 14px; }
.chart-label { fill: #000; font-size: 15px; font-weight: 600; }
.chart-reached { color: #17704f; }
.chart-on_the_way { color: #2058a0; }
.chart-at_risk { color: #a34608; }
.chart-unknown { color: #5b6371; }
.chart-track { fill: #eef0f3; }
.chart-band { fill-opacity: 0.28; }
.chart-segment { stroke: #fff; stroke-width: 2px; }
.chart-pattern-line { fill: none; stroke: #fff; stroke-width: 1.2px; stroke-opacity: 0.75; }
.chart-reached .chart-pattern-line { stroke: #17704f; }
.chart-pattern-dot { fill: #fff; fill-opacity: 0.85; }
.chart-axis { stroke: #bbb; stroke-width: 1px; }
.chart-target { stroke: #000; stroke-width: 2.5px; }
.chart-target-line { stroke-width: 1.5px; stroke-dasharray: 6 5; }
.chart-published { stroke: #000; stroke-width: 1.5px; stroke-dasharray: 1 4; stroke-linecap: round; }
.chart-line { stroke-width: 3px; stroke-linecap: round; stroke-linejoin: round; }
.chart-lone { stroke-width: 8px; stroke-opacity: 0.35; stroke-linecap: round; }
.chart-dot { stroke-width: 8px; stroke-linecap: round; }
.chart-line-possible { stroke-width: 1.5px; stroke-dasharray: 2 4; stroke-linecap: round; }
"""
_PLOT = re.compile(
    r'<svg (class="chart-plot[^"]*") y="([\d.]+)" width="100%" height="([\d.]+)"[^>]*>(.*?)</svg>', re.DOTALL
)
_PATH = re.compile(r'\bd="([^"]*)"')
_PAIR = re.compile(r"(-?[\d.]+) (-?[\d.]+)")


def on_paper(svg: str) -> str:
    """The chart as a picture of its own, :data:`WIDTH` wide, that looks as the page does in print.

    What the page stretches to its width is stretched here by working its points out: programs that draw on paper would
    stretch the lines' thickness as well.
    """
    height = re.search(r'^<svg [^>]*?height="([\d.]+)"', svg)
    if height is None:
        raise ValueError("a chart has a height")
    # A little room at the sides, because a letter may begin a hair before its place.
    frame = f'viewBox="-{ROOM} 0 {WIDTH + 2 * ROOM} {height[1]}" width="{WIDTH + 2 * ROOM}" height="{height[1]}"'
    fixed = svg.replace('width="100%"', f'width="{WIDTH}" overflow="visible"', 1)
    drawn = _PLOT.sub(_stretched, fixed)
    return f'<svg xmlns="http://www.w3.org/2000/svg" {frame}><style>{STYLE}</style>{drawn}</svg>'


def _stretched(plot: re.Match[str]) -> str:
    kind, top, height, marks = plot.groups()
    across, down = WIDTH / 100, float(height) / 100

    def moved(path: re.Match[str]) -> str:
        points = _PAIR.sub(lambda pair: f"{float(pair[1]) * across:.2f} {float(pair[2]) * down:.2f}", path[1])
        return f'd="{points}"'

    return f'<g {kind} transform="translate(0 {top})">{_PATH.sub(moved, marks)}</g>'
