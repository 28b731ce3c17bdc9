"""What phones send: each operation takes effect once, however often, late or cut off it arrives.

Its id and outcome are stored in the transaction of its effect, and an id that is stored takes effect no more.
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from uu import clock
from uu.domain import access, audit, keys, operation_ids
from uu.domain.errors import Fault, InvalidError, NotVisibleError, RefusedError
from uu.domain.operation_ids import EFFECTIVE, Ids
from uu.models import Device, Operation, StaffUser, Youth
from uu.models.database import act, data
from uu.vocabulary import N_, AuditAct, OperationKind, Outcome, Permission

WHAT = "operation.content"
_TO_MEND = frozenset({Outcome.REFUSED, Outcome.RETURNED})
_LONGEST_AGO = timedelta(days=400)
_WRONG_CLOCK = timedelta(minutes=2)
_OTHER_CONTENT = N_("This has been used for something else. Write it anew.")
_ERASED = N_("What was known about this young person has been erased. Nothing can be added.")
_PERMISSIONS = {
    OperationKind.REGISTER_YOUTH: Permission.YOUTH_REGISTER,
    OperationKind.EDIT_CARD: Permission.YOUTH_EDIT,
    OperationKind.RECORD_SESSION: Permission.SESSION_RECORD,
    OperationKind.RECORD_ATTEMPT: Permission.SESSION_RECORD,
    OperationKind.CHANGE_STATUS: Permission.STATUS_CHANGE,
    OperationKind.CORRECT_STATUS: Permission.STATUS_CHANGE,
    OperationKind.ADD_FOLLOWUP: Permission.FOLLOWUP_MANAGE,
    OperationKind.FINISH_FOLLOWUP: Permission.FOLLOWUP_MANAGE,
    OperationKind.MOVE_FOLLOWUP: Permission.FOLLOWUP_MANAGE,
    OperationKind.DROP_FOLLOWUP: Permission.FOLLOWUP_MANAGE,
    OperationKind.RESOLVE_CONFLICT: Permission.YOUTH_EDIT,
}


@dataclass(frozen=True, slots=True)
class Given:
    """An operation as it arrived; ``made_at`` is what the phone's clock said, ``told_at`` the moment it means."""

    id: UUID
    kind: OperationKind
    made_at: datetime
    told_at: datetime
    data: Mapping[str, Any]
    base_version: int | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """What an operation did: to which record of whom, and the version it brought an edited record to."""

    record: UUID | None
    youth: UUID | None
    outcome: Outcome = Outcome.APPLIED
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What the phone is told; ``first`` is the outcome the first time when the id had arrived before.

    ``erased`` says that it was refused because it is about somebody who has been erased: nothing of it may be kept.
    """

    id: UUID
    outcome: Outcome
    received_at: datetime
    first: Outcome | None = None
    errors: tuple[Fault, ...] = ()
    because: UUID | None = None
    record: UUID | None = None
    youth: UUID | None = None
    erased: bool = False


@dataclass(frozen=True, slots=True)
class _Verdict:
    outcome: Outcome
    effect: Effect | None = None
    errors: tuple[Fault, ...] = ()
    because: UUID | None = None


_ABOUT_NOBODY = _Verdict(Outcome.REFUSED, errors=(Fault("", _ERASED, {}),))


def perform(by: StaffUser, device: Device, given: Given, do: Callable[[], Effect]) -> Result:
    """Let the operation take effect, unless it has been judged before.

    ``do`` calls ordinary acts, at the time told. What it raises as invalid or refused refuses the operation, which
    then keeps nothing of it, and so does that somebody has been erased; what is about somebody not visible, comes
    without the permission or from a withdrawn phone is quarantined with its content. So is what a phone that is to
    wipe itself had still to mend. Any other error is raised, and the operation may be sent again.
    """
    with act():
        known: Operation | None = Operation.get_or_none(Operation.id == given.id)
        mark = _fingerprint(given)
        if known is not None and (known.staff_id != by.id or not hmac.compare_digest(bytes(known.fingerprint), mark)):
            return Result(given.id, Outcome.REFUSED, clock.now(), errors=(Fault("id", _OTHER_CONTENT, {}),))
        device = Device.get_by_id(device.id)
        if known is not None and not _is_judged_anew(known, device):
            return _again(known)
        if known is not None:
            known.delete_instance()
        ids = operation_ids.of(given.kind, given.data)
        verdict = _judge(by, device, given, ids, once(by, given.id, ids, mark, do))
        kept = _keep(by, device, given, ids, verdict, mark)
        if kept.outcome == Outcome.QUARANTINED:
            whom = [ids.youth] if ids.youth else []
            audit.record(AuditAct.OPERATION_QUARANTINED, by, youths=whom, about=("operation", given.id))
    return _told(kept, kept.outcome)


def once(by: StaffUser, operation: UUID, ids: Ids, mark: bytes, do: Callable[[], Effect]) -> Callable[[], Effect]:
    """What to do, which raises :class:`InvalidError` where the record it would make was made with other content.

    Acts that find their record there say that it is done; a page that is sent twice needs that, and an operation with
    something else in it would be lost by it.
    """

    def done() -> Effect:
        taken = operation_ids.taken(by, operation, ids, mark)
        effect = do()
        if taken:
            raise InvalidError("id", _OTHER_CONTENT)
        return effect

    return done


def told_at(made_at: datetime, sent_at: datetime) -> datetime:
    """When an operation was made, by our clock: a phone whose clock is more than two minutes off is put right.

    Never in the future, and never longer ago than 400 days.
    """
    now = clock.now()
    wrong = abs(now - sent_at) > _WRONG_CLOCK
    ago = sent_at - made_at if wrong else now - made_at
    return now - min(max(ago, timedelta()), _LONGEST_AGO)


def permission_of(kind: OperationKind) -> Permission:
    """What somebody must be allowed to do for an operation of this kind to take effect."""
    return _PERMISSIONS[kind]


def content(given: Mapping[str, Any]) -> str:
    """An operation's content as one text, the same for the same content."""
    return json.dumps(given, sort_keys=True, separators=(",", ":"))


