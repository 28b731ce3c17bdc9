"""Where a young person lives: moves, and name and address protection."""

from uuid import UUID

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from uu import clock
from uu.domain import access, audit, identity, stays
from uu.domain.errors import InvalidError, NotVisibleError
from uu.domain.identity import Identity
from uu.models.youths import Youth
from uu.vocabulary import AuditAct, Permission
from uu.web.forms.stays import MoveForm, ProtectionForm
from uu.web.guard import allow, current_user
from uu.web.language import _
from uu.web.pages import page

bp = Blueprint("stays", __name__)


@bp.route("/youths/<uuid:youth_id>/moves/new", methods=["GET", "POST"])
@allow(Permission.YOUTH_EDIT)
def new(youth_id: UUID) -> ResponseReturnValue:
    youth, form = access.visible_youth(current_user(), youth_id), MoveForm()
    form.offer(current_user())
    if form.validate_on_submit():
        try:
            place = UUID(form.area.data), form.lives_outside.data
            stays.move_youth(current_user(), youth, form.id.uuid, *place, form.since.data or clock.today())
        except InvalidError as error:
            form.show_error(error)
        else:
            flash(_("The move is saved."), "success")
            return redirect(card_or_list(youth_id), 303)
    return page("stays/new.html", form=form, youth=youth, who=shown(youth), history=stays.history(youth))


@bp.route("/youths/<uuid:youth_id>/protection", methods=["GET", "POST"])
@allow(Permission.YOUTH_EDIT)
def protection(youth_id: UUID) -> ResponseReturnValue:
    youth = access.visible_youth(current_user(), youth_id)
    form = ProtectionForm(protected=youth.address_protected)
    if form.validate_on_submit():
        stays.set_protection(current_user(), youth, form.protected.data)
        flash(_("The address is protected.") if form.protected.data else _("The address is not protected."), "success")
        return redirect(card_or_list(youth_id), 303)
    return page("stays/protection.html", form=form, youth=youth, who=shown(youth))


def shown(youth: Youth) -> Identity:
    """Who it is, for a page about to be shown: a reading, also where a form comes back with its errors."""
    audit.record(AuditAct.YOUTH_READ, current_user(), youths=[youth.id])
    return identity.read(youth.id, youth.sealed)


def card_or_list(youth_id: UUID) -> str:
    """The card, unless the act took it out of the user's sight."""
    try:
        access.visible_youth(current_user(), youth_id)
    except NotVisibleError:
        return url_for("caseload.index")
    return url_for("caseload.show", youth_id=youth_id)
