"""The people and the money of the effort, as leaders enter them, and how far they go. No name is read for it."""

from uuid import UUID

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from uu.domain import audit, resources
from uu.domain.errors import InvalidError, StaleError
from uu.domain.resources import Load
from uu.output.tables import Sheet
from uu.vocabulary import AuditAct, Permission
from uu.web import downloads, place_links, resources_words
from uu.web.forms.activity import Choice, choice
from uu.web.forms.fields import ActionForm
from uu.web.forms.resources import NewResourceForm, resource_form
from uu.web.guard import allow, current_user
from uu.web.language import _
from uu.web.overview_table import KINDS, name_of
from uu.web.pages import page

bp = Blueprint("resources", __name__)


@bp.get("/resources")
@allow(Permission.OVERVIEW_READ)
def index() -> ResponseReturnValue:
    chosen = choice(request.args)
    read = _read(chosen)
    audit.record(AuditAct.OVERVIEW_READ, current_user(), about=_about(read), detail="resources")
    return page(
        "resources/index.html",
        read=read,
        chosen=chosen,
        wrong=_(chosen.wrong) if chosen.wrong else "",
        words=resources_words,
        payers=resources_words.by_financier(read.figures),
        kind=_(KINDS[read.by]) if read.by else "",
        rows=[
            (name_of(line.place), place_links.to_place("resources", line.place, chosen), line.figures)
            for line in read.lines
        ],
        **place_links.links("resources", read, chosen),
    )


@bp.get("/resources.csv")
@allow(Permission.OVERVIEW_READ)
def as_csv() -> ResponseReturnValue:
    return downloads.as_csv(_exported("csv"), "resources")


@bp.get("/resources.xlsx")
@allow(Permission.OVERVIEW_READ)
def as_xlsx() -> ResponseReturnValue:
    return downloads.as_xlsx((_exported("xlsx"),), "resources")


@bp.route("/resources/new", methods=["GET", "POST"])
@allow(Permission.RESOURCE_EDIT)
def new() -> ResponseReturnValue:
    form = NewResourceForm()
    if form.validate_on_submit():
        try:
            resources.enter(current_user(), form.id.uuid, form.given())
        except InvalidError as error:
            form.show_error(error)
        else:
            flash(_("The resource is saved."), "success")
            return redirect(url_for("resources.index"), 303)
    return page("resources/edit.html", form=form, title=_("Enter a resource"), found=None, action=ActionForm())


@bp.route("/resources/<uuid:resource_id>", methods=["GET", "POST"])
@allow(Permission.RESOURCE_EDIT)
def edit(resource_id: UUID) -> ResponseReturnValue:
    found, status = resources.entered(resource_id), 200
    form = resource_form(found)
    if form.validate_on_submit():
        try:
            resources.change(current_user(), resource_id, form.version.number, form.given())
        except InvalidError as error:
            form.show_error(error)
        except StaleError as error:
            form.form_errors.append(_(error.message))
            form.version.process(None, str(found.version))
            status = 409
        else:
            flash(_("The resource is saved."), "success")
            return redirect(url_for("resources.index"), 303)
    title = _("Change a resource")
    return page("resources/edit.html", status, form=form, title=title, found=found, action=ActionForm(formdata=None))


@bp.post("/resources/<uuid:resource_id>/removed")
@allow(Permission.RESOURCE_EDIT)
def remove(resource_id: UUID) -> ResponseReturnValue:
    if ActionForm().is_pressed():
        resources.remove(current_user(), resource_id)
        flash(_("The resource is removed."), "success")
    return redirect(url_for("resources.index"), 303)


def _read(chosen: Choice) -> Load:
    return resources.load(chosen.level, chosen.id, chosen.period, chosen.by)


def _about(read: Load) -> tuple[str, str]:
    return read.place.level, read.place.id


def _exported(kind: str) -> Sheet:
    read = _read(choice(request.args))
    audit.record(AuditAct.EXPORTED, current_user(), about=_about(read), detail=f"resources {kind}")
    return resources_words.sheet(read)
