"""What a phone did without signal, judged one by one and in order; each answer is a receipt."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from uu import clock
from uu.domain import changes, devices, operations, tokens
from uu.domain.errors import InvalidError
from uu.domain.operations import Given, Result
from uu.vocabulary import N_, OperationKind, Outcome, Permission
from uu.web.api import acts, bodies
from uu.web.api.acts import Asked
from uu.web.api.moments import written
from uu.web.api.problems import as_errors
from uu.web.doors import API
from uu.web.forms.changes import LONGEST_CURSOR
from uu.web.guard import allow, current_bearer, current_device, current_user, takes_last_delivery

bp = Blueprint("api_operations", __name__, url_prefix=API)
MOST = 200
LONGEST_APP = 40
# Kilobytes; no form fills half of it, and what is set aside is kept as it came.
LARGEST = 32
_SHAPE = ("id", "kind", "made_at", "base_version", "data")
# With these the phone keeps the operation: it is to be mended, or waits for one that is.
_STAYS = {Outcome.REFUSED, Outcome.HELD, Outcome.RETURNED}


@bp.post("/operations")
@allow(Permission.FIELD_USE)
@takes_last_delivery
def deliver() -> ResponseReturnValue:
    sent = bodies.body("sent_at", "unsent", "app", "since", "operations")
    sent_at, unsent = bodies.moment(sent, "sent_at"), bodies.number(sent, "unsent", 0) or 0
    app, given = bodies.text(sent, "app", LONGEST_APP, ""), _listed(sent)
    # After a backup was put back the phone sends first what is missing here, on which these may build.
    changes.require_known(bodies.text(sent, "since", LONGEST_CURSOR, ""))
    results = [_judged(each, name, sent_at) for name, each in given]
    tokens.note_handed_in(current_bearer(), sum(result.first is None for result in results))
    # A phone counts before it sends, and may be silent for long when it has sent all.
    settled = sum((result.first or result.outcome) not in _STAYS for result in results)
    devices.heard_from(current_device(), unsent - settled, app)
    return jsonify(results=[_as_json(result) for result in results])


def _listed(sent: Mapping[str, Any]) -> list[tuple[UUID, dict[str, Any]]]:
    """The operations with their ids; without a readable id nobody could be told what became of one."""
    given = sent.get("operations")
    if not isinstance(given, list) or not all(isinstance(each, dict) for each in given):
        raise InvalidError("operations", N_("Send a list of objects."))
    if len(given) > MOST:
        raise InvalidError("operations", N_("Send at most %(most)d at once."), most=MOST)
    return [(bodies.identifier(each, "id"), each) for each in given]


def _judged(each: dict[str, Any], name: UUID, sent_at: datetime) -> Result:
    """What became of one. What cannot even be read as an operation is refused and not remembered."""
    try:
        given = _given(each, name, sent_at)
    except InvalidError as error:
        return Result(name, Outcome.REFUSED, clock.now(), errors=tuple(error.faults))
    user, device = current_user(), current_device()
    asked = Asked(user, device.id, given.id, given.data, given.base_version)
    return operations.perform(user, device, given, acts.doing(given.kind, asked))


def _given(each: dict[str, Any], name: UUID, sent_at: datetime) -> Given:
    bodies.only(each, _SHAPE)
    made_at, data = bodies.moment(each, "made_at"), each.get("data")
    kind = bodies.text(each, "kind", 40)
    if kind not in set(OperationKind):
        raise InvalidError("kind", bodies.UNKNOWN)
    if not isinstance(data, dict):
        raise InvalidError("data", bodies.NO_OBJECT)
    if operations.size(data) > LARGEST * 1024:
        raise InvalidError("data", N_("This is larger than %(most)d kB. Write less."), most=LARGEST)
    version = bodies.number(each, "base_version")
    return Given(name, OperationKind(kind), made_at, operations.told_at(made_at, sent_at), data, version)


def _as_json(result: Result) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "id": str(result.id),
        "outcome": result.outcome.value,
        "received_at": written(result.received_at),
    }
    if result.first is not None:
        answer["first"] = result.first.value
    if result.errors:
        answer["errors"] = as_errors(result.errors)
    if result.erased:
        answer["erased"] = True
    if result.because is not None:
        answer["because"] = str(result.because)
    if result.record is not None or result.youth is not None:
        answer["record"] = {"id": _text(result.record), "youth": _text(result.youth)}
    return answer


def _text(found: UUID | None) -> str | None:
    return str(found) if found else None
