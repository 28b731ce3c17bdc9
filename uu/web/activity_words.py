"""The activity in words and markup."""

from datetime import date

from markupsafe import Markup

from uu.domain.activity import LONGER, NEVER, SINCE, Activity, Done
from uu.output.charts import Kind, WeekTexts, week_bars
from uu.statistics.periods import Period
from uu.vocabulary import SessionKind
from uu.web.language import _, format_date, format_number, ngettext, word

# Attempts before the first contact are shown one by one up to here.
MOST_TRIES = 4


def kinds(done: Done) -> list[SessionKind]:
    """Those that were held, the most frequent first, and attempts last."""
    held: list[SessionKind] = [kind for kind in SessionKind if done.sessions[kind] and kind != SessionKind.ATTEMPT]
    held.sort(key=lambda kind: -done.sessions[kind])
    return [*held, SessionKind.ATTEMPT] if done.attempts else held


def chart(read: Activity) -> Markup:
    """The sessions of each week, one row of bars a kind; nothing where there were none."""
    found = kinds(read.done)
    if not found:
        return Markup()
    rows = [
        Kind(word(kind), [counts[kind] for _monday, counts in read.weeks], hatched=kind == SessionKind.ATTEMPT)
        for kind in found
    ]
    texts = WeekTexts(
        _("Sessions by kind and week"),
        _("One row of bars for each kind, all on the same scale. The table below holds the numbers."),
        format_number,
        week,
    )
    return week_bars("weeks", [monday for monday, _counts in read.weeks], rows, texts)


def week(monday: date) -> str:
    return _("week %(week)s, %(year)s", week=monday.isocalendar().week, year=monday.isocalendar().year)


def period(days: Period) -> str:
    first, last = (format_date(day, "medium") for day in days)
    return _("%(first)s to %(last)s", first=first, last=last)


def median(done: Done) -> str:
    """The median of the attempts before the first contact, or that there is none."""
    found = done.median_attempts
    return _("not possible") if found is None else format_number(int(found) if found == int(found) else found)


def tries(done: Done) -> list[tuple[str, int]]:
    """How many were met for the first time after no attempt, one, two … in words."""
    more = sum(n for attempts, n in done.first.items() if attempts > MOST_TRIES)
    found = [(_tried(attempts), done.first[attempts]) for attempts in range(MOST_TRIES + 1)]
    return [*found, (_("More than %(n)s attempts", n=MOST_TRIES), more)]


def since(done: Done) -> list[tuple[str, int]]:
    """How long ago those who are followed now were last met."""
    return [(_(name), done.since[name]) for name in (*(name for _last, name in SINCE), LONGER, NEVER)]


def _tried(attempts: int) -> str:
    return ngettext("%(n)d attempt", "%(n)d attempts", attempts) if attempts else _("At the first try")
