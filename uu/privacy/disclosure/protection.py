"""The one door: tables with all their counts in, protected tables and their proof out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from uu.privacy.disclosure.hiding import Hiding
from uu.privacy.disclosure.proof import Proof, World, faults
from uu.privacy.disclosure.published import Published
from uu.privacy.disclosure.rule import Rule
from uu.privacy.disclosure.tables import Tables
from uu.privacy.disclosure.witnesses import Change
from uu.privacy.errors import PrivacyError
from uu.vocabulary import N_


class UnprovenError(PrivacyError):
    """No proof was found, so nothing may be published."""


@dataclass(frozen=True)
class Protected:
    """What may be published, the proof to store with it, and the cells that are hidden for the sake of others."""

    published: Published
    proof: Proof
    secondary: tuple[tuple[str, str], ...]


def protect(tables: Tables, rule: Rule) -> Protected:
    """Hide what protects, and prove it. Raises `UnprovenError` rather than give tables without a proof.

    `tables` are everything published for one date, to anybody: the guarantee holds for what is in them, together.
    """
    hiding = Hiding(tables, rule)
    published = Published.of(tables, rule, hiding.hidden)
    proof = prove(tables, published, hiding.changes())
    if faults(proof, published):
        raise UnprovenError(N_("These figures cannot be published: it cannot be proved that they give nobody away."))
    return Protected(published, proof, tuple(tables.cells[cell] for cell in hiding.secondary))


def prove(tables: Tables, published: Published, changes: Iterable[Change]) -> Proof:
    """The true world first, then as few others as have room for all the changes."""
    units = tuple(unit.id for unit in tables.units if not unit.parts)
    worlds = ({}, *_packed(tables, changes))
    return Proof(published.digest, units, tables.columns, tuple(_world(tables, units, steps) for steps in worlds))


def _packed(tables: Tables, changes: Iterable[Change]) -> Iterator[Mapping[int, int]]:
    """Changes that meet in no sum happen in the same world."""
    sums_of: dict[int, set[int]] = {}
    for number, (whole, parts) in enumerate(tables.relations):
        for cell in (whole, *parts):
            sums_of.setdefault(cell, set()).add(number)
    packed: list[tuple[set[int], dict[int, int]]] = []
    for change in sorted(changes, key=lambda change: (-len(change.steps), sorted(change.steps.items()))):
        touched = {number for cell in change.steps for number in sums_of[cell]}
        for taken, steps in packed:
            if taken.isdisjoint(touched):
                taken |= touched
                steps |= change.steps
                break
        else:
            packed.append((touched, dict(change.steps)))
    return (steps for _, steps in packed)


def _world(tables: Tables, units: Iterable[str], steps: Mapping[int, int]) -> World:
    return tuple(
        tuple(tables.values[cell := tables.place[unit, column]] + steps.get(cell, 0) for column in tables.columns)
        for unit in units
    )
