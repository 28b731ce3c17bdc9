"""The proof that a release gives nobody away, and the check of it, in whole numbers only.

A proof is a list of worlds. Each says how many people the smallest units have in each column; the first is the true
one. All of them look the same to a reader: they give the same published counts, and in none of them would the rule have
hidden a count that is shown. Every count that is protected in the true world differs between two of them by the
threshold or more. Whoever sees the release therefore cannot tell which of them is true.

The check builds on the published tables and the proof alone. It knows neither the solver nor how the cells were chosen.
A proof holds the true counts: it is stored with the release and never published.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from uu.privacy.disclosure.published import Published
from uu.privacy.disclosure.rule import Rule
from uu.privacy.disclosure.tables import Cell, Split

World = tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Proof:
    """Worlds that fit one release: a row for each smallest unit, a number for each column."""

    release: str
    units: tuple[str, ...]
    columns: tuple[str, ...]
    worlds: tuple[World, ...]

    def as_json(self) -> dict[str, Any]:
        """The proof as plain JSON."""
        worlds = [[list(row) for row in world] for world in self.worlds]
        return {"release": self.release, "units": list(self.units), "columns": list(self.columns), "worlds": worlds}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Proof":
        """What `as_json` gave."""
        worlds = tuple(tuple(tuple(row) for row in world) for world in stored["worlds"])
        return cls(stored["release"], tuple(stored["units"]), tuple(stored["columns"]), worlds)


def faults(proof: Proof, published: Published) -> list[str]:
    """Why the proof does not hold for what is published; nothing when it holds."""
    rule = Rule(published.threshold)
    if found := list(_misfits(proof, published)):
        return found
    spread: dict[Cell, tuple[int, int]] = {}
    for number, world in enumerate(proof.worlds):
        counts = _counts(proof, published, world)
        found += [f"world {number}: {fault}" for fault in _tells(published, rule, counts)]
        for cell, count in counts.items():
            low, high = spread.get(cell, (count, count))
            spread[cell] = min(low, count), max(high, count)
    true = _counts(proof, published, proof.worlds[0])
    for cell in _protected(published.splits, rule, true):
        low, high = spread[cell]
        if high - low < rule.threshold:
            found.append(f"{' '.join(cell)} is known to within {high - low}")
    return found


def _misfits(proof: Proof, published: Published) -> Iterator[str]:
    """Whether the proof is of this release at all, and has numbers where it should."""
    columns = {column for split in published.splits for column in (split.total, *split.columns)}
    if proof.release != published.digest:
        yield "the proof is of another release"
    if set(proof.units) != {unit.id for unit in published.units if not unit.parts} or set(proof.columns) != columns:
        yield "the proof is of other units or columns"
    if not proof.worlds:
        yield "the proof has no world"
    shape = len(proof.units), len(proof.columns)
    for number, world in enumerate(proof.worlds):
        if len(world) != shape[0] or any(len(row) != shape[1] for row in world):
            yield f"world {number} has other rows or columns"
        elif any(type(count) is not int or count < 0 for row in world for count in row):
            yield f"world {number} has a count that is no whole number from nought"


def _counts(proof: Proof, published: Published, world: World) -> dict[Cell, int]:
    """Every count in a world: those of the smallest units, and of the others as the sums they are."""
    rows = dict(zip(proof.units, world, strict=True))
    counts = {}
    for unit in published.units:
        row = _added([rows[part] for part in unit.parts]) if unit.parts else rows[unit.id]
        counts.update({(unit.id, column): count for column, count in zip(proof.columns, row, strict=True)})
    return counts


def _added(rows: Sequence[Sequence[int]]) -> list[int]:
    return [sum(column) for column in zip(*rows, strict=True)]


def _tells(published: Published, rule: Rule, counts: Mapping[Cell, int]) -> Iterator[str]:
    """By what a reader could tell that this world is not the true one."""
    for unit in published.units:
        for split in published.splits:
            if counts[unit.id, split.total] != sum(counts[unit.id, column] for column in split.columns):
                yield f"{unit.id} {split.total} is not the sum of its parts"
    protected = _protected(published.splits, rule, counts)
    parts = {column for split in published.splits for column in split.columns}
    for cell, seen in published.counts.items():
        if seen is not None and seen != counts[cell]:
            yield f"{' '.join(cell)} is not what is published"
        if seen is not None and cell in protected:
            yield f"{' '.join(cell)} would not be shown"
        if seen is None and counts[cell] == 0 and cell[1] not in parts:
            yield f"{' '.join(cell)} would be shown"


def _protected(splits: Sequence[Split], rule: Rule, counts: Mapping[Cell, int]) -> set[Cell]:
    above = {column: split.total for split in splits for column in split.columns}
    return {
        (unit, column)
        for (unit, column), count in counts.items()
        if rule.protects(count, counts[unit, above[column]] if column in above else None)
    }
