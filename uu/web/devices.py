"""Devices: phones made ready for the field, one's own and, for an administrator, everybody's."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from uu.domain import access, devices, policies, signin
from uu.domain.errors import RefusedError
from uu.models.devices import Device
from uu.privacy.names import sort_key
from uu.vocabulary import N_, Permission
from uu.web.api import bodies
from uu.web.api.forms import read, validated
from uu.web.api.tokens import given
from uu.web.forms.devices import DeviceForm
from uu.web.forms.fields import ActionForm
from uu.web.guard import allow, current_user
from uu.web.language import _
from uu.web.pages import page

bp = Blueprint("devices", __name__)
# Time enough to think of a passphrase on the page, which asks for a newer sign-in than this when it is opened.
_MADE_READY_WITHIN = timedelta(minutes=15)
_FIRST = datetime(1, 1, 1, tzinfo=UTC)
_SORTED_BY: dict[str, Callable[[Device], Any]] = {
    "owner": lambda device: (sort_key(device.staff.name), device.name),
    "seen": lambda device: device.last_seen_at or _FIRST,
    "unsent": lambda device: device.unsent,
}


@bp.post("/devices")
@allow(Permission.FIELD_USE)
def create() -> ResponseReturnValue:
    """Give the phone its tokens, so that no script ever sees a password; only to who has signed in a moment ago."""
    if not signin.is_recent(session["token"], _MADE_READY_WITHIN):
        raise RefusedError(N_("It is a while since you signed in. Load the page anew, and sign in again."))
    form = validated(read(DeviceForm, bodies.body()))
    fresh = devices.make_ready(current_user(), form.device_id.uuid, str(form.device_name.data))
    return given(current_user(), fresh)


@bp.get("/devices")
@allow(Permission.OWN_ACCOUNT)
def index() -> ResponseReturnValue:
    """Everybody's own, whatever they may do now; those that were wiped stand apart."""
    found = devices.of_user(current_user())
    in_use = [device for device in found if device.wiped_at is None]
    wiped = [device for device in found if device.wiped_at is not None]
    return page("devices/index.html", in_use=in_use, wiped=wiped, standing=standing, may_field=_may_field())


@bp.get("/devices/all")
@allow(Permission.DEVICE_MANAGE)
def everybody() -> ResponseReturnValue:
    wished = request.args.get("sort", "")
    # Without a wish the phone seen last stands first.
    wished = wished if wished.removeprefix("-") in _SORTED_BY else "-seen"
    kept, sort = {"q": request.args.get("q", ""), "sort": wished}, wished.removeprefix("-")
    found = devices.everybody()
    looked_for = kept["q"].strip().casefold()
    shown = [device for device in found if looked_for in f"{device.staff.name} {device.staff.username}".casefold()]
    shown.sort(key=_SORTED_BY[sort], reverse=wished.startswith("-"))
    return page("devices/all.html", shown=shown, any=bool(found), kept=kept, sort=sort, standing=standing)


@bp.get("/devices/<uuid:device_id>")
@allow(Permission.OWN_ACCOUNT)
def show(device_id: UUID) -> ResponseReturnValue:
    device = devices.visible_device(current_user(), device_id)
    return page(
        "devices/show.html",
        device=device,
        mine=device.staff_id == current_user().id,
        manages=access.may(current_user(), Permission.DEVICE_MANAGE),
        offline_days=policies.value("offline_days"),
        action=ActionForm(formdata=None),
        standing=standing,
        may_field=_may_field(),
    )


@bp.post("/devices/<uuid:device_id>/sign-out")
@allow(Permission.OWN_ACCOUNT)
def sign_out(device_id: UUID) -> ResponseReturnValue:
    device = devices.visible_device(current_user(), device_id)
    if ActionForm().is_pressed():
        devices.revoke(current_user(), device)
        flash(_("The phone is signed out. What it has not sent stays locked there."), "success")
    return redirect(url_for("devices.show", device_id=device_id), 303)


@bp.post("/devices/<uuid:device_id>/wipe")
@allow(Permission.OWN_ACCOUNT)
def wipe(device_id: UUID) -> ResponseReturnValue:
    device = devices.visible_device(current_user(), device_id)
    if ActionForm().is_pressed():
        devices.wipe(current_user(), device)
        flash(_("The phone wipes itself at the next contact."), "success")
    return redirect(url_for("devices.show", device_id=device_id), 303)


def _may_field() -> bool:
    return access.may(current_user(), Permission.FIELD_USE)


def standing(device: Device) -> tuple[str, str]:
    """How it stands with a phone, as a badge's level and its words."""
    if device.wiped_at is not None:
        return "excluded", _("Wiped")
    if device.wipe_asked_at is not None:
        return "warning", _("To be wiped")
    if device.revoked_at is not None:
        return "warning", _("Has no access")
    return "success", _("Ready")
