"""Housing areas, housing plans, and which area belongs to which plan from when."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from uu import clock
from uu.domain import areas, memberships
from uu.domain.errors import InvalidError, StaleError
from uu.models import HousingPlan
from uu.vocabulary import Permission
from uu.web.forms.areas import MoveForm, NewAreaForm, NewPlanForm, area_form, plan_form
from uu.web.forms.fields import ActionForm
from uu.web.guard import allow, current_user
from uu.web.language import _, format_date
from uu.web.pages import page

bp = Blueprint("areas", __name__)


@bp.get("/areas")
@allow(Permission.AREA_MANAGE)
def index() -> ResponseReturnValue:
    return page("areas/index.html", groups=memberships.by_plan(), today=clock.today())


@bp.route("/areas/new", methods=["GET", "POST"])
@allow(Permission.AREA_MANAGE)
def new() -> ResponseReturnValue:
    form = NewAreaForm()
    if form.validate_on_submit():
        try:
            area = areas.add_area(current_user(), form.id.uuid, form.given())
        except InvalidError as error:
            form.show_error(error)
        else:
            flash(_("The area is saved. Now choose its housing plan."), "success")
            return redirect(url_for("areas.move", area_id=area.id), 303)
    return page("areas/new.html", form=form, title=_("New area"))


@bp.route("/areas/<uuid:area_id>", methods=["GET", "POST"])
@allow(Permission.AREA_MANAGE)
def edit(area_id: UUID) -> ResponseReturnValue:
    area = areas.real_area(area_id)
    form, clashes = area_form(area), {}
    if form.validate_on_submit():
        try:
            areas.edit_area(current_user(), area_id, form.version.number, form.given())
        except InvalidError as error:
            form.show_error(error)
        except StaleError as error:
            clashes = _clashes(form, error, area.version)
        else:
            return _saved("areas.index")
    times = memberships.of_area(area_id)
    return page("areas/edit.html", **_answer(clashes), form=form, area=area, times=times, action=ActionForm())


@bp.route("/areas/<uuid:area_id>/plan", methods=["GET", "POST"])
@allow(Permission.AREA_MANAGE)
def move(area_id: UUID) -> ResponseReturnValue:
    area, plans = areas.real_area(area_id), [group.plan for group in memberships.by_plan() if group.plan]
    form = MoveForm(plans=plans, since=clock.today(), version=area.version)
    if form.validate_on_submit():
        try:
            memberships.move_area(current_user(), area_id, form.version.number, form.move())
        except InvalidError as error:
            form.show_error(error)
        except StaleError as error:
            form.form_errors.append(_(error.message))
            form.version.process(None, str(area.version))
            return page("areas/move.html", 409, form=form, area=area)
        else:
            return _saved("areas.edit", area_id=area_id)
    return page("areas/move.html", form=form, area=area)


@bp.post("/areas/<uuid:area_id>/plan/<uuid:membership_id>/confirmed")
@allow(Permission.AREA_MANAGE)
def confirm(area_id: UUID, membership_id: UUID) -> ResponseReturnValue:
    if ActionForm().is_pressed():
        memberships.confirm(current_user(), area_id, membership_id)
        flash(_("The membership is marked as confirmed."), "success")
    return redirect(url_for("areas.edit", area_id=area_id), 303)


@bp.route("/areas/plans/new", methods=["GET", "POST"])
@allow(Permission.AREA_MANAGE)
def new_plan() -> ResponseReturnValue:
    form = NewPlanForm()
    if form.validate_on_submit():
        try:
            areas.add_plan(current_user(), form.id.uuid, form.given())
        except InvalidError as error:
            form.show_error(error)
        else:
            return _saved("areas.index")
    return page("areas/plan.html", form=form, title=_("New housing plan"))


@bp.route("/areas/plans/<uuid:plan_id>", methods=["GET", "POST"])
@allow(Permission.AREA_MANAGE)
def edit_plan(plan_id: UUID) -> ResponseReturnValue:
    plan: HousingPlan = areas.plan(plan_id)
    form, clashes = plan_form(plan), {}
    if form.validate_on_submit():
        try:
            areas.edit_plan(current_user(), plan_id, form.version.number, form.given())
        except InvalidError as error:
            form.show_error(error)
        except StaleError as error:
            clashes = _clashes(form, error, plan.version)
        else:
            return _saved("areas.index")
    return page("areas/plan.html", **_answer(clashes), form=form, title=plan.name)


def _saved(endpoint: str, **values: Any) -> ResponseReturnValue:
    flash(_("The change is saved."), "success")
    return redirect(url_for(endpoint, **values), 303)


def _answer(clashes: dict[str, Any]) -> dict[str, Any]:
    return {"clashes": clashes, "status": 409 if clashes else 200}


def _clashes(form: Any, error: StaleError, version: int) -> dict[str, tuple[str, str]]:
    """What the colleague wrote and what you wrote, by the field's label; saving again lets yours hold."""
    form.version.process(None, str(version))
    fields = {name: form[name] for name in error.clashes if name in form}
    return {
        str(each.label.text): (_shown(error.clashes[name][0]), _shown(error.clashes[name][1]))
        for name, each in fields.items()
    }


def _shown(value: Any) -> str:
    if value in (None, ""):
        return "–"
    return str(value) if isinstance(value, str) else format_date(value, "medium")
