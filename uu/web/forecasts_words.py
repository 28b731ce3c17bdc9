"""The forecast in words and as a chart."""

from dataclasses import dataclass
from math import ceil, floor

from markupsafe import Markup

from uu.domain.forecasts import Age, Coming, Forecasts, Known, Line, period
from uu.output.charts import SpanTexts, spans
from uu.statistics.forecast import LEAST, Estimate, History
from uu.vocabulary import N_
from uu.web import place_links
from uu.web.forms.outcomes import Choice
from uu.web.language import _, format_date, format_number, format_share
from uu.web.outcomes_charts import interval
from uu.web.overview_table import name_of

STATES = (
    ("reached", N_("Completed")),
    ("on_the_way", N_("In education")),
    ("on_the_way", N_("Preparing")),
    ("at_risk", N_("Needs effort")),
    ("unknown", N_("Unknown")),
)
# In the order of :class:`History`.
NEEDED = (
    N_("Monthly marks at which somebody was followed"),
    N_("Young people followed who had not completed"),
    N_("Seen to complete"),
    N_("Seen as 15-year-olds"),
    N_("Months seen at the age that was seen least"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A place in words, with the address of its own page."""

    name: str
    url: str
    line: Line


def rows(read: Forecasts, chosen: Choice) -> list[Row]:
    """The places below."""
    return [
        Row(name_of(line.place), place_links.to_place("forecasts", line.place, chosen), line) for line in read.lines
    ]


def share(found: Estimate) -> str:
    """A share with its interval, "62 % (57–67 %)"."""
    return f"{format_share(found.value)} {interval(found)}".replace(" %", "\N{NO-BREAK SPACE}%")


def people(found: Estimate) -> str:
    """A number of people with its interval, "31 (28–35)"."""
    low, high = format_number(floor(found.low)), format_number(ceil(found.high))
    return f"{format_number(round(found.value))} ({low}–{high})"


def more(coming: Coming) -> str:
    """How many more a year, in whole people."""
    return format_number(ceil(coming.more.value))


def more_or_less(coming: Coming) -> str:
    """How far that number may be off, "(29–37)"."""
    return f"({format_number(floor(coming.more.low))}–{format_number(ceil(coming.more.high))})"


def of_place(line: Line) -> str:
    """The share of a place, or why there is none."""
    if line.share:
        return share(line.share)
    return _("not enough history") if line.history else _("comes tonight")


def basis(read: Forecasts) -> str:
    """What the share is of, and from which period it is taken."""
    if read.made_on is None or read.history is None:
        return ""
    first, last = period(read.made_on, read.history)
    return _(
        "So many of a hundred 15-year-olds, if all goes on as it did from %(first)s to %(last)s. In brackets: nine "
        "chances in ten that the true share lies there.",
        first=format_date(first), last=format_date(last),
    )  # fmt: skip


def verdict(read: Forecasts, known: Known) -> str:
    """What can be said of the share beside the target, and what cannot."""
    target, other = float(read.goal.share), format_share(float(read.goal.share))
    if known.share.high < target:
        return _("Below the target of %(share)s, also when chance is allowed for.", share=other)
    if known.share.low >= target:
        return _("The target of %(share)s is met, also when chance is allowed for.", share=other)
    return _("No sure difference from the target of %(share)s: it lies within the uncertainty.", share=other)


def lacking(history: History) -> list[tuple[str, str, str]]:
    """What there is too little of: its name, how much there is, and how much it takes."""
    every = zip(NEEDED, history, LEAST, strict=True)
    return [(_(name), format_number(is_now), format_number(least)) for name, is_now, least in every if is_now < least]


def chart(read: Forecasts, known: Known) -> Markup:
    """Of those who are of each age now, the share expected to have completed at 25."""
    target = format_share(float(read.goal.share))
    texts = SpanTexts(
        _("Expected to have completed at 25, by age now"),
        _("Those who are 24 now: %(share)s. The table below holds the numbers.", share=_of_age(known.ages[-1])),
        _("Expected"),
        _("Uncertainty"),
        _("target %(share)s", share=target),
        format_share,
    )
    return spans("forecast", [(str(each.age), each.share) for each in known.ages], float(read.goal.share), texts)


def _of_age(each: Age) -> str:
    return share(each.share) if each.share else _("nobody")
