"""The protected tables: what everybody may see, and all that anybody sees."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from uu.privacy.disclosure.rule import Rule
from uu.privacy.disclosure.tables import Cell, Split, Tables, Unit


@dataclass(frozen=True)
class Published:
    """Everything published for one date: each count, or None where it is hidden, and how the counts add up.

    Cells that are not here are published nowhere. Units that are not published themselves are here without cells,
    because a reader may know of them.
    """

    units: tuple[Unit, ...]
    splits: tuple[Split, ...]
    threshold: int
    counts: Mapping[Cell, int | None]

    @classmethod
    def of(cls, tables: Tables, rule: Rule, hidden: set[int]) -> "Published":
        """The tables without the counts of the hidden cells."""
        counts = {
            name: None if cell in hidden else tables.values[cell]
            for cell, name in enumerate(tables.cells)
            if tables.publishable[cell]
        }
        return cls(tables.units, tables.splits, rule.threshold, counts)

    @property
    def digest(self) -> str:
        """A fingerprint of every count and every sum: SHA-256 over the same text wherever it is worked out."""
        return sha256(json.dumps(self.as_json(), sort_keys=True).encode()).hexdigest()

    def as_json(self) -> dict[str, Any]:
        """The same as plain JSON."""
        return {
            "units": [[unit.id, list(unit.parts)] for unit in self.units],
            "splits": [[split.total, list(split.parts), split.rest] for split in self.splits],
            "threshold": self.threshold,
            "counts": [[*cell, count] for cell, count in sorted(self.counts.items())],
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Published":
        """What `as_json` gave."""
        return cls(
            tuple(Unit(name, tuple(parts)) for name, parts in stored["units"]),
            tuple(Split(total, tuple(parts), rest) for total, parts, rest in stored["splits"]),
            stored["threshold"],
            {(unit, column): count for unit, column, count in stored["counts"]},
        )
