"""Which roads young people of a demonstration take from month to month: odds that look like a real year."""

from dataclasses import dataclass
from random import Random

_ANY = frozenset(range(1, 13))
_SUMMER, _START, _TERMS = frozenset({6, 7}), frozenset({8}), frozenset({1, 8})


@dataclass(frozen=True, slots=True)
class Fork:
    """In one of these months, with this chance, the road leads to one of these statuses."""

    months: frozenset[int]
    chance: float
    to: dict[str, int]


_FIRST = {
    15: {"GRS": 75, "K10": 9, "OPV": 6, "UOP": 5, "FGU": 3, "IKK": 2},
    16: {"GRS": 20, "K10": 30, "GYM": 15, "EUG": 12, "FGU": 8, "OPV": 8, "AFB": 4, "IKK": 3},
    17: {"GYM": 30, "EUG": 18, "FGU": 12, "OPV": 10, "AFB": 9, "EUH": 5, "UOP": 5, "IKK": 4, "K10": 4, "JOB": 3},
    18: {"GYM": 24, "EUG": 12, "GUU": 11, "FGU": 10, "EUH": 10, "OPV": 9, "AFB": 8, "JOB": 5, "JOD": 3, "LED": 3,
         "UOP": 3, "IKK": 2},
    21: {"GUU": 37, "EUH": 10, "JOB": 10, "OPV": 8, "VUI": 7, "LED": 7, "EUG": 6, "AFB": 5, "UOP": 4, "MID": 2,
         "IKK": 2, "STU": 1, "UDL": 1},
}  # fmt: skip

_FORKS = {
    "GRS": (Fork(_START, 0.9, {"K10": 45, "GYM": 25, "EUG": 16, "FGU": 8, "FOR": 4, "OPV": 2}),),
    "K10": (
        Fork(_SUMMER, 0.45, {"OPT": 1}),
        Fork(_START, 0.9, {"GYM": 40, "EUG": 40, "FGU": 12, "OPV": 8}),
    ),
    "OPT": (Fork(_START, 0.8, {"GYM": 45, "EUG": 55}),),
    "GYM": (Fork(_SUMMER, 0.28, {"GUU": 1}), Fork(_ANY, 0.015, {"AFB": 5, "ORL": 1})),
    "EUG": (Fork(_TERMS, 0.5, {"EUH": 1}), Fork(_ANY, 0.035, {"AFB": 1})),
    "EUH": (Fork(_SUMMER | {1}, 0.16, {"GUU": 1}), Fork(_ANY, 0.012, {"AFB": 1})),
    "VUI": (Fork(_SUMMER, 0.15, {"VUG": 1}),),
    "FGU": (Fork(_TERMS, 0.3, {"EUG": 60, "JOB": 25, "OPT": 15}), Fork(_ANY, 0.03, {"OPV": 1})),
    "STU": (Fork(_SUMMER, 0.25, {"STG": 1}),),
    "FOR": (Fork(_ANY, 0.12, {"FGU": 50, "EUG": 30, "OPV": 20}),),
    "AFB": (Fork(_ANY, 0.24, {"OPV": 35, "FGU": 22, "EUG": 16, "JOB": 12, "JOD": 8, "IKK": 7}),),
    "OPV": (Fork(_ANY, 0.18, {"FGU": 32, "EUG": 18, "OPT": 15, "JOB": 15, "JOD": 10, "LED": 10, "IKK": 8}),),
    "ORL": (Fork(_ANY, 0.2, {"GYM": 70, "AFB": 30}),),
    "JOB": (Fork(_ANY, 0.04, {"LED": 35, "EUG": 50, "UOP": 15}),),
    "JOD": (Fork(_ANY, 0.12, {"JOB": 40, "OPV": 30, "FGU": 30}),),
    "LED": (Fork(_ANY, 0.1, {"FGU": 40, "JOB": 40, "EUG": 20}),),
    "MID": (Fork(_ANY, 0.1, {"OPV": 1}),),
    "UDL": (Fork(_ANY, 0.15, {"OPV": 1}),),
    "IKK": (Fork(_ANY, 0.12, {"OPV": 45, "GYM": 20, "JOB": 20, "UOP": 15}),),
    "UOP": (Fork(_ANY, 0.1, {"IKK": 50, "OPV": 35, "GYM": 15}),),
}  # fmt: skip
_MOVES_AWAY = 0.004

RISKS = frozenset({"AFB", "OPV", "ORL", "JOB", "JOD", "LED", "MID"})
UNKNOWN = frozenset({"IKK", "UOP", "UDL"})
REACHED = frozenset({"GUU", "VUG"})


def first(age: int, luck: Random) -> str:
    """The status somebody of this age is met with."""
    return _chosen(_FIRST[max(known for known in _FIRST if known <= age)], luck)


def onwards(status: str, month: int, luck: Random) -> str | None:
    """The status the month brings, or nothing new."""
    if luck.random() < _MOVES_AWAY:
        return "FLY"
    for fork in _FORKS.get(status, ()):
        if month in fork.months and luck.random() < fork.chance:
            return _chosen(fork.to, luck)
    return None


def meetings(status: str, luck: Random) -> int:
    """How often somebody with this status is met in a month."""
    expected = 0.7 if status in RISKS else 0.1 if status in REACHED else 0.0 if status in UNKNOWN else 0.32
    return int(expected + luck.random() * 0.999)


def _chosen(odds: dict[str, int], luck: Random) -> str:
    return luck.choices(list(odds), list(odds.values()))[0]
