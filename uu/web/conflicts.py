"""What two people wrote at once: a counsellor looks at both and chooses."""

from uuid import UUID

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from uu.domain import access, conflicts, followups
from uu.domain.conflicts import FOLLOWUP, OpenConflict
from uu.domain.errors import InvalidError, RefusedError
from uu.models.staff import StaffUser
from uu.models.youths import Youth
from uu.vocabulary import Outcome, Permission
from uu.web import stays
from uu.web.forms.conflicts import ChoosingForm, choosing
from uu.web.forms.youths import EditForm
from uu.web.guard import SAFE, allow, current_user
from uu.web.language import _, format_moment
from uu.web.pages import page
from uu.web.youths import in_words

bp = Blueprint("conflicts", __name__)


@bp.route("/conflicts/<uuid:conflict_id>", methods=["GET", "POST"])
@allow(Permission.YOUTH_EDIT)
def show(conflict_id: UUID) -> ResponseReturnValue:
    conflict = conflicts.visible_conflict(current_user(), conflict_id)
    card = url_for("caseload.show", youth_id=conflict.youth)
    if not conflict.fields:
        flash(_("Somebody has chosen already. Change the card if it is wrong."), "info")
        return redirect(card, 303)
    form = _form(conflict, empty=request.method in SAFE)
    if form.validate_on_submit():
        try:
            effect = conflicts.resolve(current_user(), conflict_id, form.chosen(), form.shown())
        except (InvalidError, RefusedError) as error:
            form.show_error(InvalidError("", error.message, **error.params))
        else:
            return _done(conflict, effect.outcome)
    youth = access.visible_youth(current_user(), conflict.youth)
    return page(
        "conflicts/show.html", form=form, conflict=conflict, about=about(current_user(), conflict),
        who=stays.shown(youth),
    )  # fmt: skip


def of_card(user: StaffUser, youth: UUID) -> list[tuple[OpenConflict, ChoosingForm, str]]:
    """What is to be chosen about a young person: each with its form, and the follow-up it is about."""
    found = conflicts.open_of([youth]).get(youth, [])
    return [(one, _form(one, empty=True), about(user, one)) for one in found]


def about(user: StaffUser, conflict: OpenConflict) -> str:
    """What the follow-up is called; empty for the card."""
    if conflict.subject != FOLLOWUP:
        return ""
    return followups.text_of(followups.visible_followup(user, conflict.subject_id))


def label(name: str) -> str:
    """What the field is called where it is written."""
    return _("Deadline") if name == conflicts.DUE else str(EditForm(Youth(), formdata=None)[name].label.text)


def _form(conflict: OpenConflict, *, empty: bool) -> ChoosingForm:
    options = {}
    for name, clash in conflict.fields.items():
        theirs = _by(in_words(name, clash.theirs), clash.by, format_moment(clash.at))
        mine = _by(in_words(name, clash.mine), conflict.made_by, format_moment(conflict.made_at))
        options[name] = (label(name), theirs, mine)
    return choosing(conflict.id, options, conflict.fields, empty=empty)


def _by(value: str, who: str, when: str) -> str:
    return _("%(value)s (%(who)s, %(when)s)", value=value, who=who, when=when)


def _done(conflict: OpenConflict, outcome: Outcome) -> ResponseReturnValue:
    if outcome == Outcome.CONFLICT:
        text = _("A colleague has changed it once more. Nothing is saved yet: look at both again and choose.")
        flash(text, "warning")
        return redirect(url_for("conflicts.show", conflict_id=conflict.id), 303)
    flash(_("Your choice is saved."), "success")
    return redirect(url_for("caseload.show", youth_id=conflict.youth), 303)
