"""People who may be registered twice: somebody who sees both records says whether they are one."""

from uuid import UUID

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from uu.domain import audit, caseload_card, proposals
from uu.domain.caseload_card import OpenCard
from uu.domain.errors import InvalidError
from uu.domain.proposals import Settled
from uu.models.youths import Youth
from uu.vocabulary import AuditAct, DuplicateVerdict, Permission
from uu.web.forms.fields import ActionForm
from uu.web.forms.proposals import VerdictForm
from uu.web.guard import allow, current_user
from uu.web.language import _, format_date, format_moment
from uu.web.pages import page

bp = Blueprint("proposals", __name__)


@bp.route("/proposals/<uuid:proposal_id>", methods=["GET", "POST"])
@allow(Permission.YOUTH_EDIT)
def show(proposal_id: UUID) -> ResponseReturnValue:
    """Both records side by side, and what becomes of them."""
    both, earlier = proposals.visible_pair(current_user(), proposal_id)
    if earlier is not None:
        return _settled_before(both, earlier)
    cards = [caseload_card.read_card(current_user(), youth.id) for youth in both]
    form = VerdictForm()
    form.offer((card.youth.id, _called(card)) for card in cards)
    if form.validate_on_submit():
        keep = form.keep()
        verdict = DuplicateVerdict.SAME if keep else DuplicateVerdict.DIFFERENT
        try:
            earlier = proposals.settle(current_user(), proposal_id, verdict, keep)
        except InvalidError as error:
            form.show_error(error)
        else:
            return _settled_before(both, earlier) if earlier else _done(both, keep)
    audit.record(AuditAct.YOUTH_READ, current_user(), youths=[youth.id for youth in both])
    return page("proposals/show.html", form=form, cards=cards, called=_called)


@bp.post("/proposals/<uuid:proposal_id>/different")
@allow(Permission.YOUTH_EDIT)
def different(proposal_id: UUID) -> ResponseReturnValue:
    """Two different young people: one tap on the card."""
    both, _earlier = proposals.visible_pair(current_user(), proposal_id)
    if not ActionForm().is_pressed():
        return redirect(url_for("caseload.show", youth_id=both[0].id), 303)
    earlier = proposals.settle(current_user(), proposal_id, DuplicateVerdict.DIFFERENT)
    return _settled_before(both, earlier) if earlier else _done(both, None)


def _called(card: OpenCard) -> str:
    """Told apart by the day and who wrote it: the names may be the same."""
    day = format_date(card.youth.registered_on)
    return _("%(name)s, registered %(day)s by %(who)s", name=card.who.full_name, day=day, who=card.registered_by)


def _settled_before(both: list[Youth], earlier: Settled) -> ResponseReturnValue:
    """A colleague was first: what they said, and what to do when it is wrong."""
    told = {"who": earlier.by, "when": format_moment(earlier.at)}
    if earlier.verdict == DuplicateVerdict.SAME:
        text = _(
            "%(who)s settled on %(when)s that they are the same young person. That holds, and one of the registrations "
            "is closed. If they are two, open the closed one and change its status.",
            **told,
        )
    else:
        text = _(
            "%(who)s settled on %(when)s that they are two different young people. That holds, and both go on. If they "
            "are the same, change the status of one of them to “Registered in error”.",
            **told,
        )
    flash(text, "warning")
    return redirect(url_for("caseload.show", youth_id=both[0].id), 303)


def _done(both: list[Youth], keep: UUID | None) -> ResponseReturnValue:
    if keep is None:
        flash(_("It is noted that they are two different young people."), "success")
    else:
        flash(_("The other registration is closed. What was written there can still be read."), "success")
    return redirect(url_for("caseload.show", youth_id=keep or both[0].id), 303)
