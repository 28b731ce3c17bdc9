"""The installation's secrets in use: each young person's key, the blind index and the log's seal."""

from collections.abc import Iterable
from uuid import UUID

from uu import clock
from uu.models import PersonKey
from uu.models.database import rows
from uu.privacy import sealing
from uu.privacy.blind_index import BlindIndex
from uu.privacy.sealing import MasterKey, Unreadable

_held: dict[str, MasterKey] = {}


class NoKeyError(Unreadable):
    """The keyring answers and has keys, but none for this person: what was known of them has been erased."""


def unlock(master_key: str) -> None:
    """Hold the master key, as base64, for this process."""
    _held["master"] = MasterKey(master_key)


def master() -> MasterKey:
    """The master key; raises :class:`RuntimeError` before :func:`unlock`."""
    if "master" not in _held:
        raise RuntimeError("The master key is not unlocked.")
    return _held["master"]


def blind_index() -> BlindIndex:
    """The index over names, phones and CPR numbers."""
    return BlindIndex(master().derive("blind-index"))


def make_key(youth: UUID) -> bytes:
    """The key of a young person who is being registered; the same again for the same id.

    It is committed to the keyring before the data refers to it: a key without data harms nobody, data without
    its key is lost.
    """
    existing = keys_of([youth]).get(youth)
    if existing is not None:
        return existing
    key = sealing.new_key()
    wrapped = master().wrap(key, youth)
    PersonKey.insert(youth=youth, wrapped=wrapped, made_at=clock.now()).on_conflict_ignore().execute()
    return keys_of([youth])[youth]


def key_of(youth: UUID) -> bytes:
    """The key of somebody registered; raises :class:`NoKeyError` for an erased person.

    Never a new one: what it sealed would lie beside, or over, what another keyring can still read. A keyring with no
    key at all is not the right one, and raises :class:`uu.privacy.sealing.Unreadable`.
    """
    held = keys_of([youth])
    if youth not in held:
        raise NoKeyError if PersonKey.select().exists() else Unreadable
    return held[youth]


def keys_of(youths: Iterable[UUID]) -> dict[UUID, bytes]:
    """The keys of these young people, in one statement; an erased person has none."""
    wanted = list(youths)
    if not wanted:
        return {}
    found = rows(PersonKey.select(PersonKey.youth, PersonKey.wrapped).where(PersonKey.youth.in_(wanted)))
    return {youth: master().unwrap(bytes(wrapped), youth) for youth, wrapped in found}


def with_a_key(youths: Iterable[UUID]) -> set[UUID]:
    """Those of them who can be read: an erased person has no key."""
    return {youth for (youth,) in rows(PersonKey.select(PersonKey.youth).where(PersonKey.youth.in_(list(youths))))}


def seal(key: bytes, youth: UUID, what: str, text: str) -> bytes:
    """The text sealed with the person's key, bound to person and column."""
    return sealing.seal(key, text, f"{what}:{youth}")


def unseal(key: bytes, youth: UUID, what: str, sealed: bytes) -> str:
    """The text again; raises :class:`uu.privacy.sealing.Unreadable` for any other key, person or column."""
    return sealing.unseal(key, bytes(sealed), f"{what}:{youth}")
