"""Closed by default, twice: no request passes without a rule, and the application does not start without one a view."""

import secrets
from collections.abc import Callable
from contextlib import ExitStack
from typing import TypeVar
from uuid import UUID

from flask import Flask, current_app, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Forbidden, NotFound
from werkzeug.routing import RequestRedirect

from uu.domain import access, audit, signin, tokens
from uu.domain.errors import DeviceRevokedError, SignedOutError
from uu.domain.tokens import Bearer
from uu.models.database import read_only
from uu.models.devices import Device
from uu.models.staff import StaffUser
from uu.vocabulary import N_, Permission
from uu.web import doors
from uu.web.csrf import token_is_good
from uu.web.pace import Pace

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_SIGN_IN = N_("Sign in again.")


def allow(permission: Permission) -> Callable[[View], View]:
    """Open a view to those whose role carries the permission."""

    def mark(view: View) -> View:
        view.rule = permission  # type: ignore[attr-defined]  # The mark that the guard reads.
        return view

    return mark


def public(view: View) -> View:
    """Open a view to everybody, signed in or not."""
    view.rule = None  # type: ignore[attr-defined]  # The mark that the guard reads.
    return view


def takes_last_delivery(view: View) -> View:
    """Open a view of the API once more to a phone whose access was withdrawn; it must give nothing to read."""
    view.takes_last_delivery = True  # type: ignore[attr-defined]  # The mark that the guard reads.
    return view


def current_user() -> StaffUser:
    """The signed-in user; only within views that :func:`allow` opened."""
    user: StaffUser = g.user
    return user


def current_device() -> Device:
    """The phone that asks; only within views of the API that :func:`allow` opened."""
    device: Device = g.device
    return device


def current_bearer() -> Bearer:
    """The phone that asks, with its token where that only hands in; only within views of the API."""
    bearer: Bearer = g.bearer
    return bearer


def install(app: Flask) -> None:
    """Guard every request of the application."""
    app.before_request(_enter)
    app.teardown_request(_leave)


def check_every_view(app: Flask) -> None:
    """Refuse to start when a view has no rule or two endpoints share none."""
    bare = [name for name, view in app.view_functions.items() if not hasattr(view, "rule")]
    if bare:
        raise RuntimeError(f"These views say not who may see them: {', '.join(sorted(bare))}.")


def _enter() -> ResponseReturnValue | None:
    g.reference = secrets.token_hex(4)
    g.csp_nonce = secrets.token_urlsafe(16)
    g.held = ExitStack()
    g.held.enter_context(audit.origin(request.remote_addr or ""))
    g.user, g.csrf_failed = None, False
    # No browser adds a bearer's token by itself, so that the API needs no token against forged forms.
    if not doors.through_api():
        g.user = signin.user_of(session["token"]) if "token" in session else None
        g.csrf_failed = request.method not in SAFE and not token_is_good()
    # A request that may not write cannot: not by mistake, and not by a forged form.
    if request.method in SAFE or g.csrf_failed:
        g.held.enter_context(read_only())
    return _refusal()


def _refusal() -> ResponseReturnValue | None:
    # A program that follows to another address may lose what it sent on the way.
    if doors.wants_json() and isinstance(request.routing_exception, RequestRedirect):
        raise NotFound
    if request.endpoint is None or request.routing_exception is not None:
        return None
    view = current_app.view_functions[request.endpoint]
    permission: Permission | None = getattr(view, "rule", None)
    if permission is None:
        return None
    if doors.through_api():
        g.bearer = _bearer(last=hasattr(view, "takes_last_delivery"))
        g.user, g.device = g.bearer.user, g.bearer.device
        # What a phone that lost its access delivers is kept aside by the act, and so needs no permission.
        if g.device.revoked_at is not None:
            return None
    if g.user is None:
        if doors.wants_json():
            raise SignedOutError(_SIGN_IN)
        return redirect(url_for("signin.login", next=_came_from()), 303)
    if access.may(g.user, permission):
        return None
    access.note_refusal(g.user, request.endpoint, (request.view_args or {}).get("youth_id"))
    # Pages about people look to others as if they were not there.
    raise NotFound if _about_somebody() else Forbidden


def _bearer(last: bool) -> Bearer:
    """Who asks, by the token in the header and nothing else; a withdrawn one counts where a last delivery does.

    Whoever asks too often waits, with a withdrawn token as well.
    """
    given = request.authorization
    if given is None or given.type != "bearer" or not given.token:
        raise SignedOutError(_SIGN_IN)
    pace: Pace = current_app.config["PACE"]
    try:
        bearer = tokens.bearer(given.token)
    except DeviceRevokedError as error:
        pace.count(error.device)
        if not last:
            raise
        return tokens.last_delivery(given.token)
    pace.count(bearer.device.id)
    return bearer


def _about_somebody() -> bool:
    return any(isinstance(value, UUID) for value in (request.view_args or {}).values())


def _came_from() -> str | None:
    """The page asked for; words somebody searched by go no further than the address they were typed into."""
    if request.method != "GET" or request.path == "/":
        return None
    return request.path if "q" in request.args else request.full_path.rstrip("?")


def _leave(_error: BaseException | None = None) -> None:
    held = g.pop("held", None)
    if held is not None:
        held.close()
