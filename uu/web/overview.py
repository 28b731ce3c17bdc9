"""How far the young people are from the target. No name of a young person is ever read for these pages."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from uu.domain import audit, overview, quarantine
from uu.output.tables import Sheet
from uu.statistics import definitions
from uu.vocabulary import AuditAct, Permission
from uu.web import downloads, figures_table, overview_charts, overview_sheets, overview_table, place_links
from uu.web.forms.overview import Choice, choice
from uu.web.guard import allow, current_user
from uu.web.pages import page

bp = Blueprint("overview", __name__)


@bp.get("/overview")
@allow(Permission.OVERVIEW_READ)
def index() -> ResponseReturnValue:
    chosen = choice(request.args)
    read = _read(chosen)
    published = figures_table.beside(read.place, read.above, *overview_charts.COMPARED)
    audit.record(AuditAct.OVERVIEW_READ, current_user(), about=_about(read))
    return page(
        "overview/index.html",
        read=read,
        set_aside=quarantine.count(current_user()),
        chosen=chosen,
        published=published,
        charts=overview_charts.charts(read, published),
        range_text=overview_charts.range_text,
        index_text=overview_charts.index_text,
        month=overview_charts.month,
        table=overview_table.table(read, chosen),
        **overview_table.links(chosen),
        **place_links.links("overview", read, chosen),
    )


@bp.get("/overview/definitions")
@allow(Permission.OVERVIEW_READ)
def explain() -> ResponseReturnValue:
    return page("overview/definitions.html", measures=definitions.MEASURES, caveat=definitions.CAVEAT)


@bp.get("/overview.csv")
@allow(Permission.OVERVIEW_READ)
def as_csv() -> ResponseReturnValue:
    lines, _trend = _exported("csv")
    return downloads.as_csv(lines, "overview")


@bp.get("/overview.xlsx")
@allow(Permission.OVERVIEW_READ)
def as_xlsx() -> ResponseReturnValue:
    return downloads.as_xlsx(_exported("xlsx"), "overview")


def _read(chosen: Choice) -> overview.Overview:
    return overview.overview(chosen.level, chosen.id, chosen.since, chosen.by)


def _about(read: overview.Overview) -> tuple[str, str]:
    return read.place.level, read.place.id


def _exported(kind: str) -> tuple[Sheet, Sheet]:
    read = _read(choice(request.args))
    audit.record(AuditAct.EXPORTED, current_user(), about=_about(read), detail=kind)
    return overview_sheets.sheets(read)
