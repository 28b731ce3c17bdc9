"""Reports for leaders: ordered, seen while they are made, read as a page, and fetched as PDF or spreadsheet."""

from typing import Any
from uuid import UUID

from flask import Blueprint, make_response, redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from uu.domain import audit, reports
from uu.domain.errors import InvalidError
from uu.domain.reports_composed import compose
from uu.domain.reports_read import Order, Step
from uu.models.reports import ReportOrder, ReportState
from uu.output import documents, pdf
from uu.output.documents import Document
from uu.vocabulary import N_, AuditAct, Permission, ReportKind
from uu.web import downloads
from uu.web.forms.fields import ActionForm
from uu.web.forms.reports import ReportForm
from uu.web.guard import allow, current_user
from uu.web.language import LANGUAGES, _
from uu.web.pages import page
from uu.web.reports_words import written

bp = Blueprint("reports", __name__)
# Most reports are ready within this; for the others the page shows how far they are.
PATIENCE = 2.0
FOR = {
    ReportKind.MONTHLY: N_("For you and your team: where the young people are, what has changed, and where to go."),
    ReportKind.STEERING: N_("The goal, the change, the outcome, and what others have published."),
    ReportKind.EVALUATION: N_("The whole period with methods, uncertainty and limits in plain words."),
}


@bp.route("/reports", methods=["GET", "POST"])
@allow(Permission.REPORT_MAKE)
def index() -> ResponseReturnValue:
    form = ReportForm()
    if form.validate_on_submit():
        try:
            order = reports.start(
                current_user(), form.id.uuid, form.ordered(), form.tongue.data, _work(form.tongue.data), PATIENCE
            )
        except InvalidError as error:
            form.show_error(error)
        else:
            return redirect(url_for("reports.show", order_id=order.id), 303)
    made = [order for order in reports.mine(current_user()) if order.state == ReportState.READY]
    return page("reports/index.html", form=form, purposes=FOR, made=made, about=_told(made))


@bp.get("/reports/<uuid:order_id>")
@allow(Permission.REPORT_MAKE)
def show(order_id: UUID) -> ResponseReturnValue:
    order = reports.found(current_user(), order_id)
    if order.state == ReportState.READY:
        _note(order, "page")
        return page("reports/show.html", order=order, document=documents.from_json(order.content))
    running = reports.is_running(order)
    about: dict[str, Any] = {
        "order": order,
        "about": _told([order])[order.id],
        "running": running,
        "steps": reports.progress(order),
        "action": ActionForm(),
    }
    answer = make_response(page("reports/progress.html", **about))
    if running:
        answer.headers["Refresh"] = "2"
    return answer


@bp.post("/reports/<uuid:order_id>/cancelled")
@allow(Permission.REPORT_MAKE)
def cancel(order_id: UUID) -> ResponseReturnValue:
    if ActionForm().is_pressed():
        reports.cancel(current_user(), order_id)
    return redirect(url_for("reports.show", order_id=order_id), 303)


@bp.get("/reports/<uuid:order_id>.pdf")
@allow(Permission.REPORT_MAKE)
def as_pdf(order_id: UUID) -> ResponseReturnValue:
    order, document = _ready(order_id, "pdf")
    return downloads.as_pdf(pdf.as_pdf(document, order.made_at), order.kind.value)


@bp.get("/reports/<uuid:order_id>.xlsx")
@allow(Permission.REPORT_MAKE)
def as_xlsx(order_id: UUID) -> ResponseReturnValue:
    order, document = _ready(order_id, "xlsx")
    return downloads.as_xlsx(tuple(documents.sheets(document)), order.kind.value)


def _work(code: str) -> reports.Work:
    def work(order: Order, step: Step) -> str:
        return documents.as_json(written(compose(order, step), code))

    return work


def _told(orders: list[ReportOrder]) -> dict[UUID, str]:
    """Of which place each is, and in which language."""
    names = reports.place_names(orders)
    return {order.id: ", ".join(filter(None, (_(names[order.id]), LANGUAGES[order.language]))) for order in orders}


def _ready(order_id: UUID, kind: str) -> tuple[ReportOrder, Document]:
    order = reports.found(current_user(), order_id)
    if order.state != ReportState.READY:
        raise NotFound
    _note(order, kind)
    return order, documents.from_json(order.content)


def _note(order: ReportOrder, kind: str) -> None:
    about = (order.level, order.place)
    audit.record(AuditAct.EXPORTED, current_user(), about=about, detail=f"report {order.kind.value} {kind}")
