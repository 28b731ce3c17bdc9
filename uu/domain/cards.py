"""The card: what counsellors write about who a young person is, field by field, and how it is put back."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Self

from uu import clock
from uu.domain import admission, identity, keys, revisions
from uu.domain.identity import Identity
from uu.models import Youth
from uu.statistics import ages
from uu.vocabulary import ContactOrigin, Told

OF_AGE = 18


@dataclass(frozen=True, slots=True)
class Card:
    """The fields one edits. A birth date makes a said age superfluous; a said age stands for an estimate."""

    identity: Identity
    birth_on: date | None
    said_age: int | None
    origin: ContactOrigin
    told: Told

    def values(self) -> dict[str, str]:
        """Each field as text, by the name it has in forms."""
        return {
            **asdict(self.identity),
            "birth_on": self.birth_on.isoformat() if self.birth_on else "",
            "said_age": str(self.said_age) if self.said_age is not None and self.birth_on is None else "",
            "origin": self.origin.value,
            "told": self.told.value,
        }

    @classmethod
    def from_values(cls, values: Mapping[str, str]) -> Self:
        """The card again."""
        return cls(
            identity=Identity(**{name: values[name] for name in Identity.__slots__}),
            birth_on=date.fromisoformat(values["birth_on"]) if values["birth_on"] else None,
            said_age=int(values["said_age"]) if values["said_age"] else None,
            origin=ContactOrigin(values["origin"]),
            told=Told(values["told"]),
        )


def of(youth: Youth) -> Card:
    """The card as it stands."""
    estimated = youth.said_age is not None
    who = identity.read(youth.id, youth.sealed)
    return Card(who, None if estimated else youth.birth_on, youth.said_age, youth.origin, youth.told)


def checked(youth: Youth, card: Card) -> Card:
    """The card as it is stored; raises :class:`InvalidError` on the field that cannot be used."""
    birth_date(youth, card.birth_on, card.said_age)
    return replace(card, identity=admission.tidied(card.identity))


def birth_date(youth: Youth, birth_on: date | None, said_age: int | None) -> date:
    """The birth date the card then holds; raises :class:`InvalidError` for one nobody could be registered with.

    A said age is an estimate of the day it was said, so one that is not changed stays as it was.
    """
    if birth_on is None and said_age is not None and said_age == youth.said_age:
        born: date = youth.birth_on
        return born
    return admission.birth_date(birth_on, said_age, youth.registered_on if birth_on else clock.told_day())


def write(youth: Youth, card: Card) -> None:
    """Put the card into the record, which the caller saves."""
    youth.sealed = card.identity.sealed(keys.key_of(youth.id), youth.id)
    youth.birth_on = birth_date(youth, card.birth_on, card.said_age)
    youth.said_age = None if card.birth_on else card.said_age
    youth.origin, youth.told = card.origin, card.told


def contacts_to_confirm(youth: Youth, who: Identity) -> bool:
    """Whether contacts written down for a child are still there although the young person is of age."""
    birthday = ages.birthday(youth.birth_on, OF_AGE)
    if not who.contacts or clock.today() < birthday:
        return False
    last = revisions.last_written(youth.id, "contacts") or youth.registered_at
    return bool(clock.local(last).date() < birthday)
