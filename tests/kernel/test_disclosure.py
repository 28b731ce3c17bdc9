"""Tables in, protected tables and their proof out: the awkward cases, and proofs that somebody has tampered with."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.attack import Truth
from tests.linked_tables import AWKWARD, small
from uu.privacy.disclosure import hiding
from uu.privacy.disclosure.proof import Proof, faults
from uu.privacy.disclosure.protection import protect
from uu.privacy.disclosure.published import Published
from uu.privacy.disclosure.rule import Rule, RuleError
from uu.privacy.disclosure.tables import Split, Tables, Unit

KINDS = ("reached", "on_the_way", "at_risk", "unknown")
COLUMNS = ("n", *KINDS)
ONE = (Split("n", KINDS),)


def tables(rows, wholes, splits=ONE):
    """Areas with their counts of KINDS, and larger units of them."""
    counts = {(area, kind): count for area, row in rows.items() for kind, count in zip(KINDS, row, strict=True)}
    counts |= {(area, "n"): sum(row) for area, row in rows.items()}
    units = [Unit(area) for area in rows] + [Unit(name, tuple(parts), 2) for name, parts in wholes.items()]
    return Tables(tuple(units), splits, counts)


def shown(given, threshold=5):
    return protect(given, Rule(threshold)).published.counts


@pytest.fixture
def protected():
    return protect(small(0), Rule())


@pytest.mark.parametrize(
    ("value", "total", "hidden"),
    [(0, 30, False), (1, 30, True), (4, 30, True), (5, 30, False), (25, 30, False), (26, 30, True), (30, 30, True),
     (0, 4, True), (0, 5, False), (5, 5, True), (0, 0, False), (3, None, True), (0, None, False), (9, None, False)],
)  # fmt: skip
def test_what_the_rule_protects(value, total, hidden):
    assert Rule().protects(value, total) is hidden


@pytest.mark.parametrize("threshold", [-1, 0, 1, 2])
def test_a_threshold_that_protects_nobody_is_refused(threshold):
    with pytest.raises(RuleError):
        Rule(threshold)


def test_large_counts_everywhere_are_all_shown():
    counts = shown(tables({"a": (30, 20, 10, 9), "b": (40, 8, 7, 6)}, {"city": "ab"}))
    assert None not in counts.values()
    assert counts["city", "reached"] == 70


def test_a_small_count_takes_as_few_others_with_it_as_it_can():
    counts = shown(tables({"a": (30, 20, 10, 3), "b": (40, 8, 7, 6)}, {"city": "ab"}))
    hidden = {cell for cell, count in counts.items() if count is None}
    assert ("a", "unknown") in hidden
    assert len(hidden) == 4
    assert not [unit for unit, _ in hidden if unit == "city"]


def test_a_plan_with_one_area_hides_what_the_area_hides():
    counts = shown(tables({"a": (30, 20, 10, 3), "b": (40, 8, 7, 6), "c": (20, 20, 20, 20)}, {"p": "a", "city": "abc"}))
    assert counts["a", "unknown"] is counts["p", "unknown"] is None


def test_the_example_in_the_manual_is_what_the_kernel_gives():
    true, published, other = _tables_of_the_manual()
    plan = true.pop("plan")
    given = tables({area: row[1:] for area, row in true.items()}, {"plan": true})
    protected = protect(given, Rule())
    assert {cell: protected.published.counts[cell] for cell in given.cells} == {
        (unit, column): count for unit, row in published.items() for column, count in zip(COLUMNS, row, strict=True)
    }
    assert [protected.published.counts["plan", column] for column in COLUMNS] == plan
    worlds = [dict(zip(protected.proof.units, map(list, world), strict=True)) for world in protected.proof.worlds]
    assert worlds == [true, other]


def _tables_of_the_manual():
    """The tables of the worked example: true, published, and another world."""
    page = Path(__file__).parents[2].joinpath("docs/disclosure.md").read_text(encoding="utf-8")
    found = []
    for block in page.split("| area | n |")[1:]:
        lines = [line.strip("| ").split(" | ") for line in block.split("\n\n")[0].splitlines()[2:]]
        found.append({unit: [None if count == "–" else int(count) for count in row] for unit, *row in lines})
    return found


def test_an_area_without_people_is_shown():
    counts = shown(tables({"a": (0, 0, 0, 0), "b": (9, 9, 9, 9)}, {"city": "ab"}))
    assert None not in counts.values()


@pytest.mark.parametrize("people", AWKWARD)
def test_few_people_in_one_bucket_are_not_found(people):
    given = tables({"a": (people, 0, 0, 0), "b": (12, 9, 11, 8), "c": (20, 7, 30, 6)}, {"p": "ab", "city": "abc"})
    published = protect(given, Rule()).published
    assert (published.counts["a", "reached"] is None) == (people > 0)
    assert list(Truth(given).leaks(published)) == []


def test_a_city_of_four_people_shows_nothing():
    assert set(shown(tables({"a": (1, 0, 0, 0), "b": (0, 2, 0, 1)}, {"city": "ab"})).values()) == {None}


def test_an_area_in_two_plans_is_not_found_by_taking_one_from_the_other():
    given = tables({"a": (30, 20, 10, 9), "b": (2, 8, 7, 6), "c": (20, 20, 20, 20)},
                   {"p": "ab", "q": "bc", "city": "abc"})  # fmt: skip
    assert list(Truth(given).leaks(protect(given, Rule()).published)) == []


def test_places_that_are_not_published_are_not_found_either():
    given = tables(
        {"a": (30, 20, 10, 9), "b": (40, 8, 7, 6), "elsewhere": (2, 0, 1, 0)}, {"city": ("a", "b", "elsewhere")}
    )
    units = tuple(replace(unit, shows=()) if unit.id == "elsewhere" else unit for unit in given.units)
    hidden = Tables(units, given.splits, given.counts)
    published = protect(hidden, Rule()).published
    assert not [unit for unit, _ in published.counts if unit == "elsewhere"]
    assert list(Truth(hidden).leaks(published)) == []


def test_a_higher_threshold_hides_more():
    given = small(5)
    few, many = (sum(count is None for count in shown(given, threshold).values()) for threshold in (3, 10))
    assert few < many


def test_the_weightiest_cells_are_chosen_first_in_a_large_city(monkeypatch):
    monkeypatch.setattr(hiding, "AT_ONCE", 0)
    given = small(4)
    protected = protect(given, Rule())
    assert list(Truth(given).leaks(protected.published)) == []
    heavy = {unit.id for unit in given.units if unit.weight > 1}
    assert len([unit for unit, _ in protected.secondary if unit in heavy]) <= len(protected.secondary) / 2


def test_the_same_tables_are_always_protected_in_the_same_way():
    assert protect(small(3), Rule()) == protect(small(3), Rule())


def test_tables_and_proof_survive_being_stored(protected):
    stored = json.loads(json.dumps([protected.published.as_json(), protected.proof.as_json()]))
    published, proof = Published.from_json(stored[0]), Proof.from_json(stored[1])
    assert published.digest == protected.published.digest
    assert faults(proof, published) == []


def test_a_proof_of_another_release_proves_nothing(protected):
    assert faults(protected.proof, protect(small(1), Rule()).published)


def test_a_proof_with_one_world_only_proves_nothing(protected):
    assert any("known to within" in fault for fault in faults(_with(protected, 1), protected.published))


@pytest.mark.parametrize("count", [-1, 0.5, True, 999])
def test_a_world_that_cannot_be_proves_nothing(protected, count):
    world = [list(row) for row in protected.proof.worlds[1]]
    world[0][0] = count
    worlds = (protected.proof.worlds[0], tuple(map(tuple, world)))
    assert any("world 1" in fault for fault in faults(replace(protected.proof, worlds=worlds), protected.published))


def test_a_release_that_shows_one_hidden_cell_more_has_no_proof(protected):
    counts, true = protected.published.counts, Truth(small(0)).counts
    for cell in (cell for cell, count in counts.items() if count is None):
        told = replace(protected.published, counts={**counts, cell: true[cell]})
        assert faults(replace(protected.proof, release=told.digest), told)


@pytest.mark.parametrize(
    ("units", "splits", "counts"),
    [
        ((Unit("a"),), ONE, (1, 1, 1, 1, 5)),
        ((Unit("a"),), ONE, (-1, 1, 1, 1, 2)),
        ((Unit("a"), Unit("a")), ONE, (1, 1, 1, 1, 4)),
        ((Unit("a"), Unit("p", ("b",))), ONE, (1, 1, 1, 1, 4)),
        ((Unit("a"),), (*ONE, Split("m", ("reached",))), (1, 1, 1, 1, 4)),
    ],
)
def test_tables_that_cannot_be_are_refused(units, splits, counts):
    with pytest.raises(ValueError, match=r"twice|total|not there"):
        Tables(
            units,
            splits,
            {("a", kind): count for kind, count in zip((*KINDS, "n"), counts, strict=True)} | {("a", "m"): 1},
        )


def _with(protected, worlds):
    return replace(protected.proof, worlds=protected.proof.worlds[:worlds])
