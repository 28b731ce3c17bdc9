"""A young person's education status: a new one, and the correction of a mistake."""

from uuid import UUID

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from uu.domain import access, audit, identity, status_model, statuses
from uu.domain.errors import InvalidError, NotVisibleError
from uu.domain.statuses import PastStatus
from uu.models import Youth
from uu.vocabulary import N_, AuditAct, Permission
from uu.web.forms.statuses import StatusForm, asking
from uu.web.guard import allow, current_user
from uu.web.language import _
from uu.web.pages import page

bp = Blueprint("statuses", __name__)


@bp.route("/youths/<uuid:youth_id>/status/new", methods=["GET", "POST"])
@allow(Permission.STATUS_CHANGE)
def new(youth_id: UUID) -> ResponseReturnValue:
    youth = access.visible_youth(current_user(), youth_id)
    return _asked(youth, StatusForm(), None)


@bp.route("/youths/<uuid:youth_id>/status/<uuid:event_id>/correct", methods=["GET", "POST"])
@allow(Permission.STATUS_CHANGE)
def correct(youth_id: UUID, event_id: UUID) -> ResponseReturnValue:
    youth = access.visible_youth(current_user(), youth_id)
    past = next((past for past in statuses.history(youth) if past.id == event_id), None)
    if past is None:
        raise NotVisibleError(N_("There is no such page."))
    return _asked(youth, StatusForm.correcting(past), past)


def _asked(youth: Youth, form: StatusForm, past: PastStatus | None) -> ResponseReturnValue:
    if form.validate_on_submit() and not form.asks_again:
        try:
            statuses.change_status(current_user(), youth, form.given(), past.id if past else None)
        except InvalidError as error:
            form.show_error(error)
        else:
            flash(_("The status is corrected.") if past else _("The status is saved."), "success")
            return redirect(url_for("caseload.show", youth_id=youth.id), 303)
    audit.record(AuditAct.YOUTH_READ, current_user(), youths=[youth.id])
    return page(
        "statuses/new.html",
        422 if form.asks_again else 200,
        form=form,
        asking=asking(),
        past=past,
        now=status_model.words()[youth.status],
        youth_id=youth.id,
        who=identity.read(youth.id, youth.sealed),
    )
