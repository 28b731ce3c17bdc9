"""Made-up counts for the tests and benchmarks of disclosure: areas, plans and districts that overlap as they like."""

import math
from random import Random

from uu.privacy.disclosure.tables import Split, Tables, Unit

BUCKETS = (
    Split("n", ("reached", "on_the_way", "at_risk", "unknown")),
    Split("on_the_way", ("upper", "prep")),
)
MOVEMENT = Split("n", ("closer", "unchanged", "further"), rest="not_compared")
SESSIONS = Split("sessions", ("walk_and_talk", "talk", "drop_in", "phone"))
HOW_MANY = {"reached": 42, "upper": 24, "prep": 9, "at_risk": 14, "unknown": 11}
MOVED = {"closer": 8, "unchanged": 80, "further": 6, "not_compared": 6}
HELD = {"walk_and_talk": 5, "talk": 3, "drop_in": 1, "phone": 2}
AWKWARD = (0, 1, 4, 5, 6)


def people(draw: Random, n: int, splits: tuple[Split, ...]) -> dict[str, int]:
    """The counts of an area in which so many live."""
    counts = _thrown(draw, n, {name: share * draw.uniform(0.5, 1.5) for name, share in HOW_MANY.items()})
    counts |= {"n": n, "on_the_way": counts["upper"] + counts["prep"]}
    if MOVEMENT in splits:
        counts |= _thrown(draw, n, MOVED)
    if SESSIONS in splits:
        held = _thrown(draw, draw.randrange(n + 1), HELD)
        counts |= held | {"sessions": sum(held.values())}
    return counts


def size(draw: Random, middle: float) -> int:
    """How many live in an area: mostly about so many, now and then an awkward few."""
    return draw.choice(AWKWARD) if draw.random() < 0.06 else int(draw.lognormvariate(math.log(middle), 0.7))


def small(seed: int, most: int = 8, splits: tuple[Split, ...] = BUCKETS) -> Tables:
    """3 to 8 areas in plans and districts that cut across one another."""
    draw = Random(seed)
    areas = [f"a{number}" for number in range(draw.randint(3, most))]
    middle = draw.choice([4, 6, 12, 25, 40])
    plans = _divided(draw, areas, draw.randint(1, 3))
    if draw.random() < 0.3:
        plans[0] = sorted({*plans[0], draw.choice(areas)})
    wholes = {f"p{number}": plan for number, plan in enumerate(plans)}
    if draw.random() < 0.5:
        wholes |= {f"d{number}": district for number, district in enumerate(_divided(draw, areas, 2))}
    return _tables(draw, areas, wholes | {"city": areas}, splits, middle)


def city(seed: int, splits: tuple[Split, ...] = BUCKETS, astray: int = 2) -> Tables:
    """300 areas in 30 plans and 10 districts; so many straddle a district's border, and so many are in two plans."""
    draw = Random(seed)
    areas = [f"a{number}" for number in range(300)]
    home = {area: number // 10 for number, area in enumerate(areas)}
    plans = [[area for area in areas if home[area] == plan] for plan in range(30)]
    districts = [[area for area in areas if home[area] // 3 == district] for district in range(10)]
    for area in draw.sample(areas, 2 * astray)[:astray]:
        districts[home[area] // 3].remove(area)
        districts[(home[area] // 3 + 1) % 10].append(area)
        shared = draw.choice(areas)
        plans[(home[shared] + 1) % 30].append(shared)
    wholes = {f"p{number}": plan for number, plan in enumerate(plans)}
    wholes |= {f"d{number}": district for number, district in enumerate(districts)}
    return _tables(draw, areas, wholes | {"city": areas}, splits, 40)


def _tables(
    draw: Random, areas: list[str], wholes: dict[str, list[str]], splits: tuple[Split, ...], middle: float
) -> Tables:
    rows = {area: people(draw, size(draw, middle), splits) for area in areas}
    units = [Unit(area) for area in areas] + [Unit(name, tuple(parts), 2) for name, parts in wholes.items() if parts]
    counts = {(area, column): count for area, row in rows.items() for column, count in row.items()}
    return Tables(tuple(units), splits, counts)


def _divided(draw: Random, areas: list[str], number: int) -> list[list[str]]:
    heaps: list[list[str]] = [[] for _ in range(number)]
    for area in areas:
        draw.choice(heaps).append(area)
    return heaps


def _thrown(draw: Random, n: int, shares: dict[str, float]) -> dict[str, int]:
    thrown = draw.choices(list(shares), list(shares.values()), k=n)
    return {name: thrown.count(name) for name in shares}
