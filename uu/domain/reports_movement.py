"""The section about who came closer since the day one compares with, and from where to where."""

from uu.domain.reports_read import Reading, counted
from uu.statistics import movement
from uu.statistics.movement import RUNGS, Movement
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

_NOBODY = N_("Nobody was counted here on both days, so nobody can have moved.")


def moved(reading: Reading) -> Section:
    """Closer, unchanged and further with their uncertainty, and the flow between the rungs."""
    read, found = reading.movement, reading.movement.movement
    title = Text(N_("Who came closer"))
    if not found.both:
        return Section(title, [Paragraph(Text(_NOBODY))])
    how = counted("movement")
    blocks: list[Block] = [
        Paragraph(Text(N_("From %(first)s to %(last)s."), {"first": read.period.first, "last": read.period.last})),
        Figures([
            Figure(Text(N_("Counted on both days")), found.both, how),
            Figure(Text(N_("Closer because their status became known")), found.became_known, how),
            Figure(Text(N_("Further because their status is no longer known")), found.lost_sight_of, how),
        ]),
        _shares(found),
        Chart("flow", read),
        _flow(found),
    ]  # fmt: skip
    if read.rules_changed:
        blocks.append(Paragraph(Text(N_("A status counts otherwise now than on the first day. Both days are judged as "
                                        "on the last, so that a changed rule moves nobody."))))  # fmt: skip
    return Section(title, blocks)


def _shares(found: Movement) -> Table:
    columns = [Column(Text(N_("Movement")), "text"), Column(Text(N_("Young people"))),
               Column(Text(N_("Share")), "share"), Column(Text(N_("Uncertainty, 95 per cent")), "span")]  # fmt: skip
    rows = [
        _share(N_("Closer"), found.closer),
        _share(N_("Unchanged"), found.unchanged),
        _share(N_("Further away"), found.further),
        _share(N_("Closer, of those known on both days"), found.closer_of_known),
        _share(N_("Further away, of those known on both days"), found.further_of_known),
    ]
    return Table(Text(N_("Closer, unchanged or further away")), columns, rows)


def _share(label: str, found: movement.Share | None) -> list[Value]:
    if found is None:
        return [Text(label), None, None, None]
    return [Text(label), found.n, Share(found.share), Span(found.low, found.high)]


def _flow(found: Movement) -> Table:
    furthest_first = tuple(reversed(RUNGS))
    columns = [Column(Text(N_("From, down; to, across")), "text"), *(Column(Text(to.label)) for to in furthest_first),
               Column(Text(N_("Gone")))]  # fmt: skip
    rows: list[list[Value]] = [
        [Text(was.label), *(found.between[was, to] for to in furthest_first), found.gone[was]]
        for was in furthest_first
    ]
    rows.append([Text(N_("New here")), *(found.new[to] for to in furthest_first), None])
    return Table(Text(N_("From where to where")), columns, rows)
