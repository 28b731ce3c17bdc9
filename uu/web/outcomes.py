"""How many come into education or work after their first session. No name of a young person is read for these pages."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from uu.domain import audit, outcomes
from uu.output.tables import Sheet
from uu.vocabulary import AuditAct, Permission
from uu.web import downloads, figures_table, outcomes_charts, outcomes_sheets, outcomes_tables, place_links
from uu.web.forms.outcomes import Choice, choice
from uu.web.guard import allow, current_user
from uu.web.pages import page

bp = Blueprint("outcomes", __name__)


@bp.get("/outcome")
@allow(Permission.OVERVIEW_READ)
def index() -> ResponseReturnValue:
    chosen = choice(request.args)
    read = _read(chosen)
    audit.record(AuditAct.OVERVIEW_READ, current_user(), about=_about(read), detail="outcome")
    return page(
        "outcomes/index.html",
        read=read,
        least=outcomes.LEAST,
        published=figures_table.beside(read.place, read.above, "outcome"),
        chart=outcomes_charts.chart(read),
        interval=outcomes_charts.interval,
        with_interval=outcomes_charts.with_interval,
        verdict=outcomes_charts.verdict(read),
        tables=outcomes_tables.tables(read, chosen),
        **place_links.links("outcomes", read, chosen),
    )


@bp.get("/outcome.csv")
@allow(Permission.OVERVIEW_READ)
def as_csv() -> ResponseReturnValue:
    groups, _curve = _exported("csv")
    return downloads.as_csv(groups, "outcome")


@bp.get("/outcome.xlsx")
@allow(Permission.OVERVIEW_READ)
def as_xlsx() -> ResponseReturnValue:
    return downloads.as_xlsx(_exported("xlsx"), "outcome")


def _read(chosen: Choice) -> outcomes.Outcomes:
    return outcomes.outcomes(chosen.level, chosen.id, chosen.by)


def _about(read: outcomes.Outcomes) -> tuple[str, str]:
    return read.place.level, read.place.id


def _exported(kind: str) -> tuple[Sheet, Sheet]:
    read = _read(choice(request.args))
    audit.record(AuditAct.EXPORTED, current_user(), about=_about(read), detail=f"outcome {kind}")
    return outcomes_sheets.sheets(read)
