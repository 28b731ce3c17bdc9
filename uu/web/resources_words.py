"""Resources in words, and as a file."""

from fractions import Fraction

from uu.domain.resources import Entered, Figures, Line, Load
from uu.output.tables import COUNTED_ON, NOT_FOR_SHARING, OF_THE_REGISTERED, Cell, Column, Sheet
from uu.statistics.periods import Period
from uu.vocabulary import N_, ResourceKind
from uu.web import activity_words
from uu.web.language import _, format_date, format_number
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
    if figures.full_time is not None:
        return ""
    return _("Not possible: full-time counsellors are not entered for every day of the period.")


def why_no_cost(figures: Figures) -> str:
    """Why there is no cost, in words; empty where there is one."""
    if figures.spent is None:
        return _("Not possible: a budget is not entered for every day of the period.")
    return "" if figures.done.reached else _("Not possible: nobody was reached in the period.")


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
        _("An empty figure is not possible: nothing is entered for some of the days."),
        _(COUNTED_ON, date=format_date(read.day)),
        _(OF_THE_REGISTERED),
        _(NOT_FOR_SHARING),
    )
    lines = [Line(read.place, read.figures), *read.lines]
    return Sheet(_("Resources"), columns, [_cells(line) for line in lines], notes)


def _cells(line: Line) -> list[Cell]:
    found = line.figures
    return [
        name_of(line.place), _number(found.full_time), _number(found.full_time_today), found.followed,
        found.people_each, found.done.held, found.sessions_each, _number(found.spent), found.done.reached,
        found.cost_each,
    ]  # fmt: skip


def _number(found: Fraction | None) -> float | None:
    return None if found is None else float(found)


def _rounded(number: float, decimals: int) -> float | int:
    rounded = round(number, decimals)
    return int(rounded) if rounded == int(rounded) else rounded
