"""Published figures to compare with: what is kept, and importing more after a look at what it would change."""

from uuid import UUID

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from uu.domain import figures
from uu.domain.errors import InvalidError
from uu.domain.figures_file import read
from uu.vocabulary import N_, Permission
from uu.web import figures_table
from uu.web.forms.fields import ActionForm
from uu.web.forms.figures import FileForm
from uu.web.guard import allow, current_user
from uu.web.language import _
from uu.web.pages import page

bp = Blueprint("figures", __name__)
KINDS = {"new": N_("new"), "replaced": N_("replaces what is there"), "same": N_("unchanged")}


@bp.get("/figures")
@allow(Permission.FIGURE_IMPORT)
def index() -> ResponseReturnValue:
    return page("figures/index.html", rows=figures_table.rows(figures.everything()), action=ActionForm())


@bp.route("/figures/new", methods=["GET", "POST"])
@allow(Permission.FIGURE_IMPORT)
def new() -> ResponseReturnValue:
    form = FileForm()
    if not form.validate_on_submit() or (text := form.given()) is None:
        return page("figures/new.html", form=form)
    file = read(text, figures.known_places())
    form.show_lines(file.faults)
    if form.errors:
        return page("figures/new.html", form=form)
    if form.text.data:
        return _keep(form, text)
    form.text.data = text
    found, known = figures.changes(file), figures_table.names()
    changes = [(_(KINDS[each.kind]), figures_table.row(each.series, known)) for each in found]
    is_known = all(each.kind == "same" for each in found)
    return page("figures/preview.html", form=form, changes=changes, is_known=is_known)


@bp.post("/figures/<uuid:series_id>/removed")
@allow(Permission.FIGURE_IMPORT)
def remove(series_id: UUID) -> ResponseReturnValue:
    if ActionForm().is_pressed():
        name = figures.remove(current_user(), series_id)
        flash(_("“%(name)s” is removed.", name=name), "success")
    return redirect(url_for("figures.index"), 303)


def _keep(form: FileForm, text: str) -> ResponseReturnValue:
    try:
        figures.import_file(current_user(), read(text, figures.known_places()))
    except InvalidError as error:
        form.show_error(error)
        return page("figures/new.html", form=form)
    flash(_("The published figures are saved."), "success")
    return redirect(url_for("figures.index"), 303)
