"""How far the young people are from the target. No name of a young person is ever read for these pages."""

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from uu import clock
from uu.domain import audit, overview, quarantine
from uu.output import tables
from uu.statistics import definitions
from uu.vocabulary import AuditAct, Permission
from uu.web import overview_charts, overview_sheets, overview_table
from uu.web.forms.overview import Choice, choice
from uu.web.guard import allow, current_user
from uu.web.language import _, language
from uu.web.pages import page

bp = Blueprint("overview", __name__)
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/overview")
@allow(Permission.OVERVIEW_READ)
def index() -> ResponseReturnValue:
    chosen = choice(request.args)
    read = _read(chosen)
    audit.record(AuditAct.OVERVIEW_READ, current_user(), about=_about(read))
    return page(
        "overview/index.html",
        read=read,
        set_aside=quarantine.count(current_user()),
        chosen=chosen,
        charts=overview_charts.charts(read),
        range_text=overview_charts.range_text,
        month=overview_charts.month,
        table=overview_table.table(read, chosen),
        **overview_table.links(read, chosen),
    )


@bp.get("/overview/definitions")
@allow(Permission.OVERVIEW_READ)
def explain() -> ResponseReturnValue:
    return page("overview/definitions.html", measures=definitions.MEASURES, caveat=definitions.CAVEAT)


@bp.get("/overview.csv")
@allow(Permission.OVERVIEW_READ)
def as_csv() -> ResponseReturnValue:
    lines, _trend = _exported("csv")
    danish = language() == "da"
    content = tables.as_csv(lines, *((";", ",") if danish else (",", ".")))
    return _file(content, "text/csv; charset=utf-8", "csv")


@bp.get("/overview.xlsx")
@allow(Permission.OVERVIEW_READ)
def as_xlsx() -> ResponseReturnValue:
    content = tables.as_xlsx(_exported("xlsx"), author="UU På Vej", notes_title=_("Notes"))
    return _file(content, _XLSX, "xlsx")


def _read(chosen: Choice) -> overview.Overview:
    return overview.overview(chosen.level, chosen.id, chosen.since, chosen.by)


def _about(read: overview.Overview) -> tuple[str, str]:
    return read.place.level, read.place.id


def _exported(kind: str) -> tuple[tables.Sheet, tables.Sheet]:
    read = _read(choice(request.args))
    audit.record(AuditAct.EXPORTED, current_user(), about=_about(read), detail=kind)
    return overview_sheets.sheets(read)


def _file(content: bytes, kind: str, ending: str) -> Response:
    name = f"overview-{clock.today().isoformat()}.{ending}"
    return Response(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
