"""What protected tables cost, how much they still show, and whether a reader can work anybody out of them."""

import json
import time
from itertools import islice

import click

from tests.attack import Truth
from tests.linked_tables import BUCKETS, MOVEMENT, SESSIONS, city, small
from tests.optimum import fewest
from uu.privacy.disclosure.proof import faults
from uu.privacy.disclosure.protection import Protected, protect
from uu.privacy.disclosure.rule import Rule
from uu.privacy.disclosure.tables import Tables

EVERYTHING = (*BUCKETS, MOVEMENT, SESSIONS)
# So many of the populations are compared with the best choice there is, which takes long to find.
COMPARED = 5


def measure(populations: int) -> None:
    """Protect a city, then attack small populations: the first with everything, every other with buckets alone."""
    for astray in (0, 2, 4):
        _city(city(1, astray=astray), f"the city, {astray} areas straddle districts and {astray} are in two plans")
    _attacked(populations)
    _compared(min(populations, COMPARED))


def _city(tables: Tables, title: str) -> None:
    wall, cpu = time.monotonic(), time.process_time()
    protected = protect(tables, Rule())
    wall, cpu = time.monotonic() - wall, time.process_time() - cpu
    began = time.process_time()
    assert not faults(protected.proof, protected.published)
    check = time.process_time() - began
    counts = protected.published.counts
    above = [count for (unit, _), count in counts.items() if not unit.startswith("a")]
    click.echo(title)
    click.echo(f"  protected and proved in {wall:.0f} s ({cpu:.0f} s of one core), checked again in {check:.1f} s")
    click.echo(f"  {_share(list(counts.values())):.1%} of {len(counts):,} cells hidden")
    click.echo(f"  {1 - _share(above):.1%} of the {len(above)} cells of plans, districts and city shown")
    click.echo(f"  {len(protected.proof.worlds)} worlds, {len(json.dumps(protected.proof.as_json())) / 1000:.0f} kB\n")


def _attacked(populations: int) -> None:
    leaks = weak = 0
    for seed in range(populations):
        tables = small(seed, splits=EVERYTHING if seed % 2 == 0 else BUCKETS)
        truth = Truth(tables)
        leaks += len(list(truth.leaks(protect(tables, Rule()).published)))
        weak += any(True for _ in islice(truth.leaks(truth.published(truth.protected)), 1))
    click.echo(f"{populations} populations attacked: {leaks} cells worked out or narrowed down")
    click.echo(f"  with the protected cells alone hidden, {weak} of {populations} give somebody away\n")


def _compared(populations: int) -> None:
    pairs = [_against_best(seed) for seed in range(populations)]
    ours, best = (sum(each) for each in zip(*pairs, strict=True))
    worst = max(ours / best for ours, best in pairs)
    click.echo(f"{populations} populations: {ours} cells hidden, {best} at best ({ours / best:.3f}; worst {worst:.3f})")


def _against_best(seed: int) -> tuple[int, int]:
    tables = small(seed, most=4, splits=BUCKETS[:1])
    return _hidden(protect(tables, Rule())), fewest(Truth(tables))


def _hidden(protected: Protected) -> int:
    return sum(count is None for count in protected.published.counts.values())


def _share(counts: list[int | None]) -> float:
    return counts.count(None) / len(counts)
