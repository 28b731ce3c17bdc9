"""Sessions: a new one, an attempt in vain, and one that was recorded by mistake."""

from uuid import UUID

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from uu.domain import access, audit, caseload, identity, sessions
from uu.domain.caseload import Show, Whose, Wish
from uu.domain.errors import InvalidError
from uu.models import Youth
from uu.vocabulary import AuditAct, Permission, SessionKind
from uu.web.forms.fields import ActionForm
from uu.web.forms.sessions import AttemptForm, SessionForm
from uu.web.forms.statuses import asking
from uu.web.guard import allow, current_user
from uu.web.language import _
from uu.web.pages import page

bp = Blueprint("sessions", __name__)


@bp.route("/youths/<uuid:youth_id>/sessions/new", methods=["GET", "POST"])
@allow(Permission.SESSION_RECORD)
def new(youth_id: UUID) -> ResponseReturnValue:
    youth = access.visible_youth(current_user(), youth_id)
    form = SessionForm(kind=_asked_kind())
    named = _offer_more(form, youth)
    if form.validate_on_submit() and not (form.is_finding or form.asks_again):
        try:
            sessions.record_session(current_user(), _everybody(youth, form), form.session())
        except InvalidError as error:
            form.show_error(error)
        else:
            flash(_("The session is saved."), "success")
            return redirect(url_for("caseload.show", youth_id=youth_id), 303)
    audit.record(AuditAct.YOUTH_READ, current_user(), youths=[youth_id, *named])
    who = identity.read(youth.id, youth.sealed)
    status = 422 if form.asks_again and not form.is_finding else 200
    return page("sessions/new.html", status, form=form, asking=asking(), who=who, youth_id=youth_id)


@bp.post("/youths/<uuid:youth_id>/attempts")
@allow(Permission.SESSION_RECORD)
def attempt(youth_id: UUID) -> ResponseReturnValue:
    youth = access.visible_youth(current_user(), youth_id)
    form = AttemptForm()
    if form.is_pressed():
        sessions.record_attempt(current_user(), youth, form.id.uuid)
        flash(_("The attempt is saved."), "success")
    return redirect(url_for("caseload.show", youth_id=youth_id), 303)


@bp.post("/sessions/<uuid:session_id>/withdraw")
@allow(Permission.SESSION_RECORD)
def withdraw(session_id: UUID) -> ResponseReturnValue:
    session = sessions.own_session(current_user(), session_id)
    if ActionForm().is_pressed():
        sessions.withdraw_session(current_user(), session)
        flash(_("The session counts no longer. It stays visible as a mistake."), "success")
    return redirect(url_for("caseload.show", youth_id=sessions.first_visible(current_user(), session)), 303)


def _asked_kind() -> SessionKind:
    asked = request.args.get("kind")
    return SessionKind(asked) if asked in set(SessionKind) else SessionKind.WALK_AND_TALK


def _offer_more(form: SessionForm, youth: Youth) -> list[UUID]:
    """Those chosen so far, and those found by the words in the field; nobody before one has asked.

    Returns those whose names are shown because they were chosen, which the log has not heard of yet.
    """
    chosen = sessions.visible_among(current_user(), form.chosen())
    people = {one.id: identity.read(one.id, one.sealed).full_name for one in chosen}
    if form.is_finding:
        query = str(form.find.data or "")
        found = caseload.read_list(current_user(), Wish(whose=Whose.MINE, show=Show.ALL, query=query))
        audit.record(AuditAct.SEARCH if query else AuditAct.LIST_READ, current_user(), youths=found.ids())
        people |= {one.line.id: one.identity.full_name for one in found.people}
    people.pop(youth.id, None)
    form.more.choices = [(str(one), name) for one, name in people.items()]
    return [one.id for one in chosen]


def _everybody(youth: Youth, form: SessionForm) -> list[Youth]:
    others = sessions.visible_among(current_user(), form.chosen())
    return [youth, *(one for one in others if one.id != youth.id)]
