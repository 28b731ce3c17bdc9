"""How the counts hang together: which sums each cell is in, and what a reader knows of a hidden one."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from uu.privacy.disclosure.rule import Rule
from uu.privacy.disclosure.tables import Tables


class Web:
    """The sums of the tables as a net, in which a hidden cell can only move together with its neighbours."""

    def __init__(self, tables: Tables, rule: Rule) -> None:
        self.tables, self.rule, self.values = tables, rule, tables.values
        self.protected = rule.protected(tables.values, tables.total)
        self.sums = tuple((whole, *parts) for whole, parts in tables.relations)
        self.sums_of: list[list[int]] = [[] for _ in tables.cells]
        self.parts_of: list[list[int]] = [[] for _ in tables.cells]
        for number, cells in enumerate(self.sums):
            for cell in cells:
                self.sums_of[cell].append(number)
        for cell, total in enumerate(tables.total):
            if total is not None:
                self.parts_of[total].append(cell)

    def free(self) -> list[bool]:
        """Of each cell, whether there is a choice: it is neither hidden by the rule nor shown by it."""
        return [
            self.tables.publishable[cell] and cell not in self.protected and self.values[self._top(cell)] > 0
            for cell in range(len(self.values))
        ]

    def least(self, cell: int) -> int:
        """The least count of a hidden cell, whatever else is shown: a top total of 0 would not be hidden."""
        return int(self.tables.publishable[cell] and self.tables.total[cell] is None and self.values[cell] > 0)

    def asked(self, cell: int, hidden: set[int]) -> int:
        """The least count above 0 of a hidden cell: what its shown parts lack to it is no small number."""
        seen = [self.values[part] + self.rule.threshold for part in self.parts_of[cell] if part not in hidden]
        return max([*seen, self.least(cell)])

    def leaps(self, cell: int, hidden: set[int]) -> bool:
        """Whether a hidden cell may be 0 as well, because all that is shown of it is 0."""
        return self.least(cell) == 0 and self.asked(cell, hidden) == self.rule.threshold

    def floor(self, cell: int, hidden: set[int]) -> int:
        """The least count of a hidden cell."""
        return 0 if self.leaps(cell, hidden) else self.asked(cell, hidden)

    def fits(self, steps: Mapping[int, int], hidden: set[int]) -> bool:
        """Whether a world that is reached by these steps looks the same to a reader as the true one."""
        return hidden.issuperset(steps) and all(
            self.values[cell] + step >= self.asked(cell, hidden)
            or (self.values[cell] + step == 0 and self.leaps(cell, hidden))
            for cell, step in steps.items()
            if self.parts_of[cell] and (step < 0 or self.values[cell] == 0)
        )

    def around(self, cells: Iterable[int]) -> set[int]:
        """Every cell that shares a sum with one of these."""
        sums = {number for cell in cells for number in self.sums_of[cell]}
        return {near for number in sums for near in self.sums[number]}

    def near(self, cell: int, hidden: set[int], most: int) -> list[int]:
        """The hidden cells that are tied to this one, the nearest first; about as many as `most`."""
        found = {cell: None}
        queue = [cell]
        for at in queue:
            if len(found) >= most:
                break
            fresh = sorted((self.around([at]) & hidden) - found.keys())
            found |= dict.fromkeys(fresh)
            queue += fresh
        return list(found)

    def rooms(self, hidden: set[int]) -> list[list[int]]:
        """The hidden cells, in groups that no sum ties to one another."""
        return grouped(sorted(hidden), ([cell for cell in cells if cell in hidden] for cells in self.sums))

    def _top(self, cell: int) -> int:
        while (total := self.tables.total[cell]) is not None:
            cell = total
        return cell


def grouped(members: Iterable[int], ties: Iterable[Sequence[int]]) -> list[list[int]]:
    """The members, in groups that no tie connects."""
    leader = {member: member for member in members}

    def root(member: int) -> int:
        while leader[member] != member:
            leader[member] = leader[leader[member]]
            member = leader[member]
        return member

    for tie in ties:
        for one, other in pairwise(tie):
            leader[root(one)] = root(other)
    groups: dict[int, list[int]] = {}
    for member in leader:
        groups.setdefault(root(member), []).append(member)
    return list(groups.values())
