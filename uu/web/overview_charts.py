"""The overview's charts in words and markup."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from uu.domain.overview import Overview
from uu.output.charts import RangeTexts, TrendTexts, range_bar, trend
from uu.statistics.measures import Range, index_range
from uu.web.figures_table import Row
from uu.web.language import _, format_date, format_number, format_share

# The own figures beside which the page shows what others have published.
COMPARED = ("cohort_25", "reached_share", "completed_or_enrolled", "neet_share")


def charts(read: Overview, published: Sequence[Row] = ()) -> dict[str, Markup]:
    """The ranges beside the target, and how that of all has moved beside what others published; none of nobody."""
    drawn = {}
    if turning := read.cohort.counts.range:
        drawn["cohort"] = _range("cohort", _("Those who turn 25, beside the target"), turning, read, published)
    if reached := read.figures.counts.range:
        drawn["range"] = _range("range", _("Reached, beside the target"), reached, read)
        drawn["trend"] = _trend(read, reached, _nearest(published, "reached_share"))
    return drawn


def range_text(found: Range | None) -> str:
    """A range as people read it, "26–42 %"; never a lone point unless both ends are the same."""
    if found is None:
        return "–"
    low, high = format_share(found.low), format_share(found.high)
    return high if low == high else f"{low.removesuffix('%').strip()}–{high}"


def index_text(read: Overview) -> str:
    """The place's index with the city as 100, from the lowest to the highest, or why there is none."""
    found = index_range(read.figures.counts.reached_ends(), read.city.counts.reached_ends())
    if found is None:
        return _("not possible: nobody in the city has reached the target for certain")
    low, high = (format_number(round(end)) for end in found)
    return high if low == high else f"{low}–{high}"


def month(day: date) -> str:
    return format_date(day, "MMM y")


def _target(read: Overview) -> str:
    return _("target %(share)s", share=format_share(float(read.goal.share)))


def _range(key: str, title: str, reached: Range, read: Overview, published: Sequence[Row] = ()) -> Markup:
    others = _nearest(published, "cohort_25")
    words = {"low": format_share(reached.low), "high": format_share(reached.high)}
    texts = RangeTexts(
        title,
        _("At least %(low)s and at most %(high)s have completed an upper-secondary education.", **words),
        _("%(share)s certain", share=words["low"]),
        _("%(share)s possible", share=words["high"]),
        _target(read),
        _of_others(others),
    )
    return range_bar(key, reached.low, reached.high, float(read.goal.share), texts, others.share if others else None)


def _nearest(published: Sequence[Row], code: str) -> Row | None:
    """The published share of the nearest place: the only one drawn, all stand in the table."""
    return next((row for row in published if row.code == code and row.share is not None), None)


def _of_others(published: Row | None) -> str:
    if published is None:
        return ""
    return _("published %(period)s: %(share)s", period=published.period, share=published.value)


def _trend(read: Overview, reached: Range, published: Row | None) -> Markup:
    first, last = read.trend[0][0], read.trend[-1][0]
    points = [(end, *(counts.range or (None, None))) for end, counts in read.trend]
    texts = TrendTexts(
        _("Reached in the last 36 months"),
        _(
            "From %(first)s to %(last)s. Now %(now)s. The table below holds all the numbers.",
            first=month(first), last=month(last), now=range_text(reached),
        ),
        _("Certain"),
        _("Possible"),
        _target(read),
        range_text(read.trend[-1][1].range),
        month,
        format_share,
        _of_others(published),
    )  # fmt: skip
    return trend("trend", points, float(read.goal.share), texts, published.share if published else None)
