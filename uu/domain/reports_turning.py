"""The sections about certain ages: those who turn 25, and the 15-17-year-olds with their two deadlines."""

from uu.domain.control import Clocks
from uu.domain.reports_read import Reading, counted
from uu.domain.reports_sections import span
from uu.statistics.report import Block, Chart, Column, Figure, Figures, Paragraph, Section, Table, Text, Value
from uu.vocabulary import N_

_CLOCKS = (
    ("at_start", N_("Running at the start")), ("started", N_("Started")), ("kept", N_("Done in time")),
    ("late", N_("Done late")), ("needless", N_("No longer needed")), ("dropped", N_("Dropped for another reason")),
    ("at_end", N_("Running at the end")), ("missed", N_("Missed")),
)  # fmt: skip


def turning_25(reading: Reading) -> Section:
    """The headline: the age the target is about."""
    read, cohort = reading.overview, reading.overview.cohort
    nobody = Text(N_("Nobody who is registered here turns 25 in %(year)s."), {"year": str(cohort.year)})
    figures = [
        Figure(Text(N_("Turn 25 this year")), cohort.counts.n, counted("n")),
        Figure(Text(N_("Reached")), span(cohort.counts.range), counted("cohort_25"), nobody),
        Figure(Text(N_("With chance allowed for")), span(cohort.uncertainty), counted("wilson"), nobody),
        Figure(Text(N_("People missing to the target")), read.lacking, counted("distance"), nobody),
    ]
    blocks: list[Block] = [Figures(figures)]
    if cohort.counts.n:
        blocks.append(Chart("cohort", read))
    why = N_("This figure comes first because the target is about 25-year-olds: most of those under 19 cannot have "
             "finished yet. Whoever has turned 25 this year counts as they stood on that day.")  # fmt: skip
    return Section(Text(N_("Those who turn 25 this year")), [*blocks, Paragraph(Text(why))])


def last_week(reading: Reading) -> Section:
    """The two deadlines in the last whole week."""
    read = reading.control
    idle = read.week.idle
    idle_now = N_("Known to be in neither education nor work on the last day of the week.")
    first = Figure(Text(N_("15–17 without activity at the end of the week")), idle.at_end, Text(idle_now))
    new = Figure(Text(N_("New in the week")), idle.new, Text(N_("Without activity from a day of the week on.")))
    columns = [Column(Text(N_("Deadline")), "text"), *(Column(Text(label)) for _name, label in _CLOCKS)]
    rows = [
        _clock(N_("Contact within 5 working days"), read.week.contact),
        _clock(N_("Offer an activity within 30 days"), read.week.offer),
    ]
    about = Text(N_("From %(first)s to %(last)s. A help, no legal record."),
                 {"first": read.period.first, "last": read.period.last})  # fmt: skip
    table = Table(Text(N_("The two deadlines")), columns, rows)
    return Section(Text(N_("Weekly control")), [Paragraph(about), Figures([first, new]), table])


def _clock(label: str, clocks: Clocks) -> list[Value]:
    return [Text(label), *(getattr(clocks, name) for name, _label in _CLOCKS)]
