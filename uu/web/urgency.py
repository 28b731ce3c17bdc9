"""Reasons and days in words, as the list and the card say them."""

from collections.abc import Callable
from datetime import date, timedelta

from uu import clock
from uu.domain.urgency import Reason, Why, months_since
from uu.vocabulary import FollowUpKind
from uu.web.language import _, format_date, language, ngettext


def day_words(day: date) -> str:
    """ "today", "tomorrow", "yesterday", "Wednesday 25 November" within a week, else the date."""
    distance = (day - clock.today()).days
    near = {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}
    if distance in near:
        return near[distance]
    return format_date(day, _pattern(with_weekday=1 < distance < 7, with_year=day.year != clock.today().year))


def opening_words(day: date) -> str:
    """The same at the beginning of a sentence."""
    words = day_words(day)
    return words[:1].upper() + words[1:]


def sentence(why: Why, next_step: str = "") -> str:
    """Why somebody stands on the list, in one sentence; empty when there is no reason."""
    if why.day is None:
        return ""
    if why.kind in _CLOCKS and why.reason in _DUE:
        return _clock_sentence(why, why.day)
    if why.reason in _DUE:
        return _due_sentence(why, why.day, next_step)
    return _SENTENCES[why.reason](why.day)


def clock_words(kind: FollowUpKind, due_on: date) -> str:
    """What a statutory clock asks for, and by when."""
    if kind == FollowUpKind.CONTACT_CLOCK:
        return _("Contact by %(day)s (5 working days)", day=day_words(due_on))
    return _("Offer an activity by %(day)s (30 days)", day=day_words(due_on))


def status_age(day: date) -> str:
    """How old a status is, in days or months."""
    months = months_since(day, clock.today())
    if months:
        return ngettext("%(n)d month old", "%(n)d months old", months)
    return ngettext("%(n)d day old", "%(n)d days old", _days_since(day))


_CLOCKS = frozenset({FollowUpKind.CONTACT_CLOCK, FollowUpKind.OFFER_CLOCK})
_DUE = frozenset({Reason.OVERDUE, Reason.CLOCK, Reason.DUE_TODAY, Reason.DUE_SOON, Reason.DUE_LATER})


def _clock_sentence(why: Why, day: date) -> str:
    if why.reason != Reason.OVERDUE:
        return clock_words(why.kind or FollowUpKind.CONTACT_CLOCK, day)
    if why.kind == FollowUpKind.CONTACT_CLOCK:
        return _("Contact was due %(day)s (5 working days)", day=day_words(day))
    return _("An offer was due %(day)s (30 days)", day=day_words(day))


def _due_sentence(why: Why, day: date, next_step: str) -> str:
    step = next_step or _("Agreed next step")
    if why.reason == Reason.OVERDUE:
        return _("Due %(day)s: %(step)s", day=day_words(day), step=step)
    return f"{opening_words(day)}: {step}"


def _quiet(day: date) -> str:
    return ngettext("Not spoken for %(n)d day", "Not spoken for %(n)d days", _days_since(day))


def _never_met(day: date) -> str:
    return ngettext(
        "No session yet, registered %(n)d day ago", "No session yet, registered %(n)d days ago", _days_since(day)
    )


def _stale(day: date) -> str:
    months = months_since(day, clock.today())
    return ngettext("The status is %(n)d month old", "The status is %(n)d months old", months)


_SENTENCES: dict[Reason, Callable[[date], str]] = {
    Reason.QUIET: _quiet,
    Reason.NEVER_MET: _never_met,
    Reason.UNKNOWN_STATUS: lambda _day: _("The status is not known"),
    Reason.STALE_STATUS: _stale,
    Reason.NOT_TOLD: lambda _day: _("Tell about the registration"),
    Reason.AGE_SAID: lambda _day: _("The age is an estimate: ask for the birth date"),
}


def _days_since(day: date) -> int:
    return (clock.today() - day) // timedelta(days=1)


def _pattern(*, with_weekday: bool, with_year: bool) -> str:
    # A line never breaks between the day and its month.
    day = "d.\u00a0MMMM" if language() == "da" else "d\u00a0MMMM"
    return f"{'EEEE ' if with_weekday else ''}{day}{' y' if with_year else ''}"
