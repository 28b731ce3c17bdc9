"""A phone's standing: whether it may go on, and whether it is to wipe itself. Nothing else is told, to nobody."""

from uuid import UUID

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from uu.domain import devices
from uu.domain.errors import InvalidError
from uu.vocabulary import Permission
from uu.web.api import bodies
from uu.web.doors import API
from uu.web.guard import allow, current_device, current_user, public

bp = Blueprint("api_devices", __name__, url_prefix=API)


@bp.get("/devices/<uuid:device_id>/standing")
@public
def standing(device_id: UUID) -> ResponseReturnValue:
    return jsonify(standing=devices.standing(device_id).value)


@bp.post("/devices/<uuid:device_id>/wiped")
@public
def wiped(device_id: UUID) -> ResponseReturnValue:
    return jsonify(standing=devices.note_wiped(device_id).value)


@bp.post("/devices/forgotten")
@allow(Permission.FIELD_USE)
def forgotten() -> ResponseReturnValue:
    """Its owner is about to delete everything on it: its access ends, and it says so once it has wiped itself."""
    if bodies.identifier(bodies.body("device_id"), "device_id") != current_device().id:
        raise InvalidError("device_id", bodies.UNKNOWN)
    devices.wipe(current_user(), current_device())
    return jsonify(standing=devices.standing(current_device().id).value)
