"""One's own account: language, password, second factor, and where one is signed in."""

from uuid import UUID

from flask import Blueprint, flash, g, make_response, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from uu.domain import access, devices, second_factor, signin
from uu.domain.errors import InvalidError
from uu.vocabulary import Permission
from uu.web.forms.account import LanguageForm, PasswordForm, SecondFactorForm
from uu.web.forms.fields import ActionForm
from uu.web.guard import allow, current_user
from uu.web.language import _, language
from uu.web.pages import page
from uu.web.signin import begin

bp = Blueprint("account", __name__, url_prefix="/account")

_SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Macintosh", "Mac"),
    ("CrOS", "Chromebook"), ("Linux", "Linux"),
)  # fmt: skip
_BROWSERS = (("Edg", "Edge"), ("SamsungBrowser", "Samsung Internet"), ("OPR", "Opera"), ("Firefox", "Firefox"),
             ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"))  # fmt: skip


@bp.get("")
@allow(Permission.OWN_ACCOUNT)
def index() -> ResponseReturnValue:
    return _shown(LanguageForm(language=current_user().language or language()))


@bp.post("/language")
@allow(Permission.OWN_ACCOUNT)
def language_choice() -> ResponseReturnValue:
    form = LanguageForm()
    if not form.validate_on_submit():
        return _shown(form)
    signin.change_language(current_user(), form.language.data)
    g.language = form.language.data
    flash(_("Your language is saved."), "success")
    answer = make_response(redirect(url_for("account.index"), 303))
    # What was chosen at the foot of a page in this browser gives way.
    answer.delete_cookie("language")
    return answer


@bp.route("/password", methods=["GET", "POST"])
@allow(Permission.OWN_ACCOUNT)
def password() -> ResponseReturnValue:
    form = PasswordForm()
    if form.validate_on_submit():
        try:
            passwords = form.present.data or "", form.new.data or ""
            signin.change_password(current_user(), *passwords, session["token"], request.remote_addr or "")
        except InvalidError as error:
            form.show_error(error)
        else:
            flash(_("Your new password is saved. All other devices are signed out."), "success")
            return redirect(url_for("account.index"), 303)
    return page("account/password.html", form=form)


@bp.route("/second-factor", methods=["GET", "POST"])
@allow(Permission.OWN_ACCOUNT)
def new_factor() -> ResponseReturnValue:
    """A new second factor takes the place of the old; every device, this one too, gets a new sign-in."""
    form, user = SecondFactorForm(), current_user()
    offer = second_factor.offered(user, form.offer.data or "")
    form.offer.data = offer.sealed
    if form.validate_on_submit():
        try:
            signin.confirm_password(user, form.present.data or "", request.remote_addr or "")
            second_factor.accept(user, offer, form.code.data or "")
        except InvalidError as error:
            form.show_error(error)
        else:
            signin.end_all_sessions(user, user)
            answer = begin(user, url_for("account.index"))
            flash(_("The second step is set up. All other devices are signed out."), "success")
            return answer
    return page("account/new_factor.html", form=form, offer=offer)


@bp.post("/sign-ins/<uuid:sign_in>/end")
@allow(Permission.OWN_ACCOUNT)
def end(sign_in: UUID) -> ResponseReturnValue:
    signin.revoke(current_user(), sign_in)
    flash(_("The device is signed out."), "success")
    return redirect(url_for("account.index"), 303)


@bp.post("/sign-ins/end-others")
@allow(Permission.OWN_ACCOUNT)
def end_others() -> ResponseReturnValue:
    signin.end_other_sessions(current_user(), session["token"])
    flash(_("All other devices are signed out."), "success")
    return redirect(url_for("account.index"), 303)


def device(agent: str) -> str:
    """What somebody calls the device: "Chrome on Android"."""
    system = next((name for mark, name in _SYSTEMS if mark in agent), "")
    browser = next((name for mark, name in _BROWSERS if mark in agent), "")
    if system and browser:
        return _("%(browser)s on %(system)s", browser=browser, system=system)
    return system or browser or _("Unknown device")


def _shown(form: LanguageForm) -> ResponseReturnValue:
    user = current_user()
    sign_ins = [
        {
            "id": one.id,
            "device": device(one.agent),
            "address": one.address,
            "seen": one.last_seen_at,
            "here": signin.is_here(one, session["token"]),
        }
        for one in signin.sessions_of(user)
    ]
    return page(
        "account/index.html",
        form=form,
        user=user,
        sign_ins=sign_ins,
        action=ActionForm(),
        may_field=access.may(user, Permission.FIELD_USE),
        may_token=access.may_hold_tokens(user) or bool(devices.of_user(user)),
        may_decide=access.may(user, Permission.QUARANTINE_MANAGE),
    )
