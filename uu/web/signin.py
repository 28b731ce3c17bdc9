"""In and out: password, second factor, invitation, and signing out."""

import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from flask import Blueprint, current_app, flash, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from uu import clock
from uu.domain import invitations, second_factor, signin, staff
from uu.domain.errors import InvalidError, NotVisibleError
from uu.models.staff import StaffUser
from uu.vocabulary import Permission
from uu.web.forms.fields import ActionForm
from uu.web.forms.signin import CodeForm, InvitationForm, NewFactorForm, SignInForm
from uu.web.guard import allow, current_user, public
from uu.web.language import _
from uu.web.pages import page

bp = Blueprint("signin", __name__)
_HALFWAY = timedelta(minutes=10)


@bp.route("/login", methods=["GET", "POST"])
@public
def login() -> ResponseReturnValue:
    if g.user:
        return redirect("/", 303)
    form = SignInForm()
    if form.validate_on_submit():
        user = _tried(form)
        if user is not None:
            return _go_on(user)
    return page("signin/login.html", form=form, accounts=staff.active() if current_app.config["DEMO"] else [])


@bp.route("/login/second-factor", methods=["GET", "POST"])
@public
def code() -> ResponseReturnValue:
    """Ask for a code, or, the first time, set the second factor up."""
    user = _halfway()
    if user is None:
        flash(_("Sign in again."), "info")
        return redirect(url_for("signin.login"), 303)
    return _set_up(user) if user.totp_sealed is None else _ask(user)


@bp.route("/logout", methods=["GET", "POST"])
@allow(Permission.OWN_ACCOUNT)
def logout() -> ResponseReturnValue:
    """Out, and with ``next`` in again at once: what must not be done at somebody else's open sign-in asks for that."""
    form, back = ActionForm(), own_path(request.args.get("next"))
    if form.validate_on_submit():
        signin.end_session(current_user(), session["token"])
        session.clear()
        if back != "/":
            flash(_("Sign in again."), "info")
            return redirect(url_for("signin.login", next=back), 303)
        flash(_("You are signed out."), "success")
        return redirect(url_for("signin.login"), 303)
    return page("signin/logout.html", form=form)


@bp.route("/invitations/<token>", methods=["GET", "POST"])
@public
def invitation(token: str) -> ResponseReturnValue:
    try:
        guest = invitations.guest(token)
        form = InvitationForm(username=guest.username)
        if form.validate_on_submit():
            invitations.accept(token, form.password.data or "")
            session.clear()
            flash(_("Your password is saved. Sign in with it."), "success")
            return redirect(url_for("signin.login"), 303)
    except InvalidError as error:
        form.show_error(error)
    except NotVisibleError:
        return page("signin/invitation_over.html", 404)
    return page("signin/invitation.html", form=form, guest=guest)


def begin(user: StaffUser, to: str = "/") -> ResponseReturnValue:
    """Sign in for good: nothing of the visit before stays, so no session can be slipped in from outside."""
    session.clear()
    session["token"] = signin.open_session(user, request.user_agent.string, request.remote_addr or "")
    return redirect(to, 303)


def own_path(address: str | None) -> str:
    """The address, if it is a path of our own; else the start page."""
    if not address or not address.startswith("/") or address.startswith(("//", "/log")) or "\\" in address:
        return "/"
    parts = urlsplit(address)
    return "/" if parts.scheme or parts.netloc or not address.isprintable() else address


def _tried(form: SignInForm) -> StaffUser | None:
    try:
        user = signin.try_password(form.username.data or "", form.password.data or "", request.remote_addr or "")
    except InvalidError as error:
        form.show_error(error)
        return None
    if user is None:
        form.form_errors.append(_("The username or the password is wrong. Try again."))
    return user


def _go_on(user: StaffUser) -> ResponseReturnValue:
    """To the second factor, or straight in where a demonstration needs none."""
    to = own_path(request.args.get("next"))
    if user.totp_sealed is None and current_app.config["DEMO"]:
        return begin(user, to)
    session.clear()
    session["halfway"] = {"user": str(user.id), "of": _mark(user), "at": clock.now().isoformat(), "next": to}
    return redirect(url_for("signin.code"), 303)


def _halfway() -> StaffUser | None:
    """Who has given the password a moment ago and may still sign in."""
    kept: dict[str, Any] | None = session.get("halfway")
    if kept is None or clock.now() - datetime.fromisoformat(kept["at"]) > _HALFWAY:
        return None
    user = staff.find(UUID(kept["user"]))
    return user if user.is_active and hmac.compare_digest(kept.get("of", ""), _mark(user)) else None


def _mark(user: StaffUser) -> str:
    """Tells one password of a user from the next: who gave the old one is halfway no more."""
    return hashlib.sha256((user.password_hash or "").encode()).hexdigest()


def _ask(user: StaffUser) -> ResponseReturnValue:
    form = CodeForm()
    if form.validate_on_submit():
        try:
            second_factor.check(user, form.code.data or "", request.remote_addr or "")
            return begin(user, session["halfway"]["next"])
        except InvalidError as error:
            form.show_error(error)
    return page("signin/code.html", form=form)


def _set_up(user: StaffUser) -> ResponseReturnValue:
    form = NewFactorForm()
    offer = second_factor.offered(user, form.offer.data or "")
    form.offer.data = offer.sealed
    if form.validate_on_submit():
        try:
            second_factor.accept(user, offer, form.code.data or "")
            return begin(user, session["halfway"]["next"])
        except InvalidError as error:
            form.show_error(error)
    return page("signin/new_factor.html", form=form, offer=offer)
