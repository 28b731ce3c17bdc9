"""Linked tables: counts of people by unit and column, and every sum that ties them to one another.

A unit is an area, a plan, a district or the city; a column is a count that each of them has. Larger units are sums of
the smallest ones, and totals are sums of their parts. Two units that share an area are tied by it, and two splits of
the same total are tied by the total, so all tables of one date are one system.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

Cell = tuple[str, str]
Relation = tuple[int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Split:
    """A total and the columns into which everybody in it falls; with a `rest`, those in no column are that one."""

    total: str
    parts: tuple[str, ...]
    rest: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """The parts, the rest among them."""
        return (*self.parts, self.rest) if self.rest else self.parts


@dataclass(frozen=True, slots=True)
class Unit:
    """What a row of the tables is about. `parts` are the smallest units in it; one without parts is such a unit.

    `shows` are the columns that may be published for it; None stands for all but the rests, and no columns for a unit
    that is only there because the sums need it. The greater the weight, the later its cells are hidden.
    """

    id: str
    parts: tuple[str, ...] = ()
    weight: int = 1
    shows: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Tables:
    """All tables of one date. `counts` has a count for each smallest unit and column; the rests may be left out.

    Raises `ValueError` for counts that cannot be, for a column in two splits, and for a unit of unknown parts.
    """

    units: tuple[Unit, ...]
    splits: tuple[Split, ...]
    counts: Mapping[Cell, int] = field(repr=False)

    def __post_init__(self) -> None:
        parts = [column for split in self.splits for column in split.columns]
        smallest = {unit.id for unit in self.units if not unit.parts}
        if len(set(parts)) < len(parts) or len({unit.id for unit in self.units}) < len(self.units):
            raise ValueError("a column or a unit is there twice")
        if any(len(set(unit.parts) & smallest) < len(unit.parts) for unit in self.units):
            raise ValueError("a unit is made of units that are not there, of itself, or of one twice")
        if any(value < 0 for value in self.values) or any(not self._adds_up(relation) for relation in self.relations):
            raise ValueError("a count is below nought, or a total is not the sum of its parts")

    @cached_property
    def columns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(column for split in self.splits for column in (split.total, *split.columns)))

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Every count there is, published or not; elsewhere a cell is its place in this list."""
        return tuple((unit.id, column) for unit in self.units for column in self.columns)

    @cached_property
    def place(self) -> dict[Cell, int]:
        return {cell: place for place, cell in enumerate(self.cells)}

    @cached_property
    def values(self) -> tuple[int, ...]:
        smallest = {(unit.id, column): self._count(unit.id, column) for unit in self.units for column in self.columns
                    if not unit.parts}  # fmt: skip
        return tuple(
            sum(smallest[part, column] for part in unit.parts) if unit.parts else smallest[unit.id, column]
            for unit in self.units
            for column in self.columns
        )

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        """Every sum: the cell of a total and the cells of its parts."""
        place = self.place
        across = [
            (place[unit.id, split.total], tuple(place[unit.id, column] for column in split.columns))
            for unit in self.units
            for split in self.splits
        ]
        rests = {split.rest for split in self.splits}
        down = [
            (place[whole, column], tuple(place[part, column] for part in parts))
            for whole, parts in nested(self.units)
            for column in self.columns
            if column not in rests  # Their sums follow from those of the totals and the other parts.
        ]
        return (*across, *down)

    @cached_property
    def total(self) -> tuple[int | None, ...]:
        """For each cell the cell of the total it is a part of."""
        above = {column: split.total for split in self.splits for column in split.columns}
        return tuple(self.place[unit, above[column]] if column in above else None for unit, column in self.cells)

    @cached_property
    def publishable(self) -> tuple[bool, ...]:
        rests = {split.rest for split in self.splits}
        shows = {unit.id: set(self.columns) - rests if unit.shows is None else set(unit.shows) for unit in self.units}
        return tuple(column in shows[unit] for unit, column in self.cells)

    @cached_property
    def weights(self) -> tuple[int, ...]:
        return tuple(unit.weight for unit in self.units for _ in self.columns)

    def _count(self, unit: str, column: str) -> int:
        if (unit, column) in self.counts:
            return self.counts[unit, column]
        split = next(split for split in self.splits if split.rest == column)
        return self.counts[unit, split.total] - sum(self.counts[unit, part] for part in split.parts)

    def _adds_up(self, relation: Relation) -> bool:
        whole, parts = relation
        return self.values[whole] == sum(self.values[part] for part in parts)


def nested(units: Sequence[Unit]) -> list[tuple[str, tuple[str, ...]]]:
    """Each larger unit as the sum of the largest units inside it that do not overlap, so that sums stay short."""
    wholes = sorted((unit for unit in units if unit.parts), key=lambda unit: len(unit.parts))
    return [(unit.id, tuple(_inside(set(unit.parts), wholes[:place]))) for place, unit in enumerate(wholes)]


def _inside(left: set[str], smaller: Sequence[Unit]) -> Iterable[str]:
    for unit in reversed(smaller):
        if left.issuperset(unit.parts):
            left.difference_update(unit.parts)
            yield unit.id
    yield from sorted(left)
