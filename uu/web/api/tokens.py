"""Tokens: with a password for a device that is made ready, and with a refresh token ever after."""

from typing import Any

from flask import Blueprint, Response, current_app, jsonify, request
from flask.typing import ResponseReturnValue

from uu.domain import devices, second_factor, signin, tokens
from uu.domain.errors import DeviceRevokedError, InvalidError, RefusedError
from uu.domain.tokens import Tokens
from uu.models.staff import StaffUser
from uu.vocabulary import N_
from uu.web.api import bodies
from uu.web.api.forms import read, validated
from uu.web.doors import API
from uu.web.forms.tokens import PasswordGrantForm, RefreshGrantForm
from uu.web.guard import public
from uu.web.language import language
from uu.web.pace import Pace

bp = Blueprint("api_tokens", __name__, url_prefix=API)
GRANTS = {"password": PasswordGrantForm, "refresh": RefreshGrantForm}


@bp.post("/tokens")
@public
def create() -> ResponseReturnValue:
    sent = bodies.body()
    grant = bodies.text(sent, "grant", 20)
    if grant not in GRANTS:
        raise InvalidError("grant", N_("Choose one of the options shown."))
    form = validated(read(GRANTS[grant], sent, "grant"))
    return given(*(_by_password(form) if isinstance(form, PasswordGrantForm) else _by_refresh(form)))


def given(user: StaffUser, fresh: Tokens) -> Response:
    """The answer with tokens, wherever they are asked for."""
    content: dict[str, Any] = {
        "device": str(fresh.device.id),
        "access": fresh.access,
        "access_expires_in": fresh.access_expires_in,
        "refresh": fresh.refresh,
        "refresh_expires_in": fresh.refresh_expires_in,
        "user": about(user),
    }
    return jsonify(content)


def about(user: StaffUser) -> dict[str, str]:
    """Who somebody is, as the phone's owner reads it."""
    return {"id": str(user.id), "name": user.name, "language": user.language or language()}


def _by_refresh(form: RefreshGrantForm) -> tuple[StaffUser, Tokens]:
    pace: Pace = current_app.config["PACE"]
    try:
        user, fresh = tokens.refresh(str(form.refresh.data), form.nonce.uuid)
    except DeviceRevokedError as error:
        pace.count(error.device)
        raise
    # Whoever exchanges token for token comes no further either; the same exchange brings the same pair later.
    pace.count(fresh.device.id)
    return user, fresh


def _by_password(form: PasswordGrantForm) -> tuple[StaffUser, Tokens]:
    address = request.remote_addr or ""
    user = signin.try_password(form.username.data or "", form.password.data or "", address)
    if user is None:
        raise InvalidError("password", N_("The username or the password is wrong. Try again."))
    if user.totp_sealed is not None:
        if not form.code.data:
            raise InvalidError("code", N_("Type the six digits."))
        second_factor.check(user, form.code.data, address)
    elif not current_app.config["DEMO"]:
        raise RefusedError(N_("Sign in on the page first, and set up your second factor there."))
    return user, devices.make_ready(user, form.device_id.uuid, str(form.device_name.data))
