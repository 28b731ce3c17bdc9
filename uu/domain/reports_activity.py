"""The sections about what was done in the period, and what it took: sessions, first contacts, counsellors, money."""

from fractions import Fraction

from uu.domain import resources_lacking
from uu.domain.activity import LONGER, NEVER, SINCE, Done
from uu.domain.reports_read import Reading, counted
from uu.statistics.report import Column, Figure, Figures, Paragraph, Section, Share, Table, Text, Value
from uu.vocabulary import N_, SessionKind


def activity(reading: Reading) -> Section:
    """What was done from the day after the one compared with, until today."""
    read = reading.activity
    about = Text(N_("From %(first)s to %(last)s."), {"first": read.period.first, "last": read.period.last})
    return Section(
        Text(N_("Activity")), [Paragraph(about), Figures(_figures(read.done)), _kinds(read.done), _since(read.done)]
    )


def _figures(done: Done) -> list[Figure]:
    how, median = counted("activity"), done.median_attempts
    nobody = Text(N_("Nobody was met for the first time in the period."))
    return [
        Figure(Text(N_("Sessions")), done.held, how),
        Figure(Text(N_("Attempted contacts")), done.attempts, how),
        Figure(Text(N_("Young people met")), done.reached, how),
        Figure(Text(N_("Met for the first time")), done.met_first, how),
        Figure(Text(N_("of these after an attempt in vain")), done.at_last, how),
        Figure(Text(N_("Attempts before the first contact, median")), median, how, nobody),
        Figure(Text(N_("Tried in vain and never met")), done.in_vain, how),
    ]


def _kinds(done: Done) -> Table:
    columns = [Column(Text(N_("Kind")), "text"), Column(Text(N_("Times"))), Column(Text(N_("Share")), "share")]
    kinds = [kind for kind in SessionKind if kind != SessionKind.ATTEMPT]
    rows: list[list[Value]] = [
        [Text(kind.label), done.sessions[kind], Share(done.sessions[kind] / done.held) if done.held else None]
        for kind in kinds
    ]
    return Table(Text(N_("Sessions by kind")), columns, rows)


def _since(done: Done) -> Table:
    followed = done.since.total()
    counts = Column(Text(N_("Young people"))), Column(Text(N_("Share")), "share")
    columns = [Column(Text(N_("Last met")), "text"), *counts]
    rows: list[list[Value]] = [
        [Text(name), done.since[name], Share(done.since[name] / followed) if followed else None]
        for name in (*(name for _last, name in SINCE), LONGER, NEVER)
    ]
    return Table(Text(N_("How long since they were last met")), columns, rows)


def resources(reading: Reading) -> Section:
    """What one full-time counsellor and one young person met come to; the cost is an estimate."""
    read, how = reading.load.figures, counted("resources")
    estimate = Text(N_("An estimate: kroner are spread evenly over the days of their budget."))
    full_time, today = resources_lacking.full_time(read), resources_lacking.today(read)
    spent = None if read.spent.amount is None else round(read.spent.amount)
    cost = None if read.cost_each is None else round(read.cost_each)
    figures = [
        Figure(Text(N_("Full-time counsellors on the average day")), _tenths(read.full_time.amount), how, full_time),
        Figure(Text(N_("Young people for each full-time counsellor")), _tenths(read.people_each), how, today),
        Figure(Text(N_("Sessions for each full-time counsellor")), _tenths(read.sessions_each), how, full_time),
        Figure(Text(N_("Budget in the period, kroner")), spent, estimate, resources_lacking.budget(read)),
        Figure(Text(N_("Cost for each young person met, kroner")), cost, estimate, resources_lacking.cost(read)),
    ]
    about = Text(N_("From %(first)s to %(last)s."), {"first": reading.load.period.first, "last": reading.day})
    return Section(Text(N_("Resources")), [Paragraph(about), Figures(figures)])


def _tenths(found: Fraction | float | None) -> float | None:
    return None if found is None else round(float(found), 1)
