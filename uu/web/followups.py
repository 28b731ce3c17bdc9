"""Follow-ups: the counsellor's list, a new one, and what becomes of each."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from uu import clock
from uu.domain import access, audit, followups, identity
from uu.domain.errors import InvalidError
from uu.domain.followups import Due
from uu.models import FollowUp
from uu.vocabulary import AuditAct, FollowUpState, Permission
from uu.web.forms.fields import ActionForm
from uu.web.forms.followups import DropForm, FollowUpForm, MoveForm
from uu.web.guard import allow, current_user
from uu.web.language import _, word
from uu.web.pages import page

bp = Blueprint("followups", __name__)


@bp.get("/followups")
@allow(Permission.FOLLOWUP_MANAGE)
def index() -> ResponseReturnValue:
    found = followups.list_for(current_user())
    audit.record(AuditAct.LIST_READ, current_user(), youths=[due.youth for due in found])
    is_open = [due for due in found if due.state == FollowUpState.OPEN]
    return page(
        "followups/index.html",
        groups=_groups(is_open, clock.today()),
        closed=[due for due in found if due.state != FollowUpState.OPEN],
        button=ActionForm(),
    )


@bp.route("/youths/<uuid:youth_id>/followups/new", methods=["GET", "POST"])
@allow(Permission.FOLLOWUP_MANAGE)
def new(youth_id: UUID) -> ResponseReturnValue:
    youth = access.visible_youth(current_user(), youth_id)
    form = FollowUpForm()
    if form.validate_on_submit() and not form.asks_again:
        try:
            followups.add_followup(current_user(), youth, form.id.uuid, str(form.text.data), form.due())
        except InvalidError as error:
            form.show_error(error)
        else:
            flash(_("The follow-up is saved."), "success")
            return redirect(url_for("caseload.show", youth_id=youth_id), 303)
    audit.record(AuditAct.YOUTH_READ, current_user(), youths=[youth_id])
    who = identity.read(youth.id, youth.sealed)
    return page("followups/new.html", 422 if form.asks_again else 200, form=form, who=who, youth_id=youth_id)


@bp.post("/followups/<uuid:followup_id>/finish")
@allow(Permission.FOLLOWUP_MANAGE)
def finish(followup_id: UUID) -> ResponseReturnValue:
    followup = followups.visible_followup(current_user(), followup_id)
    if ActionForm().is_pressed():
        followups.finish(current_user(), followup)
        flash(_("The follow-up is done. You can reopen it under Follow-ups."), "success")
    return redirect(_back(followup), 303)


@bp.route("/followups/<uuid:followup_id>/move", methods=["GET", "POST"])
@allow(Permission.FOLLOWUP_MANAGE)
def move(followup_id: UUID) -> ResponseReturnValue:
    followup = followups.visible_followup(current_user(), followup_id)
    form = MoveForm()
    if form.validate_on_submit():
        try:
            followups.move(current_user(), followup, form.due())
        except InvalidError as error:
            form.show_error(error)
        else:
            flash(_("The deadline is moved."), "success")
            return redirect(_back(followup), 303)
    return page("followups/move.html", form=form, **_about(followup))


@bp.route("/followups/<uuid:followup_id>/drop", methods=["GET", "POST"])
@allow(Permission.FOLLOWUP_MANAGE)
def drop(followup_id: UUID) -> ResponseReturnValue:
    followup = followups.visible_followup(current_user(), followup_id)
    form = DropForm()
    if form.validate_on_submit():
        followups.drop(current_user(), followup, form.reason.data)
        flash(_("The follow-up is dropped. You can reopen it under Follow-ups."), "success")
        return redirect(_back(followup), 303)
    return page("followups/drop.html", form=form, **_about(followup))


@bp.post("/followups/<uuid:followup_id>/reopen")
@allow(Permission.FOLLOWUP_MANAGE)
def reopen(followup_id: UUID) -> ResponseReturnValue:
    followup = followups.visible_followup(current_user(), followup_id)
    if ActionForm().is_pressed():
        followups.reopen(current_user(), followup)
        flash(_("The follow-up is open again."), "success")
    return redirect(_back(followup), 303)


def _back(followup: FollowUp) -> str:
    """The list when the button stood there, else the young person's card."""
    if request.args.get("from") == "list":
        return url_for("followups.index")
    return url_for("caseload.show", youth_id=followup.youth_id)


def _about(followup: FollowUp) -> dict[str, Any]:
    youth = access.visible_youth(current_user(), followup.youth_id)
    audit.record(AuditAct.YOUTH_READ, current_user(), youths=[youth.id])
    text = followups.text_of(followup) or word(followup.kind)
    return {
        "who": identity.read(youth.id, youth.sealed),
        "text": text,
        "due_on": followup.due_on,
        "back_url": _back(followup),
    }


def _groups(found: list[Due], today: date) -> list[tuple[str, list[Due]]]:
    """The open ones by how soon they are due: title, follow-ups."""
    sunday = today + timedelta(days=6 - today.weekday())
    groups = [
        (_("Overdue"), [due for due in found if due.due_on < today]),
        (_("Today"), [due for due in found if due.due_on == today]),
        (_("Later this week"), [due for due in found if today < due.due_on <= sunday]),
        (_("Later"), [due for due in found if due.due_on > sunday]),
    ]
    return [group for group in groups if group[1]]
