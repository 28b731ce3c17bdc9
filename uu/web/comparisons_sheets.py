"""Two places as files: their shares with chance allowed for, and their numbers."""

from uu.domain.comparisons import Comparison, Share
from uu.domain.overview import Overview
from uu.output.tables import COUNTED_ON, NOT_FOR_SHARING, OF_THE_REGISTERED, Cell, Column, Kind, Sheet
from uu.statistics.intervals import uncertainty
from uu.statistics.measures import Ends
from uu.vocabulary import N_
from uu.web.language import _, format_date
from uu.web.overview_table import name_of

VERDICTS = {
    "higher": N_("Higher, also when chance and the unknown are allowed for."),
    "lower": N_("Lower, also when chance and the unknown are allowed for."),
    "chance": N_("Could be chance: so few people, so wide an uncertainty."),
    "unknown": N_("Cannot be told: the difference could lie in those whose status is not known."),
}


def sheets(read: Comparison) -> tuple[Sheet, Sheet]:
    """The shares and the numbers of both places."""
    notes = (_(COUNTED_ON, date=format_date(read.one.day)), _(OF_THE_REGISTERED), _(NOT_FOR_SHARING))
    names = names_of(read)
    columns = [Column(_("Share"))]
    for name in (*names, *(_("%(place)s, with chance", place=name) for name in names), _("Difference")):
        columns += _ends(name, "share")
    columns += [*_ends(_("Difference in young people"), "number"), Column(_("How sure"))]
    shares = Sheet(_("The shares"), columns, [_cells(share) for share in read.shares], notes)
    counted = [Column(_("Counted")), *(Column(name, "number") for name in names)]
    return shares, Sheet(_("The numbers"), counted, [list(row) for row in numbers(read)], notes)


def names_of(read: Comparison) -> list[str]:
    return [name_of(side.place) for side in (read.one, read.other)]


def numbers(read: Comparison) -> list[tuple[str, int | None, int | None]]:
    """What is counted, in both places."""
    one, other = ([*_counted(side)] for side in (read.one, read.other))
    return [(label, mine, theirs) for (label, mine), (_label, theirs) in zip(one, other, strict=True)]


def _counted(side: Overview) -> list[tuple[str, int | None]]:
    counts = side.figures.counts
    return [
        (_("Young people"), counts.n), (_("Reached"), counts.reached), (_("On the way"), counts.on_the_way),
        (_("Needs effort"), counts.at_risk), (_("Unknown"), counts.unknown),
        (_("People missing to the target"), side.distance), (_("Turn 25 this year"), side.cohort.counts.n),
        (_("of these missing to the target"), side.lacking),
        (_("Sessions in the last 4 weeks"), side.figures.sessions),
    ]  # fmt: skip


def _ends(name: str, kind: Kind) -> list[Column]:
    return [Column(_("%(way)s, at least", way=name), kind), Column(_("%(way)s, at most", way=name), kind)]


def _cells(share: Share) -> list[Cell]:
    nobody: tuple[Cell, Cell] = (None, None)
    sides: tuple[Ends, Ends] = (share.one, share.other)
    return [
        _(share.title),
        *(end for side in sides for end in side.range or nobody),
        *(end for side in sides for end in uncertainty(side) or nobody),
        *(share.points or nobody), *(share.people or nobody),
        _(VERDICTS[share.verdict]) if share.verdict else None,
    ]  # fmt: skip
