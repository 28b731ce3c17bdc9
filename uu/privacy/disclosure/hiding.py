"""Choosing which cells to hide: as little as protects, and last of all what a reader needs most."""

from collections.abc import Iterator, Sequence

from uu.privacy.disclosure.demands import Demand, apart, cheapest, one_of, priced
from uu.privacy.disclosure.rule import Rule
from uu.privacy.disclosure.solver import NEARLY
from uu.privacy.disclosure.tables import Tables
from uu.privacy.disclosure.web import Web
from uu.privacy.disclosure.witnesses import DOWN, UP, Change, Room, Witnesses

# How often the choice is made anew from all that was learnt.
ROUNDS = 12
# Up to this many free cells are weighed against one another all at once; more are chosen weight by weight.
AT_ONCE = 400
# How many cells are looked at first when a witness is sought in a large room.
NEAR = 100


class Hiding:
    """A choice of cells to hide, with changes that keep every protected cell's interval wide.

    No cell is hidden needlessly: showing any secondary one again would leave a protected interval too narrow.
    """

    def __init__(self, tables: Tables, rule: Rule) -> None:
        self.web = Web(tables, rule)
        self.weights = tables.weights
        self.free = self.web.free()
        self.witnesses = Witnesses(self.web)
        self.fits: dict[Change, bool] = {}
        self.learnt: list[Demand] = []
        unpublished = {cell for cell, may in enumerate(tables.publishable) if not may}
        self.hidden = unpublished | self.web.protected
        self._choose()

    @property
    def secondary(self) -> list[int]:
        """The cells that are hidden to protect others."""
        return [cell for cell in sorted(self.hidden) if self.free[cell]]

    def changes(self) -> Iterator[Change]:
        """Changes that together make every protected cell's interval wide enough."""
        used: dict[Change, None] = {}
        for cells in self.web.rooms(self.hidden):
            room: Room | None = None
            for cell in sorted(self.web.protected.intersection(cells)):
                if self._is_narrow(cell):
                    room = room or Room(self.web, self.hidden, cells)
                    self._stretch(room, cell)
                used |= dict.fromkeys(self._pair(cell) or ())
        yield from used

    def _choose(self) -> None:
        everything = self.free
        cells = [cell for cell, free in enumerate(everything) if free]
        tiers = sorted({self.weights[cell] for cell in cells}, reverse=True) if len(cells) > AT_ONCE else [0]
        self._change(hide=cells)
        for tier in tiers:
            self.free = [free and tier in {0, self.weights[cell]} for cell, free in enumerate(everything)]
            self._change(show=self.secondary)
            self._settle()
        self.free = everything
        self._reveal()

    def _settle(self) -> None:
        """Choose among the free cells: meet what is demanded, learn what that still lacks, and begin again."""
        demands: list[Demand] = []
        best: tuple[int, list[int]] | None = None
        for _ in range(ROUNDS):
            fresh = self._mend()
            cost = sum(self.weights[cell] for cell in self.secondary)
            if best is None or cost < best[0]:
                best = cost, self.secondary
            if not fresh:
                break
            demands += fresh
            self.learnt += fresh
            self._rethink(demands, set(fresh))
        if best:
            self._change(show=self.secondary)
            self._change(hide=best[1])

    def _mend(self) -> list[Demand]:
        """Hide more until every protected cell is protected; gives what was learnt on the way."""
        learnt: list[Demand] = []
        while fresh := [each for room in self.web.rooms(self.hidden) for each in self._wanting(room)]:
            for each in fresh:
                self._meet(each)
            learnt += fresh
        return learnt

    def _rethink(self, demands: Sequence[Demand], fresh: set[Demand]) -> None:
        for group in apart(demands):
            if not fresh.isdisjoint(group):
                chosen = cheapest(group, self.weights)
                self._change(show=[cell for cell, hide in chosen.items() if not hide])
                self._change(hide=[cell for cell, hide in chosen.items() if hide])

    def _meet(self, demand: Demand) -> None:
        """Hide the cells that cost least for what they are worth."""
        lack = demand.lack(self.hidden)
        for cell in sorted(demand.worth.keys() - self.hidden, key=lambda cell: self.weights[cell] / demand.worth[cell]):
            if lack <= NEARLY:
                return
            self._change(hide=[cell])
            lack -= demand.worth[cell]

    def _wanting(self, cells: Sequence[int]) -> Iterator[Demand]:
        """What the protected cells of a room still lack."""
        if len(cells) > 2 * NEAR:
            self._look_near(cells)
        room: Room | None = None
        for cell in cells:
            if self._is_narrow(cell):
                room = room or Room(self.web, self.hidden, cells)
                if lacking := self._stretch(room, cell):
                    yield lacking

    def _look_near(self, cells: Sequence[int]) -> None:
        """Look for witnesses among the neighbours, which costs less than to look in the whole room."""
        tried: set[int] = set()
        for cell in cells:
            if cell not in tried and self._is_narrow(cell):
                near = self.web.near(cell, self.hidden, NEAR)
                room = Room(self.web, self.hidden, near)
                for other in near:
                    if other not in tried and self._is_narrow(other):
                        tried.add(other)
                        self._stretch(room, other)

    def _stretch(self, room: Room, cell: int) -> Demand | None:
        """Move a cell both ways; what must be hidden if that is not far enough."""
        up = room.reach(cell, UP)
        self.witnesses.keep(up.change)
        if not self._is_narrow(cell):
            return None
        down = room.reach(cell, DOWN)
        self.witnesses.keep(down.change)
        if not self._is_narrow(cell):
            return None
        demand = priced(self.web, self.free, self.hidden, up, down)
        if demand.worth and demand.lack(self.hidden) > NEARLY:
            return demand
        # In whole people the cell reaches less far than the prices say.
        around = self.web.around(room.cells) - self.hidden
        return one_of(cell for cell in around if self.free[cell])

    def _reveal(self) -> None:
        """Show every cell again whose showing breaks nothing, the weightiest first."""
        for cell in sorted(self.secondary, key=lambda cell: -self.weights[cell]):
            self._change(show=[cell])
            asked = (demand for demand in self.learnt if cell in demand.worth)
            if any(demand.lack(self.hidden) > NEARLY for demand in asked) or self._breaks(cell):
                self._change(hide=[cell])

    def _breaks(self, shown: int) -> bool:
        """Whether a protected cell beside this one has become too narrow."""
        beside = self.web.around([shown]) & self.hidden
        while beside:
            room = self.web.near(min(beside), self.hidden, len(self.hidden) + 1)
            if any(True for _ in self._wanting(room)):
                return True
            beside.difference_update(room)
        return False

    def _change(self, hide: Sequence[int] = (), show: Sequence[int] = ()) -> None:
        self.hidden.update(hide)
        self.hidden.difference_update(show)
        self.fits.clear()

    def _is_narrow(self, cell: int) -> bool:
        return cell in self.web.protected and self._pair(cell) is None

    def _pair(self, cell: int) -> tuple[Change, ...] | None:
        return self.witnesses.pair(cell, self.hidden, self.fits)
