"""What protection asks of the choice of cells: demands, and the cheapest choice that meets them all.

Where a protected cell cannot be moved far enough, the solver's prices say why: a weighted sum of other cells bounds its
interval. Every choice that protects the cell must hide enough of the cells in that sum.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from uu.privacy.disclosure.solver import NEARLY, program, solver
from uu.privacy.disclosure.web import Web, grouped
from uu.privacy.disclosure.witnesses import DOWN, HEADROOM, UP, Reach

# How many branches the search for the cheapest choice may follow before it takes the best it has.
BRANCHES = 300


@dataclass(frozen=True, eq=False, slots=True)
class Demand:
    """The hidden ones of these cells must be worth at least as much as is needed."""

    worth: Mapping[int, float]
    need: float

    def lack(self, hidden: set[int]) -> float:
        """How much is missing."""
        return self.need - sum(worth for cell, worth in self.worth.items() if cell in hidden)


def priced(web: Web, free: Sequence[bool], hidden: set[int], up: Reach, down: Reach) -> Demand:
    """What the two reaches of a cell say must be hidden so that its interval becomes wide enough."""
    worth: dict[int, float] = {}
    for way, slopes in ((UP, up.slopes), (DOWN, down.slopes)):
        for cell, slope in slopes.items():
            for at, most in _gives(web, hidden, cell, slope * way):
                worth[at] = worth.get(at, 0.0) + most
    need = web.rule.threshold - sum(most for cell, most in worth.items() if not free[cell] and cell in hidden)
    return Demand({cell: min(most, need) for cell, most in worth.items() if free[cell] and most > NEARLY}, need)


def one_of(cells: Iterable[int]) -> Demand:
    """At least one of the cells must be hidden."""
    return Demand(dict.fromkeys(sorted(cells), 1.0), 1.0)


def _gives(web: Web, hidden: set[int], cell: int, slope: float) -> list[tuple[int, float]]:
    """How much a cell adds to the interval when it is hidden, and the shown parts that keep it from adding more."""
    if slope > 0:
        return [(cell, slope * HEADROOM * web.rule.threshold)]
    value, least = web.values[cell], web.least(cell)
    if cell not in hidden:
        return [(cell, -slope * (value - least))]
    parts = [part for part in web.parts_of[cell] if part not in hidden]
    limits = {part: min(web.values[part] + web.rule.threshold, value) - least for part in parts}
    held_back = [(part, -slope * limit) for part, limit in limits.items() if limit > 0]
    return [(cell, -slope * (value - web.floor(cell, hidden))), *held_back]


def apart(demands: Sequence[Demand]) -> list[list[Demand]]:
    """The demands, in groups that have no cell in common."""
    groups = grouped({cell: None for each in demands for cell in each.worth}, (list(each.worth) for each in demands))
    group_of = {cell: number for number, cells in enumerate(groups) for cell in cells}
    found: list[list[Demand]] = [[] for _ in groups]
    for each in demands:
        found[group_of[next(iter(each.worth))]].append(each)
    return found


def cheapest(demands: Sequence[Demand], weights: Sequence[int]) -> dict[int, bool]:
    """For each cell that the demands name, whether it is hidden when they are met at the least weight."""
    cells = sorted({cell for each in demands for cell in each.worth})
    column = {cell: place for place, cell in enumerate(cells)}
    model = program(
        np.array([weights[cell] for cell in cells], dtype=float),
        (np.zeros(len(cells)), np.ones(len(cells))),
        [{column[cell]: worth for cell, worth in each.worth.items()} for each in demands],
        (np.array([each.need for each in demands]), np.full(len(demands), highspy.kHighsInf)),
    )
    model.integrality_ = [highspy.HighsVarType.kInteger] * len(cells)
    search = solver()
    search.setOptionValue("mip_max_nodes", BRANCHES)
    search.passModel(model)
    search.run()
    chosen = search.getSolution().col_value
    return {cell: chosen[place] > 0.5 for cell, place in column.items()}
