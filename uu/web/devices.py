"""Devices: a phone is made ready for the field by whoever is signed in on it."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from uu.domain import devices
from uu.vocabulary import Permission
from uu.web.api import bodies
from uu.web.api.forms import read, validated
from uu.web.api.tokens import given
from uu.web.forms.devices import DeviceForm
from uu.web.guard import allow, current_user

bp = Blueprint("devices", __name__)


@bp.post("/devices")
@allow(Permission.FIELD_USE)
def create() -> ResponseReturnValue:
    """Give the phone its tokens, so that no script ever sees a password."""
    form = validated(read(DeviceForm, bodies.body()))
    fresh = devices.make_ready(current_user(), form.device_id.uuid, str(form.device_name.data))
    return given(current_user(), fresh)
