"""Other worlds that a reader cannot tell from the true one: looking for them, and remembering those that were found.

The solver only looks. Whether what it found proves anything is for :mod:`uu.privacy.disclosure.proof` to say.
"""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from uu.privacy.disclosure.solver import NEARLY, Numbers, program, solver
from uu.privacy.disclosure.web import Web

UP, DOWN = 1, -1
# How many people more than there are a world may have in a cell, as a multiple of the width.
HEADROOM = 4
# How many of the changes found last are remembered for each cell.
REMEMBERED = 40


@dataclass(frozen=True, eq=False, slots=True)
class Change:
    """By how much a world differs from the true one, by cell; cells in which it does not are left out."""

    steps: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Reach:
    """The change that moves a cell furthest, how far that is, and by how much each step of another cell moves it."""

    change: Change
    distance: float
    slopes: Mapping[int, float]


class Room:
    """Hidden cells that may move, within everything around them that may not."""

    def __init__(self, web: Web, hidden: set[int], cells: Sequence[int]) -> None:
        self.web, self.cells = web, tuple(cells)
        self.column = {cell: place for place, cell in enumerate(self.cells)}
        self.sums = sorted({number for cell in cells for number in web.sums_of[cell]})
        self.truth: Numbers = np.array([web.values[cell] for cell in cells], dtype=float)
        floors: Numbers = np.array([web.floor(cell, hidden) for cell in cells], dtype=float)
        rows, sides = zip(*(self._row(number) for number in self.sums), strict=True)
        self.ceilings: Numbers = self.truth + HEADROOM * web.rule.threshold
        # Totals that are 0 or at least the threshold.
        self.leaping = np.flatnonzero([web.leaps(cell, hidden) for cell in cells]).astype(np.int32)
        self.leaps: Numbers = np.full(len(self.leaping), float(web.rule.threshold))
        self.solver = solver()
        self.solver.setOptionValue("presolve", "off")
        self.solver.passModel(program(np.zeros(len(cells)), (floors, self.ceilings), rows, (np.array(sides),) * 2))

    def reach(self, cell: int, way: int) -> Reach:
        """How far up or down a cell can go."""
        place = self.column[cell]
        sense = highspy.ObjSense.kMaximize if way == UP else highspy.ObjSense.kMinimize
        self.solver.changeObjectiveSense(sense)
        self.solver.changeColCost(place, 1.0)
        self.solver.run()
        solution = self.solver.getSolution()
        steps: Numbers = np.asarray(solution.col_value) - self.truth
        distance = abs(float(steps[place]))
        if np.abs(steps - np.rint(steps)).max() > NEARLY or self._leaps_short(steps):
            steps = self._whole_steps()
        self.solver.changeColCost(place, 0.0)
        change = Change({self.cells[at]: int(step) for at, step in enumerate(np.rint(steps)) if step})
        return Reach(change, distance, self._slopes(cell, solution.row_dual))

    def _leaps_short(self, steps: Numbers) -> bool:
        counts = np.rint(steps + self.truth)[self.leaping]
        return bool(((counts > 0) & (counts < self.leaps)).any())

    def _whole_steps(self) -> Numbers:
        """The same question, answered in whole people."""
        size = len(self.cells)
        places, whole = np.arange(size, dtype=np.int32), np.array([highspy.HighsVarType.kInteger] * size)
        whole[self.leaping] = highspy.HighsVarType.kSemiInteger
        self.solver.changeColsIntegrality(size, places, whole)
        self.solver.changeColsBounds(len(self.leaping), self.leaping, self.leaps, self.ceilings[self.leaping])
        self.solver.run()
        steps: Numbers = np.asarray(self.solver.getSolution().col_value) - self.truth
        self.solver.changeColsIntegrality(size, places, np.array([highspy.HighsVarType.kContinuous] * size))
        self.solver.changeColsBounds(len(self.leaping), self.leaping, 0 * self.leaps, self.ceilings[self.leaping])
        return steps

    def _slopes(self, cell: int, prices: Sequence[float]) -> dict[int, float]:
        slopes = {cell: 1.0}
        for number, price in zip(self.sums, prices, strict=True):
            if abs(price) > NEARLY:
                for at, sign in _signs(self.web.sums[number]).items():
                    slopes[at] = slopes.get(at, 0.0) - sign * price
        return {at: slope for at, slope in slopes.items() if abs(slope) > NEARLY}

    def _row(self, number: int) -> tuple[dict[int, float], float]:
        """The room's cells in a sum, with their signs, and what they must come to."""
        signs = {cell: sign for cell, sign in _signs(self.web.sums[number]).items() if cell in self.column}
        side = sum(sign * self.web.values[cell] for cell, sign in signs.items())
        return {self.column[cell]: sign for cell, sign in signs.items()}, side


class Witnesses:
    """The changes found so far. They stay when the choice changes, and count when they fit with what is shown."""

    def __init__(self, web: Web) -> None:
        self.web = web
        self.found = {cell: deque[Change](maxlen=REMEMBERED) for cell in web.protected}

    def keep(self, change: Change) -> None:
        """Remember a change for every protected cell that it moves."""
        for cell in change.steps.keys() & self.web.protected:
            self.found[cell].append(change)

    def pair(self, cell: int, hidden: set[int], fits: dict[Change, bool]) -> tuple[Change, ...] | None:
        """At most two changes that make the cell's interval wide enough, or None. `fits` is what is known of others."""
        low = high = Change({})
        for change in reversed(self.found[cell]):
            step, least, most = change.steps[cell], low.steps.get(cell, 0), high.steps.get(cell, 0)
            if least <= step <= most or not self._fits(change, hidden, fits):
                continue
            low, high = (change, high) if step < least else (low, change)
            if high.steps.get(cell, 0) - low.steps.get(cell, 0) >= self.web.rule.threshold:
                return tuple(each for each in (low, high) if each.steps)
        return None

    def _fits(self, change: Change, hidden: set[int], fits: dict[Change, bool]) -> bool:
        if change not in fits:
            fits[change] = self.web.fits(change.steps, hidden)
        return fits[change]


def _signs(cells: Sequence[int]) -> dict[int, float]:
    whole, *parts = cells
    return {whole: 1.0} | dict.fromkeys(parts, -1.0)
