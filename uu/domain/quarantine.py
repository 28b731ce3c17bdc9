"""What phones sent and could not be carried out: sealed until somebody applies it, gives it back or discards it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from peewee import JOIN

from uu import clock
from uu.domain import access, audit, freetext, identity, keys, operation_ids, operations
from uu.domain.errors import InvalidError, NotVisibleError, RefusedError
from uu.domain.identity import Identity
from uu.domain.operations import Effect
from uu.models import Device, HousingArea, Operation, StaffUser, Youth
from uu.models.database import act, data, rows
from uu.vocabulary import N_, AuditAct, OperationKind, Outcome, Role

LONGEST_REASON = 200
PHONE_IS_GONE = N_("It cannot be given back: the phone it came from is wiped.")
ONLY_COUNSELLORS = N_("Only a counsellor who may see the young person can carry this out.")


@dataclass(frozen=True, slots=True)
class Kept:
    """An operation set aside. ``data`` is its content, none for who may know of it and not read it.

    ``phone_is_gone`` when the phone it came from was told to wipe itself, so that nothing can be given back to it.
    """

    id: UUID
    kind: OperationKind
    made_at: datetime
    received_at: datetime
    sender: str
    device: UUID
    youth: UUID | None
    area: str
    who: Identity | None
    data: dict[str, Any] | None
    base_version: int | None
    phone_is_gone: bool

    @property
    def readable(self) -> bool:
        return self.data is not None


def listed(user: StaffUser) -> list[Kept]:
    """What is set aside and this user may know of, the oldest first.

    Counsellors read what is about people they may see, and registrations in their areas or of their own making;
    leaders see that there is something, and from whom.
    """
    return _read(user, _set_aside() & _known_to(user))


def count(user: StaffUser) -> int:
    """How many are set aside that this user may know of."""
    return int(known(user).count())


def known(user: StaffUser) -> Any:
    """What is set aside that this user may know of, as a select to build on."""
    return Operation.select().where(_set_aside() & _known_to(user))


def visible(user: StaffUser, operation: UUID) -> Kept:
    """One of them; raises :class:`NotVisibleError` for all others."""
    found = _read(user, _set_aside() & _known_to(user) & (Operation.id == operation))
    if not found:
        raise NotVisibleError(N_("There is no such page."))
    return found[0]


def apply_as_me(by: StaffUser, operation: UUID, do: Callable[[], Effect]) -> Effect:
    """Carry it out as one's own act, told at the time it was made; whatever ``do`` raises leaves it set aside.

    Raises :class:`RefusedError` for who may not read it or may not do such a thing.
    """
    with act():
        kept = visible(by, operation)
        if not kept.readable or not access.may(by, operations.permission_of(kept.kind)):
            raise RefusedError(ONLY_COUNSELLORS)
        mark = bytes(rows(Operation.select(Operation.fingerprint).where(Operation.id == operation))[0][0])
        ids = operation_ids.of(kept.kind, kept.data or {})
        with data.atomic(), clock.retelling(kept.made_at):
            effect = operations.once(by, operation, ids, mark, do)()
        done = {"record": effect.record, "youth": effect.youth, "version": effect.version}
        _handle(by, operation, effect.outcome, **done, sealed=None)
        _log(AuditAct.QUARANTINE_APPLIED, by, kept)
    return effect


def give_back(by: StaffUser, operation: UUID, reason: str) -> None:
    """Let the sender decide: their phone hears of it with the reason, and can send it anew.

    Raises :class:`RefusedError` when that phone was told to wipe itself. One that is told so later may not have heard
    of it either: what was given back to it is then set aside once more.
    """
    with act():
        kept = visible(by, operation)
        if kept.phone_is_gone:
            raise RefusedError(PHONE_IS_GONE)
        _handle(by, operation, Outcome.RETURNED, handled_reason=_checked(reason))
        _log(AuditAct.QUARANTINE_RETURNED, by, kept)


def discard(by: StaffUser, operation: UUID, reason: str) -> None:
    """It is not carried out, for a reason that stays on record; its content is forgotten."""
    with act():
        kept = visible(by, operation)
        _handle(by, operation, Outcome.DISCARDED, handled_reason=_checked(reason), sealed=None)
        _log(AuditAct.QUARANTINE_DISCARDED, by, kept)


def _set_aside() -> Any:
    return Operation.outcome == Outcome.QUARANTINED


def _known_to(user: StaffUser) -> Any:
    return Operation.id.is_null(is_null=False) if user.role == Role.LEADER else _readable_by(user)


def _readable_by(user: StaffUser) -> Any:
    """Whose content is about somebody this user may see, or would be their own or their area's new young person."""
    seen = Operation.youth.in_(access.visible_youths(user).select(Youth.id))
    if user.role != Role.COUNSELLOR:
        return seen
    unknown = Operation.youth.is_null() | Operation.youth.not_in(Youth.select(Youth.id))
    here = Operation.area.in_(access.areas_of(user)) | (Operation.staff == user.id)
    return seen | (unknown & here)


