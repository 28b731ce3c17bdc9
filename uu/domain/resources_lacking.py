"""Why a figure of the resources cannot be given, in words that name the areas for which nothing is entered."""

from typing import NamedTuple

from uu.domain.resources import Figures, Sum
from uu.statistics.report import Text
from uu.vocabulary import N_

NAMED = 3
NOBODY = Text(N_("Not possible: nobody was reached in the period."))


class _Words(NamedTuple):
    """The same of no area, of a few, and of more than are named."""

    none: str
    few: str
    many: str


_FULL_TIME = _Words(
    N_("Not possible: full-time counsellors are not entered for every day of the period."),
    N_("Not possible: full-time counsellors are not entered for %(places)s every day of the period."),
    N_("Not possible: full-time counsellors are not entered for %(places)s and %(n)s more every day of the period."),
)
_TODAY = _Words(
    N_("Not possible: full-time counsellors are not entered for today."),
    N_("Not possible: full-time counsellors are not entered for %(places)s today."),
    N_("Not possible: full-time counsellors are not entered for %(places)s and %(n)s more today."),
)
_BUDGET = _Words(
    N_("Not possible: a budget is not entered for every day of the period."),
    N_("Not possible: a budget is not entered for %(places)s every day of the period."),
    N_("Not possible: a budget is not entered for %(places)s and %(n)s more every day of the period."),
)


def full_time(figures: Figures) -> Text | None:
    """Why there are no full-time counsellors of the period; none where there are."""
    return _lacking(figures.full_time, _FULL_TIME)


def today(figures: Figures) -> Text | None:
    """Why there are no full-time counsellors of today; none where there are."""
    return _lacking(figures.today, _TODAY)


def budget(figures: Figures) -> Text | None:
    """Why there are no kroner of the period; none where there are."""
    return _lacking(figures.spent, _BUDGET)


def cost(figures: Figures) -> Text | None:
    """Why there is no cost for each; none where there is."""
    return budget(figures) or (None if figures.done.reached else NOBODY)


def _lacking(found: Sum, words: _Words) -> Text | None:
    if found.amount is not None:
        return None
    places = ", ".join(found.lacking[:NAMED])
    if len(found.lacking) > NAMED:
        return Text(words.many, {"places": places, "n": len(found.lacking) - NAMED})
    return Text(words.few, {"places": places}) if places else Text(words.none)
