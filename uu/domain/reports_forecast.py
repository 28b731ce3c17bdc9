"""The section about what comes if all goes on as it did: who will have completed at 25, and how many more it takes."""

from math import ceil, floor

from uu.domain.forecasts import Coming, Known
from uu.domain.reports_read import Reading, counted
from uu.statistics.forecast import LEAST, Estimate
from uu.statistics.report import (
    Block,
    Chart,
    Column,
    Figure,
    Figures,
    Paragraph,
    Section,
    Share,
    Span,
    Table,
    Text,
    Value,
)
from uu.vocabulary import N_

_NO_NIGHT = N_("No night has worked the forecast out yet.")
_LACKING = N_("Not enough history yet: %(people)s young people followed of %(least)s needed, %(completed)s seen to "
              "complete of %(enough)s.")  # fmt: skip


def forecast(reading: Reading) -> Section:
    """The forecast of the last night with its interval, and what it says about the target."""
    read, title = reading.forecasts, Text(N_("If all goes on as it did"))
    if read.history is None:
        return Section(title, [Paragraph(Text(_NO_NIGHT))])
    if read.known is None:
        there, least = read.history, LEAST
        about = {"people": there.people, "least": least.people, "completed": there.completed, "enough": least.completed}
        return Section(title, [Paragraph(Text(_LACKING, about))])
    blocks: list[Block] = [
        Figures(_figures(read.known, read.coming)), Chart("forecast", read), _ages(read.known),
    ]  # fmt: skip
    if read.made_on:
        blocks.insert(0, Paragraph(Text(N_("Worked out on %(day)s. A picture of the period, no prophecy."),
                                        {"day": read.made_on})))  # fmt: skip
    return Section(title, blocks)


def _figures(known: Known, coming: Coming | None) -> list[Figure]:
    how = counted("forecast")
    figures = [
        Figure(Text(N_("Will have completed at 25")), Share(known.share.value), how),
        Figure(Text(N_("Interval of it, nine chances of ten")), _span(known.share), how),
    ]
    if coming:
        nine = Text(N_("Nine chances of ten that the number lies from %(low)s to %(high)s."), _ends(coming.expected))
        more = Text(N_("Beyond those who will complete anyway; from %(low)s to %(high)s."), _ends(coming.more))
        figures += [
            Figure(Text(N_("Turn 25 in the next five years")), coming.registered, counted("n")),
            Figure(Text(N_("Expected to have completed by then")), round(coming.expected.value), nine),
            Figure(Text(N_("Needed for the target")), coming.needed, counted("distance")),
            Figure(Text(N_("More a year to reach the target")), ceil(coming.more.value), more),
        ]
    return figures


def _ages(known: Known) -> Table:
    columns = [Column(Text(N_("Age"))), Column(Text(N_("Young people"))), Column(Text(N_("Have completed"))),
               Column(Text(N_("Expected at 25"))), Column(Text(N_("Share expected at 25")), "share"),
               Column(Text(N_("Interval, nine chances of ten")), "span")]  # fmt: skip
    rows: list[list[Value]] = [
        [each.age, each.registered, each.completed, round(each.expected.value),
         Share(each.share.value) if each.share else None, _span(each.share) if each.share else None]
        for each in known.ages
    ]  # fmt: skip
    return Table(Text(N_("Age by age")), columns, rows)


def _span(found: Estimate) -> Span:
    return Span(found.low, found.high)


def _ends(found: Estimate) -> dict[str, Value]:
    """Whole people, rounded outwards."""
    return {"low": floor(found.low), "high": ceil(found.high)}
