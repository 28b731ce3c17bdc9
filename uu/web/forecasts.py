"""How many will have completed at 25, if all goes on as it did. No name of a young person is read for these pages."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from uu.domain import audit, forecasts
from uu.output.tables import Sheet
from uu.vocabulary import AuditAct, Permission
from uu.web import downloads, forecasts_sheets, forecasts_words, place_links
from uu.web.forms.outcomes import Choice, choice
from uu.web.guard import allow, current_user
from uu.web.language import _
from uu.web.overview_table import KINDS
from uu.web.pages import page

bp = Blueprint("forecasts", __name__)


@bp.get("/forecast")
@allow(Permission.OVERVIEW_READ)
def index() -> ResponseReturnValue:
    chosen = choice(request.args)
    read = _read(chosen)
    audit.record(AuditAct.OVERVIEW_READ, current_user(), about=_about(read), detail="forecast")
    return page(
        "forecasts/index.html",
        read=read,
        words=forecasts_words,
        kind=_(KINDS[read.by]) if read.by else "",
        rows=forecasts_words.rows(read, chosen),
        **place_links.links("forecasts", read, chosen),
    )


@bp.get("/forecast.csv")
@allow(Permission.OVERVIEW_READ)
def as_csv() -> ResponseReturnValue:
    return downloads.as_csv(_exported("csv")[0], "forecast")


@bp.get("/forecast.xlsx")
@allow(Permission.OVERVIEW_READ)
def as_xlsx() -> ResponseReturnValue:
    return downloads.as_xlsx(_exported("xlsx"), "forecast")


def _read(chosen: Choice) -> forecasts.Forecasts:
    return forecasts.forecasts(chosen.level, chosen.id, chosen.by)


def _about(read: forecasts.Forecasts) -> tuple[str, str]:
    return read.place.level, read.place.id


def _exported(kind: str) -> tuple[Sheet, ...]:
    read = _read(choice(request.args))
    audit.record(AuditAct.EXPORTED, current_user(), about=_about(read), detail=f"forecast {kind}")
    return forecasts_sheets.sheets(read)
