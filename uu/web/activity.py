"""What is done for the young people: sessions, attempts and first contacts. No name is read for these pages."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from uu.domain import activity, audit
from uu.domain.activity import Activity
from uu.output.tables import Sheet
from uu.vocabulary import AuditAct, Permission
from uu.web import activity_sheets, activity_words, downloads, place_links
from uu.web.forms.activity import Choice, choice
from uu.web.guard import allow, current_user
from uu.web.language import _
from uu.web.overview_table import KINDS, name_of
from uu.web.pages import page

bp = Blueprint("activity", __name__)


@bp.get("/activity")
@allow(Permission.OVERVIEW_READ)
def index() -> ResponseReturnValue:
    chosen = choice(request.args)
    read = _read(chosen)
    audit.record(AuditAct.OVERVIEW_READ, current_user(), about=_about(read), detail="activity")
    return page(
        "activity/index.html",
        read=read,
        chosen=chosen,
        wrong=_(chosen.wrong) if chosen.wrong else "",
        words=activity_words,
        chart=activity_words.chart(read),
        kind=_(KINDS[read.by]) if read.by else "",
        rows=[
            (name_of(line.place), place_links.to_place("activity", line.place, chosen), line.done)
            for line in read.lines
        ],
        **place_links.links("activity", read, chosen),
    )


@bp.get("/activity.csv")
@allow(Permission.OVERVIEW_READ)
def as_csv() -> ResponseReturnValue:
    return downloads.as_csv(_exported("csv")[0], "activity")


@bp.get("/activity.xlsx")
@allow(Permission.OVERVIEW_READ)
def as_xlsx() -> ResponseReturnValue:
    return downloads.as_xlsx(_exported("xlsx"), "activity")


def _read(chosen: Choice) -> Activity:
    return activity.activity(chosen.level, chosen.id, chosen.period, chosen.by)


def _about(read: Activity) -> tuple[str, str]:
    return read.place.level, read.place.id


def _exported(kind: str) -> tuple[Sheet, ...]:
    read = _read(choice(request.args))
    audit.record(AuditAct.EXPORTED, current_user(), about=_about(read), detail=f"activity {kind}")
    return activity_sheets.sheets(read)
