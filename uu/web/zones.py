"""Zones: areas a leader puts together to look at."""

from uuid import UUID

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from uu.domain import zones
from uu.domain.errors import InvalidError, StaleError
from uu.vocabulary import Permission
from uu.web.forms.fields import ActionForm
from uu.web.forms.zones import NewZoneForm, ZoneForm
from uu.web.guard import allow, current_user
from uu.web.language import _
from uu.web.pages import page

bp = Blueprint("zones", __name__)


@bp.get("/zones")
@allow(Permission.ZONE_MANAGE)
def index() -> ResponseReturnValue:
    return page("zones/index.html", zones=zones.everything())


@bp.route("/zones/new", methods=["GET", "POST"])
@allow(Permission.ZONE_MANAGE)
def new() -> ResponseReturnValue:
    form = NewZoneForm()
    if form.validate_on_submit():
        try:
            made = zones.make_zone(current_user(), form.id.uuid, form.given())
        except InvalidError as error:
            form.show_error(error)
        else:
            flash(_("The zone is saved."), "success")
            return redirect(url_for("overview.index", level="zone", id=made.id), 303)
    return page("zones/edit.html", form=form, zone=None)


@bp.route("/zones/<uuid:zone_id>", methods=["GET", "POST"])
@allow(Permission.ZONE_MANAGE)
def edit(zone_id: UUID) -> ResponseReturnValue:
    zone, now = zones.zone(zone_id), zones.given(zone_id)
    form, status = ZoneForm(name=now.name, areas=[str(area) for area in now.areas], version=zone.version), 200
    if form.validate_on_submit():
        try:
            zones.edit_zone(current_user(), zone_id, form.version.number, form.given())
        except InvalidError as error:
            form.show_error(error)
        except StaleError as error:
            form.form_errors.append(_(error.message))
            form.version.process(None, str(zone.version))
            status = 409
        else:
            flash(_("The zone is saved."), "success")
            return redirect(url_for("zones.index"), 303)
    return page("zones/edit.html", status, form=form, zone=zone, action=ActionForm())


@bp.post("/zones/<uuid:zone_id>/remove")
@allow(Permission.ZONE_MANAGE)
def remove(zone_id: UUID) -> ResponseReturnValue:
    if not ActionForm().is_pressed():
        return redirect(url_for("zones.edit", zone_id=zone_id), 303)
    zones.remove_zone(current_user(), zone_id)
    flash(_("The zone is removed."), "success")
    return redirect(url_for("zones.index"), 303)
