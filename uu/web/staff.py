"""The users: invited, changed, locked and handed over by an administrator."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, current_app, flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from uu.domain import access, areas, devices, invitations, staff, youths
from uu.domain.errors import InvalidError, StaleError
from uu.domain.staff import Listed, StaffState
from uu.models.staff import StaffUser
from uu.privacy.names import sort_key
from uu.vocabulary import Permission, Role
from uu.web.devices import standing
from uu.web.forms.fields import ActionForm
from uu.web.forms.staff import HandOverForm, InviteForm, StaffForm
from uu.web.guard import allow, current_user
from uu.web.language import _, gettext, ngettext, word
from uu.web.pages import page

bp = Blueprint("staff", __name__, url_prefix="/staff")

_NEVER = datetime(1, 1, 1, tzinfo=UTC)
_SORTED_BY: dict[str, Callable[[Listed], Any]] = {
    "name": lambda listed: sort_key(listed.user.name),
    "role": lambda listed: (list(Role).index(listed.user.role), sort_key(listed.user.name)),
    "seen": lambda listed: listed.seen or _NEVER,
}


@bp.get("")
@allow(Permission.STAFF_MANAGE)
def index() -> ResponseReturnValue:
    everybody = staff.everybody()
    kept = {name: request.args.get(name, "") for name in ("q", "role", "state", "sort")}
    sort = kept["sort"].lstrip("-") if kept["sort"].lstrip("-") in _SORTED_BY else "name"
    shown = sorted(filter(lambda listed: _fits(listed, kept), everybody), key=_SORTED_BY[sort])
    if kept["sort"].startswith("-"):
        shown.reverse()
    return page(
        "staff/index.html", shown=shown, everybody=everybody, kept=kept, sort=sort, states=StaffState, roles=Role
    )


@bp.route("/new", methods=["GET", "POST"])
@allow(Permission.STAFF_MANAGE)
def new() -> ResponseReturnValue:
    form = InviteForm()
    if form.validate_on_submit():
        try:
            user, token = staff.invite(current_user(), form.id.uuid, form.username.data or "", form.card())
        except InvalidError as error:
            form.show_error(error)
        else:
            return _with_link(user, token)
    return page("staff/new.html", form=form)


@bp.get("/<uuid:user_id>")
@allow(Permission.STAFF_MANAGE)
def show(user_id: UUID) -> ResponseReturnValue:
    """The user; a link made a moment ago is shown this once."""
    user = staff.find(user_id)
    made: dict[str, str] = session.pop("invitation", {})
    path = url_for("signin.invitation", token=made["token"]) if made.get("user") == str(user_id) else ""
    return page(
        "staff/show.html",
        user=user,
        # The address people use: the one asked for may be that of the machine behind the proxy, or made up.
        link=current_app.config["BASE_URL"] + path if path else "",
        places=_places(user),
        young_people=staff.young_people_of(user),
        has_more=any(staff.also_held_by(user)),
        phones=devices.of_user(user),
        standing=standing,
        action=ActionForm(),
    )


@bp.route("/<uuid:user_id>/edit", methods=["GET", "POST"])
@allow(Permission.STAFF_MANAGE)
def edit(user_id: UUID) -> ResponseReturnValue:
    user, form, clashes = staff.find(user_id), StaffForm(), {}
    if form.validate_on_submit():
        try:
            staff.edit_staff(current_user(), user, form.card(), form.version.number)
        except InvalidError as error:
            form.show_error(error)
        except StaleError as error:
            clashes = _explained(form, user, error)
        else:
            flash(_("The changes are saved."), "success")
            return redirect(url_for("staff.show", user_id=user_id), 303)
    if request.method == "GET":
        form.fill(staff.card_of(user))
        form.version.data = str(user.version)
    return page("staff/edit.html", 409 if clashes else 200, form=form, user=user, clashes=clashes)


@bp.post("/<uuid:user_id>/lock")
@allow(Permission.STAFF_MANAGE)
def lock(user_id: UUID) -> ResponseReturnValue:
    user = staff.find(user_id)
    try:
        staff.lock(current_user(), user)
    except InvalidError as error:
        flash(gettext(error.message, **error.params), "error")
        return redirect(url_for("staff.show", user_id=user_id), 303)
    waiting = staff.young_people_of(user)
    text = ngettext(
        "%(n)d young person needs another counsellor.", "%(n)d young people need another counsellor.", waiting
    )
    done = _("The user is locked and signed out.")
    flash(f"{done} {text}" if waiting else done, "success")
    return redirect(url_for("staff.hand_over" if waiting else "staff.show", user_id=user_id), 303)


@bp.post("/<uuid:user_id>/unlock")
@allow(Permission.STAFF_MANAGE)
def unlock(user_id: UUID) -> ResponseReturnValue:
    staff.unlock(current_user(), staff.find(user_id))
    flash(_("The user may sign in again."), "success")
    return redirect(url_for("staff.show", user_id=user_id), 303)


@bp.post("/<uuid:user_id>/invitation")
@allow(Permission.STAFF_MANAGE)
def invitation(user_id: UUID) -> ResponseReturnValue:
    user = staff.find(user_id)
    return _with_link(user, invitations.issue(current_user(), user))


@bp.post("/<uuid:user_id>/second-factor-reset")
@allow(Permission.STAFF_MANAGE)
def reset_second_factor(user_id: UUID) -> ResponseReturnValue:
    staff.reset_second_factor(current_user(), staff.find(user_id))
    flash(_("The second step is reset. The user sets it up anew at the next sign-in."), "success")
    return redirect(url_for("staff.show", user_id=user_id), 303)


@bp.get("/hand-over")
@allow(Permission.HANDOVER_MANAGE)
def caseloads() -> ResponseReturnValue:
    """Where a leader begins, who does not manage users."""
    return page("staff/caseloads.html", caseloads=staff.caseloads())


@bp.route("/<uuid:user_id>/hand-over", methods=["GET", "POST"])
@allow(Permission.HANDOVER_MANAGE)
def hand_over(user_id: UUID) -> ResponseReturnValue:
    """Give all young people of a counsellor to a colleague."""
    user, form = staff.find(user_id), HandOverForm()
    form.to.choices += [(str(taker.id), taker.name) for taker in staff.takers(user)]
    if form.validate_on_submit():
        try:
            given = youths.hand_over_all(current_user(), user, staff.find(UUID(form.to.data)))
        except InvalidError as error:
            form.show_error(error)
        else:
            text = ngettext("%(n)d young person is handed over.", "%(n)d young people are handed over.", given)
            flash(text if given else _("What was left is handed over."), "success")
            return redirect(url_for("staff.hand_over", user_id=user_id), 303)
    closed, steps = staff.also_held_by(user)
    return page(
        "staff/hand_over.html", form=form, user=user, young_people=staff.young_people_of(user), closed=closed,
        steps=steps,
    )  # fmt: skip


def _with_link(user: StaffUser, token: str) -> ResponseReturnValue:
    session["invitation"] = {"user": str(user.id), "token": token}
    return redirect(url_for("staff.show", user_id=user.id), 303)


def _fits(listed: Listed, kept: dict[str, str]) -> bool:
    user = listed.user
    looked_for = kept["q"].strip().casefold()
    return (
        kept["role"] in ("", user.role.value)
        and kept["state"] in ("", listed.state.value)
        and looked_for in f"{user.name} {user.username}".casefold()
    )


def _places(user: StaffUser) -> list[str]:
    """The names of the areas or plans the user is assigned to today."""
    return _named(access.area_ids(user) + access.plan_ids(user))


def _named(places: Iterable[UUID]) -> list[str]:
    names = {choice.id: choice.name for choice in areas.choices()} | dict(staff.plan_choices())
    return sorted((names[place] for place in places if place in names), key=sort_key)


def _explained(form: StaffForm, user: StaffUser, error: StaleError) -> dict[str, tuple[str, str]]:
    """Theirs and mine in words, by the field's label, and the form made ready to be saved on top of theirs."""
    form.version.data = str(staff.find(user.id).version)
    return {
        str(form[name].label.text): (_in_words(theirs), _in_words(mine))
        for name, (theirs, mine) in error.clashes.items()
    }


def _in_words(value: Any) -> str:
    if isinstance(value, frozenset):
        return ", ".join(_named(value)) or "–"
    return word(value) if isinstance(value, Role) else str(value)
