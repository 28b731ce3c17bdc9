"""The settings an administrator may change while the service runs."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from uu.domain import policies
from uu.domain.errors import InvalidError
from uu.vocabulary import Permission
from uu.web.forms.settings import settings_form
from uu.web.guard import allow, current_user
from uu.web.language import _
from uu.web.pages import page

bp = Blueprint("settings", __name__)


@bp.route("/settings", methods=["GET", "POST"])
@allow(Permission.SETTING_MANAGE)
def index() -> ResponseReturnValue:
    form = settings_form(policies.values())
    if form.validate_on_submit():
        try:
            policies.change_policies(current_user(), {name: form[name].data for name in policies.RULES})
        except InvalidError as error:
            form.show_error(error)
        else:
            flash(_("The settings are saved."), "success")
            return redirect(url_for("settings.index"), 303)
    return page("settings/index.html", form=form, rules=policies.RULES.values())
