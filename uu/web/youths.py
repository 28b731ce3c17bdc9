"""Registering a young person, writing on the card, handing over, and the whole CPR number."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from uu import clock
from uu.domain import access, admission, audit, cards, duplicates, youths
from uu.domain.duplicates import Likely
from uu.domain.errors import InvalidError, StaleError
from uu.domain.revisions import Choice, Clash
from uu.domain.youths import NewYouth
from uu.models.staff import StaffUser
from uu.models.youths import Youth
from uu.privacy import phones
from uu.privacy.cpr import Cpr
from uu.vocabulary import AuditAct, ContactOrigin, Permission, Told
from uu.web import stays
from uu.web.forms.fields import ActionForm, is_version
from uu.web.forms.statuses import asking
from uu.web.forms.youths import EditForm, HandOverForm, RegisterForm, RevealForm, choosing, written
from uu.web.guard import allow, current_user
from uu.web.language import _, format_date, format_time, word
from uu.web.pages import page

bp = Blueprint("youths", __name__)


@bp.route("/youths/new", methods=["GET", "POST"])
@allow(Permission.YOUTH_REGISTER)
def new() -> ResponseReturnValue:
    form = RegisterForm()
    form.offer(current_user())
    # Coming back from the warning about duplicates, nothing is to be saved or judged yet.
    if "change" not in request.form and form.validate_on_submit():
        try:
            return _register(form)
        except InvalidError as error:
            form.show_error(error)
    return page("youths/new.html", form=form, asking=asking())


@bp.route("/youths/<uuid:youth_id>/edit", methods=["GET", "POST"])
@allow(Permission.YOUTH_EDIT)
def edit(youth_id: UUID) -> ResponseReturnValue:
    youth = access.visible_youth(current_user(), youth_id)
    card = cards.of(youth)
    form = EditForm(youth, data=written(card, youth.version))
    if form.validate_on_submit() and not form.asks_again:
        try:
            return _edit(youth, form)
        except InvalidError as error:
            form.show_error(error)
        except StaleError as error:
            return _ask_which(youth, error.clashes)
    return page(
        "youths/edit.html",
        422 if form.asks_again else 200,
        form=form,
        youth=youth,
        who=stays.shown(youth),
        action=ActionForm(formdata=None),
        asks_contacts=cards.contacts_to_confirm(youth, card.identity),
    )


@bp.post("/youths/<uuid:youth_id>/contacts/confirmation")
@allow(Permission.YOUTH_EDIT)
def confirm_contacts(youth_id: UUID) -> ResponseReturnValue:
    youths.confirm_contacts(current_user(), access.visible_youth(current_user(), youth_id))
    flash(_("It is noted that the contacts still hold."), "success")
    return redirect(url_for("caseload.show", youth_id=youth_id), 303)


@bp.route("/youths/<uuid:youth_id>/handover", methods=["GET", "POST"])
@allow(Permission.YOUTH_EDIT)
def hand_over(youth_id: UUID) -> ResponseReturnValue:
    youth = access.visible_youth(current_user(), youth_id)
    form, takers = HandOverForm(), youths.takers(youth)
    form.offer(takers)
    if form.validate_on_submit():
        taker = next(user for user in takers if str(user.id) == form.to.data)
        youths.hand_over(current_user(), youth, taker)
        flash(_("The young person has a new counsellor."), "success")
        return redirect(stays.card_or_list(youth_id), 303)
    return page("youths/hand_over.html", form=form, youth=youth, who=stays.shown(youth))


@bp.route("/youths/<uuid:youth_id>/cpr", methods=["GET", "POST"])
@allow(Permission.YOUTH_REVEAL_CPR)
def reveal_cpr(youth_id: UUID) -> ResponseReturnValue:
    """The number stands on the answer to this one post and nowhere else."""
    youth = access.visible_youth(current_user(), youth_id)
    form, number = RevealForm(), ""
    if form.validate_on_submit():
        try:
            number = youths.reveal_cpr(current_user(), youth, form.purpose.data)
        except InvalidError as error:
            form.show_error(error)
    return page("youths/reveal_cpr.html", form=form, youth=youth, number=number,
                who=stays.shown(youth))  # fmt: skip


def _register(form: RegisterForm) -> ResponseReturnValue:
    user, person = current_user(), form.new_youth()
    if "anyway" not in request.form:
        likely = _likely(user, person)
        if likely.seen or likely.elsewhere:
            return _warn(user, likely)
    youth = youths.register_youth(user, person)
    _hint(admission.cpr_hints(admission.tidied(person.identity), person.birth_on))
    flash(_("The young person is registered."), "success")
    return redirect(url_for("caseload.show", youth_id=youth.id), 303)


def _likely(user: StaffUser, person: NewYouth) -> Likely:
    """Judged as it would be stored, so that what cannot be registered is said first."""
    born = admission.birth_date(person.birth_on, person.said_age, clock.today())
    who, estimated = admission.tidied(person.identity), person.birth_on is None
    return duplicates.likely_duplicates(user, who, born, estimated=estimated, but=person.id)


def _warn(user: StaffUser, likely: Likely) -> ResponseReturnValue:
    audit.record(AuditAct.SEARCH, user, youths=[one.youth for one in likely.seen], detail="duplicates")
    return page("youths/duplicates.html", likely=likely, typed=_typed(), action=ActionForm(formdata=None))


def _edit(youth: Youth, form: EditForm) -> ResponseReturnValue:
    card = form.card(cards.of(youth))
    youths.edit_youth(current_user(), youth, card, form.version.number, _choice())
    _hint(admission.cpr_hints(admission.tidied(card.identity), card.birth_on))
    flash(_("The card is saved."), "success")
    return redirect(url_for("caseload.show", youth_id=youth.id), 303)


def _choice() -> Choice | None:
    version = request.form.get("seen_version", "")
    kept = {name.removeprefix("keep_"): value for name, value in request.form.items() if name.startswith("keep_")}
    return Choice(int(version), kept) if is_version(version) else None


def _ask_which(youth: Youth, clashes: Mapping[str, Clash]) -> ResponseReturnValue:
    labels = EditForm(youth, formdata=None)
    form = choosing(
        {
            name: (labels["informed" if name == "told" else name].label.text, *_both(name, clash))
            for name, clash in clashes.items()
        }
    )
    asked = {"seen_version", *(field.name for field in form)}
    typed = [pair for pair in _typed() if pair[0] not in asked]
    who = stays.shown(youth)
    return page("youths/clash.html", 409, form=form, youth=youth, who=who, clashes=clashes, typed=typed)


def _both(name: str, clash: Clash) -> tuple[str, str]:
    """Their value and mine, each with whose it is and since when."""
    when = f"{format_date(clock.local(clash.at).date(), 'medium')} {format_time(clash.at)}"
    theirs = _("%(value)s (%(who)s, %(when)s)", value=in_words(name, clash.theirs), who=clash.by, when=when)
    return theirs, _("%(value)s (you, now)", value=in_words(name, clash.mine))


def in_words(name: str, value: str) -> str:
    """A value of the card or of a follow-up, by its field's name, as one reads it."""
    if not value:
        return _("(empty)")
    ways: dict[str, Any] = {
        "birth_on": lambda text: format_date(date.fromisoformat(text)),
        "due_on": lambda text: format_date(date.fromisoformat(text)),
        "phone": phones.display,
        "cpr": lambda text: Cpr(text).masked,
        "origin": lambda text: word(ContactOrigin(text)),
        "told": lambda text: word(Told(text)),
        "informed": lambda text: word(Told(text)),
    }
    return str(ways.get(name, str)(value))


def _typed() -> list[tuple[str, str]]:
    """What was sent, to be sent once more."""
    return [pair for pair in request.form.items(multi=True) if pair[0] not in {"csrf_token", "change"}]


def _hint(hints: list[str]) -> None:
    for hint in hints:
        flash(_(hint), "warning")
