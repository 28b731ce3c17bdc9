"""A reader who has everything that is published, knows the rule, and has a solver. It shares no code with the kernel.

The unknowns are the smallest units' undivided columns, in whole people. What is shown is an equation on them; a shown
count beside a hidden total says that the rest of that total is 0 or large enough.
"""

from collections.abc import Collection, Iterator
from functools import cached_property

import highspy

from uu.privacy.disclosure.published import Published

# More people than any test has.
MANY = 2000


class Reader:
    """Works out between which bounds a count must lie, shown or not."""

    def __init__(self, published: Published) -> None:
        self.published = published
        self.parts = {split.total: split.columns for split in published.splits}
        self.whole = {column: split.total for split in published.splits for column in split.columns}
        self.inside = {unit.id: unit.parts or (unit.id,) for unit in published.units}
        self.solver = highspy.Highs()
        for option, setting in {"output_flag": False, "threads": 1, "mip_feasibility_tolerance": 1e-9}.items():
            self.solver.setOptionValue(option, setting)
        columns = {*self.whole, *self.parts}
        smallest = [unit.id for unit in published.units if not unit.parts]
        self.unknown = {
            (unit, column): self.solver.addIntegral(lb=0, ub=MANY) for unit in smallest for column in sorted(columns)
        }
        self._learn()

    def interval(self, unit: str, column: str) -> tuple[int, int]:
        """The least and the greatest count that fit with everything."""
        low, high = self.reach(unit, column)
        return round(low), round(high)

    def reach(self, unit: str, column: str) -> tuple[float, float]:
        """The same, as the solver says it."""
        count, found = self._count(unit, column), []
        for sense in (highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize):
            self.solver.setObjective(count, sense)
            self.solver.run()
            assert self.solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
            found.append(self.solver.getObjectiveValue())
        return found[0], found[1]

    def _count(self, unit: str, column: str) -> highspy.highs.highs_linear_expression:
        return self.solver.qsum([self.unknown[each, column] for each in self.inside[unit]])

    def _learn_sums(self) -> None:
        for unit, total in self.unknown:
            for parts in (split.columns for split in self.published.splits if split.total == total):
                self.solver.addConstr(
                    self.unknown[unit, total] == self.solver.qsum([self.unknown[unit, part] for part in parts])
                )

    def _learn(self) -> None:
        self._learn_sums()
        for (unit, column), seen in self.published.counts.items():
            if seen is not None:
                self.solver.addConstr(self._count(unit, column) == seen)
                self._learn_from_sight(unit, column, seen)
            elif column not in self.whole:
                self.solver.addConstr(self._count(unit, column) >= 1)

    def _learn_from_sight(self, unit: str, column: str, seen: int) -> None:
        """The count is shown, so its total is 0 or lacks no small number."""
        total = self.whole.get(column)
        if total is None or self.published.counts.get((unit, total)) is not None:
            return
        least = seen + self.published.threshold
        if seen:
            self.solver.addConstr(self._count(unit, total) >= least)
            return
        some = self.solver.addBinary()
        self.solver.addConstr(self._count(unit, total) - least * some >= 0)
        self.solver.addConstr(self._count(unit, total) - MANY * len(self.inside[unit]) * some <= 0)


class Truth:
    """The true counts of a population, and which of them the rule protects, worked out from the rule's words."""

    def __init__(self, tables) -> None:
        self.tables = tables
        self.counts = dict(zip(tables.cells, tables.values, strict=True))

    @cached_property
    def protected(self) -> set[tuple[str, str]]:
        return {cell for cell in self.counts if self._is_protected(*cell, 5)}

    def _is_protected(self, unit: str, column: str, threshold: int) -> bool:
        count = self.counts[unit, column]
        totals = [self.counts[unit, split.total] for split in self.tables.splits if column in split.columns]
        return 1 <= count <= threshold - 1 or any(total > 0 and total - count <= threshold - 1 for total in totals)

    def published(self, hidden: Collection[tuple[str, str]]) -> Published:
        """The tables with these cells hidden, and nothing else."""
        may = dict(zip(self.tables.cells, self.tables.publishable, strict=True))
        counts = {cell: None if cell in hidden else count for cell, count in self.counts.items() if may[cell]}
        return Published(self.tables.units, self.tables.splits, 5, counts)

    def leaks(self, published: Published) -> Iterator[str]:
        """Every protected count that a reader of these tables can narrow down, or simply reads."""
        reader = Reader(published)
        for unit, column in sorted(self.protected):
            low, high = reader.interval(unit, column)
            assert low <= self.counts[unit, column] <= high, "the reader is wrong"
            if high - low < published.threshold:
                yield f"{unit} {column} is {low} to {high}"
