"""A leader states a reason, finds exactly one person, and opens the card for a short time."""

from uuid import UUID

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from uu.domain import grants, policies
from uu.domain.errors import InvalidError
from uu.domain.grants import Found
from uu.vocabulary import Permission
from uu.web.forms.grants import OpenForm, SearchForm
from uu.web.guard import allow, current_user
from uu.web.language import _
from uu.web.pages import page

bp = Blueprint("grants", __name__)


@bp.route("/openings/new", methods=["GET", "POST"])
@allow(Permission.GRANT_REQUEST)
def new() -> ResponseReturnValue:
    """The search is a post: neither the words nor the reason belong in an address."""
    form = SearchForm()
    minutes = policies.value("grant_minutes")
    if form.validate_on_submit():
        try:
            found = grants.find_exactly(current_user(), *form.why(), form.query.data or "")
        except InvalidError as error:
            form.show_error(error)
        else:
            return page("grants/found.html", found=[(one, _form_for(form, one)) for one in found], minutes=minutes)
    return page("grants/new.html", form=form, minutes=minutes)


@bp.post("/openings")
@allow(Permission.GRANT_REQUEST)
def create() -> ResponseReturnValue:
    form = OpenForm()
    if form.validate_on_submit():
        youth = UUID(form.youth.data)
        try:
            grants.request_grant(current_user(), form.id.uuid, youth, *form.why())
        except InvalidError as error:
            form.show_error(error)
        else:
            flash(_("The card is open for you. The opening is logged."), "success")
            return redirect(url_for("caseload.show", youth_id=youth), 303)
    again = SearchForm(formdata=None)
    again.form_errors.append(_("Search again: the card was not opened."))
    return page("grants/new.html", form=again, minutes=policies.value("grant_minutes"))


def _form_for(form: SearchForm, one: Found) -> OpenForm:
    reason, text = form.why()
    return OpenForm(formdata=None, youth=str(one.youth), reason=reason.value, text=text)
