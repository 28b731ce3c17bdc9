"""Who went where, in words and markup."""

from collections import Counter

from markupsafe import Markup

from uu.domain.movement import Moved
from uu.output.charts import BarTexts, stacked_bars
from uu.output.charts.marks import BUCKETS
from uu.statistics.movement import Rung, Share
from uu.vocabulary import Bucket
from uu.web import outcomes_charts
from uu.web.language import _, format_date, format_number, ngettext, word

BUCKET_OF = {
    Rung.UNKNOWN: Bucket.UNKNOWN,
    Rung.AT_RISK: Bucket.AT_RISK,
    Rung.PREP: Bucket.ON_THE_WAY,
    Rung.UPPER: Bucket.ON_THE_WAY,
    Rung.REACHED: Bucket.REACHED,
}


def chart(read: Moved) -> Markup:
    """A bar for each bucket of the first day, divided by those of the last; nothing where nobody was here on both."""
    if not read.movement.both:
        return Markup()
    found = {bucket: Counter[str]() for bucket in BUCKETS}
    for (before, after), n in read.movement.between.items():
        found[BUCKET_OF[before]][BUCKET_OF[after]] += n
    days = {"first": format_date(read.period.first), "last": format_date(read.period.last)}
    texts = BarTexts(
        _("From bucket to bucket"),
        _(
            "A bar for each bucket on %(first)s, divided by the buckets on %(last)s. The table holds the numbers.",
            **days,
        ),
        {bucket: word(bucket) for bucket in BUCKETS},
        _("Nobody"),
        lambda n: ngettext("%(n)s young person", "%(n)s young people", n),
        format_number,
    )
    rows = [(_("%(bucket)s on the first day", bucket=word(bucket)), found[bucket]) for bucket in reversed(BUCKETS)]
    return stacked_bars("flow", rows, texts)


def with_interval(found: Share | None) -> str:
    """A share with how far chance could move it, "31 % (26–37 %)", or that there is none."""
    return _("not possible") if found is None else outcomes_charts.with_interval(found)
