"""Resources in words, and as a file."""

from fractions import Fraction

from uu.domain import resources_lacking
from uu.domain.resources import Entered, Figures, Line, Load, Sum
from uu.models.resources import Financier
from uu.output.tables import COUNTED_ON, NOT_FOR_SHARING, OF_THE_REGISTERED, Cell, Column, Sheet
from uu.statistics.periods import Period
from uu.statistics.report import Text
from uu.vocabulary import N_, ResourceKind
from uu.web import activity_words
from uu.web.language import _, format_date, format_number, word
from uu.web.overview_table import KINDS, name_of

ESTIMATE = N_(
    "The cost is an estimate: what is entered, spread evenly over its days, divided by the young people reached. "
    "It says nothing about what else the money was spent on."
)
period = activity_words.period


def full_time(found: Fraction | None) -> str:
    """Full-time counsellors with up to two decimals, or that it cannot be said."""
    return _("not possible") if found is None else format_number(_rounded(float(found), 2))


def each(found: float | None) -> str:
    """A figure for each, with one decimal, or that it cannot be said."""
    return _("not possible") if found is None else format_number(_rounded(found, 1))


def kroner(found: float | Fraction | None) -> str:
    """Whole kroner, or that it cannot be said."""
    return _("not possible") if found is None else _("DKK %(amount)s", amount=format_number(round(found)))


def why_no_load(figures: Figures) -> str:
    """Why there is no figure for each counsellor, in words; empty where there is one."""
    return _why(resources_lacking.full_time(figures) or resources_lacking.today(figures))


def why_no_cost(figures: Figures) -> str:
    """Why there is no cost, in words; empty where there is one."""
    return _why(resources_lacking.cost(figures))


def _why(found: Text | None) -> str:
    return "" if found is None else _(found.message, **found.params)


def by_financier(figures: Figures) -> list[tuple[str, str, str, str]]:
    """Who pays, full-time counsellors of the period and of today, and young people each without those of today."""
    period_, today = figures.full_time.by_financier, figures.today.by_financier
    return [
        (word(payer), full_time(period_.get(payer)), full_time(today.get(payer)), _without(figures, payer))
        for payer in Financier
        if period_.get(payer) or today.get(payer)
    ]


def _without(figures: Figures, payer: Financier) -> str:
    return each(figures.people_each_without(payer)) if figures.today.by_financier.get(payer) else "–"


def amount(one: Entered) -> str:
    """What was entered, with its unit."""
    whole, rest = divmod(one.given.amount, 100)
    number = format_number(one.given.amount / 100 if rest else whole)
    if one.given.kind == ResourceKind.BUDGET:
        return _("DKK %(amount)s", amount=number)
    return _("%(n)s full-time", n=number)


def days(one: Entered) -> str:
    """From when to when it holds."""
    given = one.given
    if given.last_on is None:
        return _("from %(day)s", day=format_date(given.first_on, "medium"))
    return period(Period(given.first_on, given.last_on))


def sheet(read: Load) -> Sheet:
    """The place and those below it."""
    columns = [
        Column(_(KINDS[read.by]) if read.by else _("Area")),
        Column(_("Full-time counsellors, average"), "number"),
        Column(_("Full-time counsellors today"), "number"),
        Column(_("Followed today"), "number"),
        Column(_("Followed for each full-time counsellor"), "number"),
        Column(_("Sessions"), "number"),
        Column(_("Sessions for each full-time counsellor"), "number"),
        Column(_("Budget in the period, DKK"), "number"),
        Column(_("Young people met"), "number"),
        Column(_("Cost for each young person met, DKK (estimate)"), "number"),
    ]
    notes = (
        period(read.period),
        _(ESTIMATE),
        _("An empty figure is not possible: nothing is entered for some of the days, or for some of the areas."),
        _(COUNTED_ON, date=format_date(read.day)),
        _(OF_THE_REGISTERED),
        _(NOT_FOR_SHARING),
    )
    lines = [Line(read.place, read.figures), *read.lines]
    return Sheet(_("Resources"), columns, [_cells(line) for line in lines], notes)


def _cells(line: Line) -> list[Cell]:
    found = line.figures
    return [
        name_of(line.place), _number(found.full_time), _number(found.today), found.followed,
        found.people_each, found.done.held, found.sessions_each, _number(found.spent), found.done.reached,
        found.cost_each,
    ]  # fmt: skip


def _number(found: Sum) -> float | None:
    return None if found.amount is None else float(found.amount)


def _rounded(number: float, decimals: int) -> float | int:
    rounded = round(number, decimals)
    return int(rounded) if rounded == int(rounded) else rounded
