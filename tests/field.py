"""Mette's phone in the tests' stories: what it would send, and how the server answers, without any HTTP."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID, uuid4

from tests.newcomers import dropped_out, sami
from uu import clock
from uu.domain import access, cards, conflicts, devices, followups, operations, proposals, sessions, statuses
from uu.domain.cards import Card
from uu.domain.operations import Effect, Given, Result
from uu.domain.sessions import NewSession
from uu.domain.statuses import StatusGiven
from uu.models import Device, StaffUser
from uu.vocabulary import DropReason, OperationKind, SessionKind, StatusSource


@dataclass
class Phone:
    """A counsellor's phone; ``send`` gives an operation to the server as the API would."""

    owner: StaffUser
    id: UUID = field(default_factory=uuid4)

    def __post_init__(self):
        self.tokens = devices.make_ready(self.owner, self.id, f"{self.owner.name}s telefon")

    @property
    def device(self) -> Device:
        return Device.get_by_id(self.id)

    def send(
        self, kind: str, data: dict, *, operation: UUID | None = None, made: datetime | None = None,
        version: int | None = None,
    ) -> Result:  # fmt: skip
        """``made`` is when it was written, by a phone whose clock is right."""
        made = made or clock.now()
        given = Given(
            operation or uuid4(),
            OperationKind(kind),
            made,
            operations.told_at(made, clock.now()),
            spelled(data),
            version,
        )
        return operations.perform(self.owner, self.device, given, doing(self.owner, given, self.id))


def spelled(data: dict) -> dict:
    """As JSON has it."""
    return {
        name: [str(one) for one in value] if isinstance(value, list) else value if value is None else str(value)
        for name, value in data.items()
    }


def doing(by: StaffUser, given: Given, device: UUID):
    """What the operation does, read off its data as the forms would."""
    return lambda: _ACTS[given.kind](by, given, device)


def _register(by, given, _device):
    data = given.data
    new = sami(id=UUID(data["id"]), status=dropped_out(observed_on=clock.told_day()))
    who = {name: data[name] for name in ("first_name", "last_name", "nickname", "phone") if name in data}
    new = replace(
        new, identity=replace(new.identity, **who), birth_on=date.fromisoformat(data.get("birth_on", "2009-03-12"))
    )
    return proposals.register(by, new)


def _edit(by, given, device):
    youth = access.visible_youth(by, UUID(given.data["youth"]))
    changed = {("told" if name == "informed" else name): value for name, value in given.data.items() if name != "youth"}
    card = Card.from_values(cards.of(youth).values() | changed)
    return conflicts.edit_card(by, youth, card, given.base_version, given.id, device)


def _session(by, given, _device):
    people = access.visible_people(by, [UUID(one) for one in (given.data["youth"], *given.data.get("more", []))])
    held_at = datetime.fromisoformat(given.data["held_at"]) if "held_at" in given.data else clock.told()
    new = NewSession(UUID(given.data["id"]), SessionKind.WALK_AND_TALK, held_at, 30, note=given.data.get("note", ""))
    return Effect(sessions.record_session(by, people, new).id, people[0].id)


def _attempt(by, given, _device):
    youth = access.visible_youth(by, UUID(given.data["youth"]))
    return Effect(sessions.record_attempt(by, youth, UUID(given.data["id"])).id, youth.id)


def _status(by, given, _device):
    youth, data = access.visible_youth(by, UUID(given.data["youth"])), given.data
    day = date.fromisoformat(data["observed_on"]) if "observed_on" in data else clock.told_day()
    told = StatusGiven(UUID(data["id"]), data["code"], day, StatusSource.YOUTH, note=data.get("note", ""))
    replaces = UUID(data["replaces"]) if "replaces" in data else None
    return Effect(statuses.change_status(by, youth, told, replaces).id, youth.id)


def _add(by, given, _device):
    youth, due_on = access.visible_youth(by, UUID(given.data["youth"])), date.fromisoformat(given.data["due_on"])
    added = followups.add_followup(by, youth, UUID(given.data["id"]), given.data["text"], due_on)
    return Effect(added.id, youth.id)


def _finish(by, given, _device):
    followup = followups.visible_followup(by, UUID(given.data["followup"]))
    followups.finish(by, followup)
    return Effect(followup.id, followup.youth_id)


def _move(by, given, device):
    followup = followups.visible_followup(by, UUID(given.data["followup"]))
    due_on = date.fromisoformat(given.data["due_on"])
    return conflicts.move_followup(by, followup, due_on, given.base_version, given.id, device)


def _drop(by, given, _device):
    followup = followups.visible_followup(by, UUID(given.data["followup"]))
    followups.drop(by, followup, DropReason(given.data["reason"]))
    return Effect(followup.id, followup.youth_id)


def _resolve(by, given, _device):
    chosen = {name: whose for name, whose in given.data.items() if name != "conflict"}
    return conflicts.resolve(by, UUID(given.data["conflict"]), chosen)


_ACTS = {
    OperationKind.REGISTER_YOUTH: _register,
    OperationKind.EDIT_CARD: _edit,
    OperationKind.RECORD_SESSION: _session,
    OperationKind.RECORD_ATTEMPT: _attempt,
    OperationKind.CHANGE_STATUS: _status,
    OperationKind.CORRECT_STATUS: _status,
    OperationKind.ADD_FOLLOWUP: _add,
    OperationKind.FINISH_FOLLOWUP: _finish,
    OperationKind.MOVE_FOLLOWUP: _move,
    OperationKind.DROP_FOLLOWUP: _drop,
    OperationKind.RESOLVE_CONFLICT: _resolve,
}
