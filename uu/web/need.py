"""Where the need is greatest, beside the counsellors there. Counsellors have names here, young people never."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from uu.domain import audit, need
from uu.domain.need import SORTS, Line, Need
from uu.output.charts import RankTexts, ranks
from uu.output.tables import COUNTED_ON, NOT_FOR_SHARING, OF_THE_REGISTERED, Cell, Column, Sheet
from uu.vocabulary import N_, AuditAct, Permission
from uu.web import downloads, place_links
from uu.web.forms.need import Choice, choice
from uu.web.guard import allow, current_user
from uu.web.language import _, format_date, format_number, ngettext
from uu.web.overview_charts import range_text
from uu.web.overview_table import name_of
from uu.web.pages import page

bp = Blueprint("need", __name__)

_ORDERS = {
    "distance": N_("Most people missing"),
    "share": N_("Lowest share reached"),
    "load": N_("Most per counsellor"),
    "name": N_("Name"),
}


@bp.get("/overview/need")
@allow(Permission.OVERVIEW_READ)
def index() -> ResponseReturnValue:
    chosen = choice(request.args)
    read = _read(chosen)
    audit.record(AuditAct.OVERVIEW_READ, current_user(), about=_about(read), detail="need")
    return page(
        "need/index.html",
        read=read,
        chart=_chart(read),
        name_of=name_of,
        range_text=range_text,
        whole=lambda number: format_number(round(number)),
        orders=[
            {"label": _(_ORDERS[sort]), "url": place_links.to("need.index", chosen, sort=_told(sort)),
             "current": sort == chosen.sort} for sort in SORTS
        ],
        **place_links.links("need", read, chosen),
    )  # fmt: skip


@bp.get("/overview/need.csv")
@allow(Permission.OVERVIEW_READ)
def as_csv() -> ResponseReturnValue:
    return downloads.as_csv(_exported("csv"), "need")


@bp.get("/overview/need.xlsx")
@allow(Permission.OVERVIEW_READ)
def as_xlsx() -> ResponseReturnValue:
    return downloads.as_xlsx((_exported("xlsx"),), "need")


def _read(chosen: Choice) -> Need:
    return need.need(chosen.level, chosen.id, chosen.sort)


def _about(read: Need) -> tuple[str, str]:
    return read.place.level, read.place.id


def _told(sort: str) -> str:
    return sort if sort != SORTS[0] else ""


def _chart(read: Need) -> Markup:
    texts = RankTexts(
        _("People missing to the target, area by area"),
        _("The longest bar is the area that lacks most people. The table below holds all the numbers."),
    )
    return ranks("need", [(name_of(line.place), line.distance or 0, _missing(line)) for line in read.lines], texts)


def _missing(line: Line) -> str:
    if not line.counts.n:
        return _("nobody registered")
    found = line.distance or 0
    return ngettext("%(people)s young person", "%(people)s young people", found, people=format_number(found))


def _exported(kind: str) -> Sheet:
    read = _read(choice(request.args))
    audit.record(AuditAct.EXPORTED, current_user(), about=_about(read), detail=f"need {kind}")
    columns = [
        Column(_("Area")),
        Column(_("Young people"), "number"),
        Column(_("People missing to the target"), "number"),
        Column(_("Reached, at least"), "share"),
        Column(_("Reached, at most"), "share"),
        Column(_("Needs effort or unknown"), "number"),
        Column(_("Counsellors")),
        Column(_("Counsellors, shared out"), "share"),
        Column(_("Young people per counsellor"), "number"),
    ]
    notes = (
        _(COUNTED_ON, date=format_date(read.day)),
        _(OF_THE_REGISTERED),
        _("A counsellor of several areas is shared out equally among them."),
        _(NOT_FOR_SHARING),
    )
    return Sheet(_("Need"), columns, [_cells(line) for line in read.lines], notes)


def _cells(line: Line) -> list[Cell]:
    low, high = line.counts.range or (None, None)
    per = line.per_counsellor
    return [
        name_of(line.place), line.counts.n, line.distance, low, high, line.effort, ", ".join(line.names),
        float(line.counsellors), float(per) if per is not None else None,
    ]  # fmt: skip
