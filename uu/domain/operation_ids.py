"""The ids within an operation: what it makes, whom it is about, and what must be there before it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from uu.models import Conflict, FollowUp, GuidanceSession, HousingArea, Operation, StaffUser, StatusEvent, Youth
from uu.models.database import rows
from uu.vocabulary import OperationKind, Outcome

_MAKES: dict[OperationKind, Any] = {
    OperationKind.REGISTER_YOUTH: Youth,
    OperationKind.RECORD_SESSION: GuidanceSession,
    OperationKind.RECORD_ATTEMPT: GuidanceSession,
    OperationKind.CHANGE_STATUS: StatusEvent,
    OperationKind.CORRECT_STATUS: StatusEvent,
    OperationKind.ADD_FOLLOWUP: FollowUp,
}
_WITHOUT_EFFECT = frozenset(
    {Outcome.REFUSED, Outcome.HELD, Outcome.QUARANTINED, Outcome.RETURNED, Outcome.DISCARDED}
)  # fmt: skip
EFFECTIVE = frozenset({Outcome.APPLIED, Outcome.MERGED, Outcome.CONFLICT})


@dataclass(frozen=True, slots=True)
class Ids:
    """``record`` and ``status_event`` are made by the operation, ``needs`` must have been made before.

    ``table`` is where ``record`` is made.
    """

    record: UUID | None
    status_event: UUID | None
    youth: UUID | None
    area: UUID | None
    needs: frozenset[UUID]
    table: Any


def of(kind: OperationKind, data: Mapping[str, Any]) -> Ids:
    """The ids in the content; what is no id is as if it were not there."""
    makes = _one(data, "id") if kind in _MAKES else None
    registers = kind == OperationKind.REGISTER_YOUTH
    named = ["followup", "replaces"] if registers else ["followup", "replaces", "youth"]
    needed = {_one(data, name) for name in named} | set(_many(data, "more"))
    return Ids(
        record=makes,
        status_event=_one(data, "status_id"),
        youth=makes if registers else _about(data),
        area=_open_area(data) if registers else None,
        needs=frozenset(one for one in needed if one is not None),
        table=_MAKES.get(kind),
    )


def blocker(by: StaffUser, operation: UUID, needs: frozenset[UUID]) -> Operation | None:
    """The person's own operation that should have made one of these and had no effect, if it is not there all the same.

    What is there holds nothing up: else a stolen token could set aside everything about somebody, by registering them
    once more.
    """
    if not needs:
        return None
    wanted = list(needs)
    made = Operation.record.in_(wanted) | Operation.status_event.in_(wanted)
    same = (Operation.staff == by.id) & made & (Operation.id != operation)
    found: dict[UUID, list[Operation]] = {one: [] for one in wanted}
    for other in Operation.select().where(same).order_by(Operation.received_at.desc(), Operation.id):
        for one in needs & {other.record, other.status_event}:
            found[one].append(other)
    missing = {one: others[0] for one, others in found.items() if others and _had_no_effect(others)}
    waiting = [missing[one] for one in missing.keys() - _there(missing)] if missing else []
    set_aside = [other for other in waiting if other.outcome == Outcome.QUARANTINED]
    return next(iter(set_aside or waiting), None)


def taken(by: StaffUser, operation: UUID, ids: Ids, mark: bytes) -> bool:
    """Whether a record that this would make is there already, made on a page or by an operation of other content.

    ``mark`` is the fingerprint of the content: the very same under another operation's id makes nothing new.
    """
    made_here = ((ids.table, ids.record), (StatusEvent, ids.status_event))
    wanted = [one for table, one in made_here if table and one and table.select().where(table.id == one).exists()]
    if not wanted:
        return False
    same = (Operation.staff == by.id) & (Operation.id != operation) & Operation.outcome.in_(EFFECTIVE)
    made = Operation.record.in_(wanted) | Operation.status_event.in_(wanted)
    found = rows(Operation.select(Operation.fingerprint).where(same & made))
    return all(bytes(other) != mark for (other,) in found)


def _there(ids: Iterable[UUID]) -> set[UUID]:
    """Those that are the ids of records, whoever made them."""
    wanted = list(ids)
    found = [rows(table.select(table.id).where(table.id.in_(wanted))) for table in (Youth, StatusEvent, FollowUp)]
    return {one for table in found for (one,) in table}


def _had_no_effect(others: list[Operation]) -> bool:
    return all(other.outcome in _WITHOUT_EFFECT for other in others)


def _about(data: Mapping[str, Any]) -> UUID | None:
    """The young person named, or the one whose follow-up or conflict is named."""
    if "youth" in data:
        return _one(data, "youth")
    for name, table in (("followup", FollowUp), ("conflict", Conflict)):
        if name in data:
            found = rows(table.select(table.youth).where(table.id == _one(data, name)))
            return found[0][0] if found else None
    return None


def _open_area(data: Mapping[str, Any]) -> UUID | None:
    """The area somebody new is to be registered in; of an address-protected person nobody learns it."""
    found = rows(HousingArea.select(HousingArea.id).where(HousingArea.id == _one(data, "area")))
    return found[0][0] if found and not data.get("address_protected") else None


def _one(data: Mapping[str, Any], name: str) -> UUID | None:
    return _as_id(data.get(name))


def _many(data: Mapping[str, Any], name: str) -> list[UUID | None]:
    value = data.get(name)
    return [_as_id(each) for each in (value if isinstance(value, list) else [value])]


def _as_id(value: object) -> UUID | None:
    try:
        return UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None
