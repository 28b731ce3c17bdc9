"""A phone's standing: whether it may go on, and whether it is to wipe itself. Nothing else is told, to nobody."""

from uuid import UUID

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from uu.domain import devices
from uu.web.doors import API
from uu.web.guard import public

bp = Blueprint("api_devices", __name__, url_prefix=API)


@bp.get("/devices/<uuid:device_id>/standing")
@public
def standing(device_id: UUID) -> ResponseReturnValue:
    return jsonify(standing=devices.standing(device_id).value)


@bp.post("/devices/<uuid:device_id>/wiped")
@public
def wiped(device_id: UUID) -> ResponseReturnValue:
    return jsonify(standing=devices.note_wiped(device_id).value)
