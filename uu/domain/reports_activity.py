"""The section about what was done in the period: sessions, first contacts, and how long since."""

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
