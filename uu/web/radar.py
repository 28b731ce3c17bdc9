"""How many fall under the radar, place by place. A leader reads counts here, and never a name."""

from dataclasses import dataclass

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from uu.domain import audit, radar
from uu.domain.radar import Line, Radar, Signal
from uu.output.tables import COUNTED_ON, NOT_FOR_SHARING, OF_THE_REGISTERED, Cell, Column, Sheet
from uu.vocabulary import AuditAct, Permission
from uu.web import downloads, place_links
from uu.web.forms.outcomes import Choice, choice
from uu.web.guard import allow, current_user
from uu.web.language import _, format_date, word
from uu.web.overview_table import KINDS, name_of
from uu.web.pages import page

bp = Blueprint("radar", __name__)


@dataclass(frozen=True, slots=True)
class Row:
    """A place in words, with the address of its own page where it has one."""

    name: str
    url: str
    line: Line


@bp.get("/radar")
@allow(Permission.OVERVIEW_READ)
def index() -> ResponseReturnValue:
    chosen = choice(request.args)
    read = _read(chosen)
    audit.record(AuditAct.OVERVIEW_READ, current_user(), about=_about(read), detail="radar")
    return page(
        "radar/index.html",
        read=read,
        signals=list(Signal),
        kind=_(KINDS[read.by]) if read.by else "",
        rows=[Row(name_of(line.place), place_links.to_place("radar", line.place, chosen), line) for line in read.lines],
        **place_links.links("radar", read, chosen),
    )


@bp.get("/radar.csv")
@allow(Permission.OVERVIEW_READ)
def as_csv() -> ResponseReturnValue:
    return downloads.as_csv(_exported("csv"), "radar")


@bp.get("/radar.xlsx")
@allow(Permission.OVERVIEW_READ)
def as_xlsx() -> ResponseReturnValue:
    return downloads.as_xlsx((_exported("xlsx"),), "radar")


def _read(chosen: Choice) -> Radar:
    return radar.radar(chosen.level, chosen.id, chosen.by)


def _about(read: Radar) -> tuple[str, str]:
    return read.place.level, read.place.id


def _exported(kind: str) -> Sheet:
    read = _read(choice(request.args))
    audit.record(AuditAct.EXPORTED, current_user(), about=_about(read), detail=f"radar {kind}")
    columns = [
        Column(_(KINDS[read.by]) if read.by else _("Area")),
        Column(_("Young people"), "number"),
        *(Column(word(signal), "number") for signal in Signal),
        Column(_("At least one of these"), "number"),
        Column(_("of these without a counsellor"), "number"),
    ]
    notes = (
        _(COUNTED_ON, date=format_date(read.limits.today)),
        _(OF_THE_REGISTERED),
        _("One person may be counted in several of the columns."),
        _(NOT_FOR_SHARING),
    )
    lines = [Line(read.place, read.concerns), *read.lines]
    return Sheet(_("Under the radar"), columns, [_cells(line) for line in lines], notes)


def _cells(line: Line) -> list[Cell]:
    counts = line.concerns
    return [
        name_of(line.place), counts.n, *(counts.signals[signal] for signal in Signal), counts.concerned,
        counts.unattended,
    ]  # fmt: skip
