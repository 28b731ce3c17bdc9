"""Who a young person is: the part of the record that is only ever stored sealed."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from uuid import UUID

from uu.domain import keys
from uu.privacy import phones
from uu.privacy.cpr import Cpr

_WHAT = "youth.identity"


@dataclass(frozen=True, slots=True)
class Identity:
    """Names, contacts and number as the counsellor wrote them; phones are normalised, empty means unknown."""

    first_name: str
    last_name: str = ""
    nickname: str = ""
    phone: str = ""
    email: str = ""
    cpr: str = ""
    address: str = ""
    contacts: str = ""

    @property
    def name(self) -> str:
        """The name the young person uses."""
        return self.nickname or self.first_name

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def shown_phone(self) -> str:
        return phones.display(self.phone) if self.phone else ""

    @property
    def masked_cpr(self) -> str:
        return Cpr(self.cpr).masked if self.cpr else ""

    def sealed(self, key: bytes, youth: UUID) -> bytes:
        """The identity as it is stored."""
        return keys.seal(key, youth, _WHAT, json.dumps(asdict(self), ensure_ascii=False))

    def tokens(self) -> frozenset[bytes]:
        """The blind-index tokens under which the person is found."""
        index = keys.blind_index()
        found = index.name_tokens(self.first_name, self.last_name, self.nickname)
        if self.phone:
            found |= index.phone_tokens(self.phone)
        if self.cpr:
            found |= index.cpr_tokens(self.cpr)
        return frozenset(found)


ERASED = Identity(first_name="…")


def read_all(sealed: Iterable[tuple[UUID, bytes]]) -> dict[UUID, Identity]:
    """The identities of many people with one statement to the keyring; an erased person reads as ``ERASED``."""
    rows = dict(sealed)
    held = keys.keys_of(rows)
    return {youth: opened(held.get(youth), youth, blob) for youth, blob in rows.items()}


def read(youth: UUID, sealed: bytes) -> Identity:
    """One person's identity."""
    return read_all([(youth, sealed)])[youth]


def opened(key: bytes | None, youth: UUID, sealed: bytes) -> Identity:
    """One person's identity with a key that has been fetched already; ``ERASED`` without one."""
    if key is None:
        return ERASED
    return Identity(**json.loads(keys.unseal(key, youth, _WHAT, sealed)))
