"""Whether the young people come closer. No name of a young person is ever read for these pages."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from uu.domain import audit, movement
from uu.output.tables import Sheet
from uu.vocabulary import AuditAct, Permission
from uu.web import downloads, movement_charts, movement_sheets, movement_tables, outcomes_charts
from uu.web.forms.movement import Choice, choice
from uu.web.guard import allow, current_user
from uu.web.pages import page

bp = Blueprint("movement", __name__)


@bp.get("/movement")
@allow(Permission.OVERVIEW_READ)
def index() -> ResponseReturnValue:
    chosen = choice(request.args)
    read = _read(chosen)
    audit.record(AuditAct.OVERVIEW_READ, current_user(), about=_about(read), detail="movement")
    return page(
        "movement/index.html",
        read=read,
        chosen=chosen,
        chart=movement_charts.chart(read),
        interval=outcomes_charts.interval,
        with_interval=movement_charts.with_interval,
        table=movement_tables.table(read),
        days=movement_tables.days(read.first, read.last),
        learned=movement_tables.days(read.last, read.since_learned) if read.since_learned else [],
        rows=movement_tables.places(read, chosen),
        **movement_tables.links(read, chosen),
    )


@bp.get("/movement.csv")
@allow(Permission.OVERVIEW_READ)
def as_csv() -> ResponseReturnValue:
    places, _flows, _days = _exported("csv")
    return downloads.as_csv(places, "movement")


@bp.get("/movement.xlsx")
@allow(Permission.OVERVIEW_READ)
def as_xlsx() -> ResponseReturnValue:
    return downloads.as_xlsx(_exported("xlsx"), "movement")


def _read(chosen: Choice) -> movement.Moved:
    return movement.movement(chosen.level, chosen.id, chosen.period, chosen.by)


def _about(read: movement.Moved) -> tuple[str, str]:
    return read.place.level, read.place.id


def _exported(kind: str) -> tuple[Sheet, Sheet, Sheet]:
    read = _read(choice(request.args))
    audit.record(AuditAct.EXPORTED, current_user(), about=_about(read), detail=f"movement {kind}")
    return movement_sheets.sheets(read)
