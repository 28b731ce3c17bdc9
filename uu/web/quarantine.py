"""What phones sent and could not be carried out: read, applied as one's own act, given back or discarded."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from uu.domain import access, audit, operations, quarantine
from uu.domain.errors import InvalidError, NotVisibleError, RefusedError
from uu.domain.operations import Effect
from uu.domain.quarantine import Kept
from uu.vocabulary import AuditAct, Outcome, Permission
from uu.web import quarantine_words, stays
from uu.web.api import acts
from uu.web.api.acts import Asked
from uu.web.forms.fields import ActionForm
from uu.web.forms.quarantine import ReasonForm
from uu.web.guard import allow, current_user
from uu.web.language import _
from uu.web.pages import page

bp = Blueprint("quarantine", __name__, url_prefix="/quarantine")


@bp.get("")
@allow(Permission.QUARANTINE_MANAGE)
def index() -> ResponseReturnValue:
    found = quarantine.listed(current_user())
    named = {kept.youth for kept in found if kept.readable and kept.youth}
    audit.record(AuditAct.LIST_READ, current_user(), youths=named)
    return page("quarantine/index.html", found=found, name_of=quarantine_words.name_of)


@bp.get("/<uuid:operation_id>")
@allow(Permission.QUARANTINE_MANAGE)
def show(operation_id: UUID) -> ResponseReturnValue:
    return _shown(quarantine.visible(current_user(), operation_id))


@bp.post("/<uuid:operation_id>/apply")
@allow(Permission.QUARANTINE_MANAGE)
def apply(operation_id: UUID) -> ResponseReturnValue:
    """Carry it out as one's own act; what is in the way is said on the page."""
    user, kept = current_user(), quarantine.visible(current_user(), operation_id)
    if not ActionForm().is_pressed():
        return redirect(url_for("quarantine.show", operation_id=operation_id), 303)
    if not _may_apply(kept):
        raise RefusedError(quarantine.ONLY_COUNSELLORS)
    asked = Asked(user, kept.device, kept.id, kept.data or {}, kept.base_version)
    try:
        effect = quarantine.apply_as_me(user, kept.id, acts.doing(kept.kind, asked))
    except (InvalidError, NotVisibleError, RefusedError) as error:
        return _shown(kept, 422, complaints=quarantine_words.complaints(kept, error))
    return _applied(effect)


@bp.post("/<uuid:operation_id>/return")
@allow(Permission.QUARANTINE_MANAGE)
def give_back(operation_id: UUID) -> ResponseReturnValue:
    kept, form = quarantine.visible(current_user(), operation_id), ReasonForm("return")
    if form.validate_on_submit():
        try:
            quarantine.give_back(current_user(), kept.id, str(form.reason.data))
        except InvalidError as error:
            form.show_error(error)
        else:
            flash(_("It is given back. The sender's phone tells it with your reason."), "success")
            return redirect(url_for("quarantine.index"), 303)
    return _shown(kept, 422, give_back=form)


@bp.post("/<uuid:operation_id>/discard")
@allow(Permission.QUARANTINE_MANAGE)
def discard(operation_id: UUID) -> ResponseReturnValue:
    kept, form = quarantine.visible(current_user(), operation_id), ReasonForm("discard")
    if form.validate_on_submit():
        try:
            quarantine.discard(current_user(), kept.id, str(form.reason.data))
        except InvalidError as error:
            form.show_error(error)
        else:
            flash(_("It is discarded. Your reason is kept."), "success")
            return redirect(url_for("quarantine.index"), 303)
    return _shown(kept, 422, discard=form)


def _may_apply(kept: Kept) -> bool:
    return kept.readable and access.may(current_user(), operations.permission_of(kept.kind))


def _shown(kept: Kept, status: int = 200, **more: Any) -> ResponseReturnValue:
    """The page; reading what somebody wrote about a young person is logged."""
    if kept.readable:
        youths = quarantine_words.named(current_user(), kept)
        audit.record(AuditAct.YOUTH_READ, current_user(), youths=youths, about=("operation", kept.id))
    values: dict[str, Any] = {
        "kept": kept,
        "name": quarantine_words.name_of(kept),
        "facts": quarantine_words.facts(current_user(), kept) if kept.readable else [],
        "happens": quarantine_words.happens(kept),
        "may_apply": _may_apply(kept),
        "complaints": [],
        "action": ActionForm(formdata=None),
        "give_back": ReasonForm("return", empty=True),
        "discard": ReasonForm("discard", empty=True),
    }
    return page("quarantine/show.html", status, **values | more)


def _applied(effect: Effect) -> ResponseReturnValue:
    if effect.outcome == Outcome.CONFLICT:
        flash(_("A colleague has changed the same in the meantime. Choose on the card which one is right."), "warning")
    else:
        flash(_("It is carried out in your name."), "success")
    return redirect(stays.card_or_list(effect.youth) if effect.youth else url_for("quarantine.index"), 303)
