"""The fewest cells that must be hidden, worked out by asking a reader: slow, exact, and no part of the kernel.

A choice that lets some protected count be narrowed down is made larger while it still does. Every good choice hides at
least one of the cells outside it. The smallest choice that hits all of these is tried next.
"""

from collections.abc import Collection

import highspy

from tests.attack import MANY, Reader, Truth

Cell = tuple[str, str]
ANY = highspy.kHighsInf


class Listener(Reader):
    """A reader from whom cells can be hidden and to whom they can be shown, again and again."""

    def _learn(self) -> None:
        self._learn_sums()
        self.rows = {}
        self.rest = {}
        for (unit, column), seen in self.published.counts.items():
            self.rows[unit, column] = self.solver.addConstr(self._count(unit, column) == seen).index
            total = self.whole.get(column)
            if total:
                some = self.solver.addBinary()
                least = seen + self.published.threshold
                over = self.solver.addConstr(self._count(unit, total) - least * some >= 0).index
                under = self.solver.addConstr(
                    self._count(unit, total) - MANY * len(self.inside[unit]) * some <= 0
                ).index
                self.rest[unit, column] = (unit, total), over, under

    def is_told(self, hidden: Collection[Cell]) -> "Listener":
        """From now on exactly these cells are hidden."""
        for cell, seen in self.published.counts.items():
            least = 0 if cell[1] in self.whole else 1
            bounds = (least, ANY) if cell in hidden else (seen, seen)
            self.solver.changeRowBounds(self.rows[cell], *bounds)
        for cell, (total, over, under) in self.rest.items():
            tells = cell not in hidden and total in hidden
            self.solver.changeRowBounds(over, 0 if tells else -ANY, ANY)
            self.solver.changeRowBounds(under, -ANY, 0 if tells else ANY)
        return self

    def narrows(self, cell: Cell, *, in_halves: bool = False) -> bool:
        """Whether the reader knows the cell to within less than the threshold; in halves of people, surely so."""
        self.solver.setOptionValue("solve_relaxation", in_halves)
        low, high = self.reach(*cell)
        return high - low < self.published.threshold - 1e-6


def fewest(truth: Truth) -> int:
    """How many published cells are hidden by a best choice, the protected ones among them."""
    listener = Listener(truth.published(()))
    tops = {split.total for split in truth.tables.splits} - {
        part for each in truth.tables.splits for part in each.parts
    }
    counts = truth.published(truth.protected).counts
    free = [cell for cell, count in counts.items() if count is not None and (count or cell[1] not in tops)]
    hits: list[list[Cell]] = []
    while True:
        chosen = _smallest(free, hits)
        listener.is_told(truth.protected | chosen)
        narrow = [cell for cell in sorted(truth.protected) if listener.narrows(cell)]
        if not narrow:
            return sum(count is None for count in counts.values()) + len(chosen)
        hits += [_outside(listener, truth.protected | chosen, free, cell) for cell in narrow]


def _outside(listener: Listener, hidden: set[Cell], free: Collection[Cell], cell: Cell) -> list[Cell]:
    """What is left when all is hidden that can be while the cell stays narrow."""
    hidden, outside = set(hidden), []
    for other in free:
        if other not in hidden:
            if listener.is_told(hidden | {other}).narrows(cell, in_halves=True):
                hidden.add(other)
            else:
                outside.append(other)
    return outside


def _smallest(free: Collection[Cell], hits: list[list[Cell]]) -> set[Cell]:
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    hide = {cell: solver.addBinary() for cell in free}
    for hit in hits:
        solver.addConstr(solver.qsum([hide[cell] for cell in hit]) >= 1)
    solver.minimize(solver.qsum(list(hide.values())))
    return {cell for cell, value in hide.items() if hits and solver.val(value) > 0.5}
