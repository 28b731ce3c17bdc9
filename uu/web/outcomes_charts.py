"""The outcome's curve in words and markup."""

from markupsafe import Markup

from uu.domain.outcomes import HORIZON, MONTHS, Outcomes
from uu.output.charts import StepTexts, steps
from uu.statistics.forecast import Estimate
from uu.statistics.incidence import Incidence
from uu.statistics.movement import Share
from uu.web.language import _, format_share


def chart(read: Outcomes) -> Markup:
    """The curve as far as it is known; nothing where too few have begun."""
    if not read.curve:
        return Markup()
    last = read.curve[-1]
    texts = StepTexts(
        _("In education or work since the first session"),
        _(
            "After %(months)s months %(share)s. The table below holds the numbers.",
            months=last.day * MONTHS // HORIZON, share=with_interval(last),
        ),
        _("Share"),
        _("Uncertainty"),
        _("compared with %(share)s", share=format_share(read.comparator / 100)),
        with_interval(last),
        _axis(),
        format_share,
    )  # fmt: skip
    points = [(one.day, one.share, one.low, one.high) for one in read.curve]
    return steps("outcome", points, read.comparator / 100, texts)


def with_interval(one: Incidence | Share) -> str:
    """A share with its interval, "31 % (26–37 %)"."""
    return f"{_unbroken(one.share)} {interval(one)}"


def interval(one: Incidence | Estimate | Share) -> str:
    """How far chance could move it, "(26–37 %)"; no line breaks before the sign."""
    low = format_share(one.low).removesuffix("%").strip()
    return f"({low}–{_unbroken(one.high)})"


def verdict(read: Outcomes) -> str:
    """What can be said of the share beside the comparator, and what cannot."""
    found = read.whole.at_24_months
    if found is None:
        return ""
    other = format_share(read.comparator / 100)
    if found.low > read.comparator / 100:
        return _("Above the %(share)s it is compared with, also when chance is allowed for.", share=other)
    if found.high < read.comparator / 100:
        return _("Below the %(share)s it is compared with, also when chance is allowed for.", share=other)
    return _("No sure difference from the %(share)s it is compared with: it lies within the uncertainty.", share=other)


def _unbroken(share: float) -> str:
    return format_share(share).replace(" ", "\N{NO-BREAK SPACE}")


def _axis() -> tuple[tuple[int, str], ...]:
    return ((0, _("First session")), (HORIZON // 2, _("12 months")), (HORIZON, _("24 months")))
