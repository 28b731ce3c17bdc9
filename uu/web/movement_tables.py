"""The tables of the page of movement: from where to where, two days beside each other, and the places."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from uu.domain.movement import Line, Moved, OnDay
from uu.output.charts.marks import BUCKETS
from uu.statistics.measures import Counts, Range
from uu.statistics.movement import RUNGS, Rung
from uu.web import place_links
from uu.web.forms.movement import PRESETS, Choice, since
from uu.web.language import _, word
from uu.web.movement_charts import BUCKET_OF
from uu.web.overview_table import KINDS, address, name_of


@dataclass(frozen=True, slots=True)
class Flow:
    """Those who were on one rung on the first day, by their rung on the last; without a rung those who are new."""

    label: str
    bucket: str
    cells: list[tuple[str, int]]
    gone: int | None
    total: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure on two days: a number of people, or a share; None where there is nobody to take it of."""

    label: str
    then: float | None
    now: float | None
    bucket: str = ""
    is_share: bool = False

    @property
    def difference(self) -> int | None:
        """By how many people, or by how many percentage points of those shown, it has grown."""
        if self.then is None or self.now is None:
            return None
        if self.is_share:
            return percent(self.now) - percent(self.then)
        return int(self.now - self.then)


@dataclass(frozen=True, slots=True)
class Row:
    """A place with its address, empty for a line that is no place."""

    name: str
    url: str
    line: Line


def columns() -> list[tuple[Rung, str]]:
    """The rungs with their buckets, the highest first."""
    return [(rung, str(BUCKET_OF[rung])) for rung in reversed(RUNGS)]


def table(read: Moved) -> list[Flow]:
    """Rows from, columns to; the cells say whether that is closer, further or the same."""
    found, rungs = read.movement, [rung for rung, _bucket in columns()]
    rows = [
        Flow(
            word(before), str(BUCKET_OF[before]),
            [(_way(before, after), found.between[before, after]) for after in rungs], found.gone[before],
            sum(found.between[before, after] for after in rungs) + found.gone[before],
        )
        for before in rungs
    ]  # fmt: skip
    new = Flow(_("New here"), "", [("", found.new[after]) for after in rungs], None, found.new.total())
    sums = [("", sum(row.cells[place][1] for row in rows) + new.cells[place][1]) for place in range(len(rungs))]
    everybody = Flow(_("In all"), "", sums, found.gone.total(), found.both + found.new.total() + found.gone.total())
    return [*rows, new, everybody]


def days(then: OnDay, now: OnDay) -> list[Figure]:
    """The figures of the overview on two days; what is not known for certain as the two ends of its range."""
    before, after = then.counts, now.counts
    people = [(bucket, before.by_bucket()[bucket], after.by_bucket()[bucket]) for bucket in BUCKETS]
    shares: list[tuple[str, Callable[[Counts], float | None]]] = [
        (_("Reached, at least"), lambda counts: _end(counts.range, 0)),
        (_("Reached, at most"), lambda counts: _end(counts.range, 1)),
        (_("Completed or enrolled, at least"), lambda counts: _end(counts.completed_or_enrolled_range, 0)),
        (_("Completed or enrolled, at most"), lambda counts: _end(counts.completed_or_enrolled_range, 1)),
        (_("Coverage"), lambda counts: counts.coverage),
        (_("In neither education nor work, at least"), lambda counts: counts.neet_share),
    ]
    return [
        Figure(_("Young people"), before.n, after.n),
        *(Figure(word(bucket), was, became, str(bucket)) for bucket, was, became in people),
        Figure(_("People missing to the target"), then.distance, now.distance),
        *(Figure(label, share(before), share(after), is_share=True) for label, share in shares),
    ]


def percent(share: float) -> int:
    """A share as pages write it."""
    return round(100 * Decimal(str(share)))


def places(read: Moved, chosen: Choice) -> list[Row]:
    """The places below in their order, with their addresses."""
    return [
        Row(name_of(line.place), place_links.to_place("movement", line.place, chosen), line)
        for line in read.lines
    ]


def links(read: Moved, chosen: Choice) -> dict[str, Any]:
    """The way up, the ways to divide, the usual periods, and the files."""
    here = {name: text for name, text in chosen.address().items() if name in {"level", "id"}}
    return {
        **place_links.links("movement", read, chosen),
        "kind": _(KINDS[read.by]) if read.by else "",
        "presets": [
            {
                "label": _(label),
                "url": (url := place_links.to("movement.index", chosen, **since(months))),
                "current": url == place_links.to("movement.index", chosen),
            }
            for months, label in PRESETS
        ],
        "rungs": columns(),
        "overview_url": address("overview.index", here),
        "now_url": place_links.to("movement.index", chosen, known=""),
    }


def _way(before: Rung, after: Rung) -> str:
    gained = RUNGS.index(after) - RUNGS.index(before)
    return "closer" if gained > 0 else "further" if gained < 0 else "unchanged"


def _end(found: Range | None, end: int) -> float | None:
    return found[end] if found else None