def _read(user: StaffUser, condition: Any) -> list[Kept]:
    columns = (
        Operation.id, Operation.kind, Operation.made_at, Operation.received_at, StaffUser.name, Operation.device,
        Operation.youth, HousingArea.name, Operation.sealed, Youth.sealed, Device.wipe_asked_at,
    )  # fmt: skip
    select = (
        Operation.select(*columns)
        .join(StaffUser, on=(StaffUser.id == Operation.staff))
        .join_from(Operation, Device, on=(Device.id == Operation.device))
        .join_from(Operation, HousingArea, JOIN.LEFT_OUTER, on=(HousingArea.id == Operation.area))
        .join_from(Operation, Youth, JOIN.LEFT_OUTER, on=(Youth.id == Operation.youth))
        .where(condition)
        .order_by(Operation.received_at, Operation.id)
    )
    open_ones = {found for (found,) in rows(Operation.select(Operation.id).where(condition & _readable_by(user)))}
    found = rows(select)
    held = keys.keys_of({operations.owner_of(row[0], row[6]) for row in found if row[0] in open_ones})
    return [_kept(row, held.get(operations.owner_of(row[0], row[6]))) for row in found]


def _kept(row: tuple[Any, ...], key: bytes | None) -> Kept:
    operation, kind, made_at, received_at, sender, device, youth, area, sealed, who, wipe_asked_at = row
    content: dict[str, Any] = {"data": None, "base_version": None}
    if key is not None and sealed is not None:
        content = _written(keys.unseal(key, operations.owner_of(operation, youth), operations.WHAT, sealed))
    known = identity.opened(key, youth, who) if key is not None and who is not None else None
    what = (operation, kind, made_at, received_at, sender, device, youth, area or "", known)
    return Kept(*what, content["data"], content["base_version"], wipe_asked_at is not None)


def _written(text: str) -> dict[str, Any]:
    """The content as it can be shown: half a character, which no page can be made of, stands as a sign for one."""
    whole: dict[str, Any] = json.loads(text)
    shown = json.dumps(whole, ensure_ascii=False).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    found: dict[str, Any] = json.loads(shown)
    return found


def _handle(by: StaffUser, operation: UUID, outcome: Outcome, **more: Any) -> None:
    handled = {"outcome": outcome, "handled_by": by, "handled_at": clock.now()} | more
    Operation.update(**handled).where(Operation.id == operation).execute()


def _log(done: AuditAct, by: StaffUser, kept: Kept) -> None:
    audit.record(done, by, youths=[kept.youth] if kept.youth else [], about=("operation", kept.id))


def _checked(reason: str) -> str:
    """Raises :class:`InvalidError` for a reason that is missing, too long or holds a CPR number."""
    reason = reason.strip()
    if not reason:
        raise InvalidError("reason", N_("Write the reason, without names."))
    freetext.require_length("reason", reason, LONGEST_REASON)
    freetext.check("reason", reason)
    return reason
