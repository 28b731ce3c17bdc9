"""Who the young people of a demonstration are: made up from a seed, and nobody who exists."""

import csv
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from uuid import UUID

from uu.domain.identity import Identity
from uu.statistics import ages
from uu.vocabulary import ContactOrigin, Told

_NAMES = Path(__file__).parent.parent / "reference" / "names.csv"
# No subscriber in Denmark has a number that begins with 1: those are short service numbers.
_NOBODYS_NUMBERS = "+4519"
_AGES = range(ages.YOUNGEST, ages.OLDEST + 1)
_AGE_WEIGHTS = (7, 10, 13, 14, 13, 12, 10, 8, 7, 6)
_MIXES = (("a", "a"), ("b", "b"), ("b", "c"), ("a", "c"), ("b", "a"))
_MIX_WEIGHTS = (40, 34, 13, 7, 6)
_CONTACTS = ("Mor", "Far", "Storesøster", "Kontaktlærer", "Klubmedarbejder")


@dataclass(frozen=True, slots=True)
class Person:
    """A made-up young person on the day they are met."""

    number: int
    id: UUID
    identity: Identity
    birth_on: date
    only_says_age: bool
    met_on: date
    origin: ContactOrigin
    told: Told
    lives_outside: bool
    address_protected: bool


class People:
    """Endless young people; the same seed makes the same ones."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._pools = _pools()

    def luck(self, number: int) -> Random:
        """The chances of one person, whoever comes before; a person's story may go on with them."""
        # A demonstration repeats itself and guards nothing.
        return Random(f"{self._seed}/{number}")  # nosec B311

    def meet(self, number: int, met_on: date, luck: Random) -> Person:
        """The person with this number, met on a day on which they are 15 to 24."""
        age = luck.choices(_AGES, _AGE_WEIGHTS)[0]
        birth_on = _birth(luck, age, met_on)
        return Person(
            number=number,
            id=UUID(int=luck.getrandbits(128), version=4),
            identity=self._identity(number, birth_on, luck),
            birth_on=birth_on,
            only_says_age=number % 29 == 8,
            met_on=met_on,
            origin=luck.choice(list(ContactOrigin)),
            told=Told.YES if luck.random() < 0.85 else Told.NOT_YET,
            lives_outside=number % 17 == 5,
            address_protected=number % 61 == 2,
        )

    def _identity(self, number: int, birth_on: date, luck: Random) -> Identity:
        first_group, last_group = luck.choices(_MIXES, _MIX_WEIGHTS)[0]
        first = luck.choice(self._pools[luck.choice(("boy", "girl")), first_group])
        return Identity(
            first_name=first,
            last_name=luck.choice(self._pools["surname", last_group]),
            nickname=self._nickname(first, luck),
            phone=_phone(number) if luck.random() < 0.9 else "",
            cpr=_replacement_number(birth_on, number, luck) if luck.random() < 0.4 else "",
            contacts=luck.choice(_CONTACTS) if luck.random() < 0.25 else "",
        )

    def _nickname(self, first: str, luck: Random) -> str:
        if luck.random() > 0.2:
            return ""
        return first[:3] + "se" if len(first) > 6 else luck.choice(self._pools["nickname", ""])


def _birth(luck: Random, age: int, day: date) -> date:
    """A birthday that makes somebody this old on the day."""
    turned = ages.birthday(day, -age)
    return turned - timedelta(days=luck.randrange(360))


def _phone(number: int) -> str:
    """Each person's own; the digits are scattered, so that a search for one finds no date and no counter."""
    return f"{_NOBODYS_NUMBERS}{(number * 7919 + 104_729) % 1_000_000:06d}"


def _replacement_number(birth_on: date, number: int, luck: Random) -> str:
    """A number with 60 added to the day, as is given where there is no real one."""
    century = luck.randrange(4) if birth_on.year < 2000 else luck.randrange(5, 9)
    return f"{birth_on.day + 60:02d}{birth_on:%m%y}{century}{number % 1000:03d}"


def _pools() -> dict[tuple[str, str], list[str]]:
    pools: dict[tuple[str, str], list[str]] = defaultdict(list)
    with _NAMES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            pools[row["kind"], row["group"]].append(row["name"])
    return dict(pools)