def size(given: Mapping[str, Any]) -> int:
    """How many bytes an operation's content takes in a request, without spaces between its parts."""
    written = json.dumps(given, ensure_ascii=False, separators=(",", ":"))
    return len(written.encode("utf-8", "surrogatepass"))


def owner_of(operation: UUID, youth: UUID | None) -> UUID:
    """Whose key seals the content: the young person's, or one of its own where nobody can be named."""
    return youth or operation


def errors_of(operation: Operation) -> tuple[Fault, ...]:
    """What was wrong with it."""
    return tuple(Fault(**fault) for fault in json.loads(operation.errors or "[]"))


def _is_judged_anew(known: Operation, device: Device) -> bool:
    """Whether the phone may send it again under the same id: what was held, and before a wipe what it has to mend."""
    return known.outcome == Outcome.HELD or (device.wipe_asked_at is not None and known.outcome in _TO_MEND)


def _judge(by: StaffUser, device: Device, given: Given, ids: Ids, do: Callable[[], Effect]) -> _Verdict:
    if device.revoked_at is not None or not access.may(by, permission_of(given.kind)):
        return _Verdict(Outcome.QUARANTINED)
    blocked = operation_ids.blocker(by, given.id, ids.needs)
    if blocked is not None:
        kept_aside = blocked.outcome == Outcome.QUARANTINED
        return _Verdict(Outcome.QUARANTINED if kept_aside else Outcome.HELD, because=blocked.id)
    try:
        with data.atomic(), clock.retelling(given.told_at):
            effect = do()
    except InvalidError as error:
        return _Verdict(Outcome.REFUSED, errors=tuple(error.faults))
    except RefusedError as error:
        return _Verdict(Outcome.REFUSED, errors=(Fault("", error.message, error.params),))
    except NotVisibleError:
        return _Verdict(Outcome.QUARANTINED)
    except keys.NoKeyError:
        return _ABOUT_NOBODY
    return _Verdict(effect.outcome, effect)


def _keep(by: StaffUser, device: Device, given: Given, ids: Ids, verdict: _Verdict, mark: bytes) -> Operation:
    """The row of the operation; what would be set aside and cannot be sealed any more is refused."""
    effect, sealed = verdict.effect or Effect(ids.record, ids.youth), None
    if verdict.outcome == Outcome.QUARANTINED:
        try:
            sealed = _sealed(given, ids.youth)
        except keys.NoKeyError:
            verdict = _ABOUT_NOBODY
    return Operation.create(
        id=given.id,
        staff=by,
        device=device,
        kind=given.kind,
        made_at=given.told_at,
        received_at=clock.now(),
        fingerprint=mark,
        outcome=verdict.outcome,
        record=effect.record,
        status_event=ids.status_event,
        youth=effect.youth,
        area=ids.area,
        version=effect.version,
        because=verdict.because,
        errors=json.dumps([asdict(fault) for fault in verdict.errors], default=str) if verdict.errors else "",
        sealed=sealed,
    )


def _sealed(given: Given, youth: UUID | None) -> bytes:
    """The content under the young person's key; somebody not registered gets the key they are registered with."""
    owner = owner_of(given.id, youth)
    registered = Youth.select().where(Youth.id == owner).exists()
    key = keys.key_of(owner) if registered else keys.make_key(owner)
    return keys.seal(key, owner, WHAT, content({"data": given.data, "base_version": given.base_version}))


def _again(known: Operation) -> Result:
    return _told(known, Outcome.ALREADY_APPLIED, first=known.outcome)


def _told(kept: Operation, outcome: Outcome, first: Outcome | None = None) -> Result:
    did = kept.outcome in EFFECTIVE
    return Result(
        id=kept.id,
        outcome=outcome,
        received_at=kept.received_at,
        first=first,
        errors=errors_of(kept),
        because=kept.because,
        record=kept.record if did else None,
        youth=kept.youth if did else None,
        erased=errors_of(kept) == _ABOUT_NOBODY.errors,
    )


def _fingerprint(given: Given) -> bytes:
    """Tells one content from another, and nothing about either."""
    made = {"kind": given.kind, "made_at": given.made_at.isoformat(), "base_version": given.base_version}
    text = content({**made, "data": given.data})
    return hmac.new(keys.master().derive("operation"), text.encode(), hashlib.sha256).digest()
