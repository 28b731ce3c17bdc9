"""The weekly control of what the rules ask for the 15-17-year-olds. No name of a young person is read for it."""

from dataclasses import astuple
from datetime import timedelta
from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from uu import clock
from uu.domain import audit, control
from uu.domain.control import Control, Line
from uu.output.tables import COUNTED_ON, NOT_FOR_SHARING, OF_THE_REGISTERED, Column, Sheet
from uu.vocabulary import N_, AuditAct, Permission
from uu.web import downloads, place_links
from uu.web.forms.control import Choice, choice
from uu.web.guard import allow, current_user
from uu.web.language import _, format_date
from uu.web.overview_table import KINDS, name_of
from uu.web.pages import page

bp = Blueprint("control", __name__)

NO_RECORD = N_("A help for planning the work. It is no legal record, and no decision follows from it.")
IDLE = (
    N_("Without activity, at the start"),
    N_("New without activity"),
    N_("No longer without activity"),
    N_("of these turned 18"),
    N_("Without activity, at the end"),
)
CLOCKS = (
    N_("Running at the start"),
    N_("Started"),
    N_("Done in time"),
    N_("Done late"),
    N_("No longer needed"),
    N_("Dropped for another reason"),
    N_("Deadline passed with nothing done"),
    N_("Running at the end"),
    N_("of these over the deadline"),
)


@bp.get("/control")
@allow(Permission.OVERVIEW_READ)
def index() -> ResponseReturnValue:
    chosen = choice(request.args)
    read = _read(chosen)
    audit.record(AuditAct.OVERVIEW_READ, current_user(), about=_about(read), detail="control")
    week = read.week
    return page(
        "control/index.html",
        read=read,
        chosen=chosen,
        week_words=week_words(read),
        no_record=_(NO_RECORD),
        clock_rows=list(zip(map(_, CLOCKS), astuple(week.contact), astuple(week.offer), strict=True)),
        kind=_(KINDS[read.by]) if read.by else "",
        rows=[
            (name_of(line.place), place_links.to_place("control", line.place, chosen), line.week) for line in read.lines
        ],
        **_weeks(read, chosen),
        **place_links.links("control", read, chosen),
    )


@bp.get("/control.csv")
@allow(Permission.OVERVIEW_READ)
def as_csv() -> ResponseReturnValue:
    return downloads.as_csv(_exported("csv"), "control")


@bp.get("/control.xlsx")
@allow(Permission.OVERVIEW_READ)
def as_xlsx() -> ResponseReturnValue:
    return downloads.as_xlsx((_exported("xlsx"),), "control")


def week_words(read: Control) -> str:
    """ "Week 48, 23 to 29 November 2026"; a week belongs to the year in which its Thursday lies."""
    first, last = read.period
    return _("Week %(week)s: %(first)s to %(last)s", week=first.isocalendar().week, first=_day(first), last=_day(last))


def _day(day: Any) -> str:
    return format_date(day, "medium")


def _weeks(read: Control, chosen: Choice) -> dict[str, Any]:
    """The addresses of the week before and, unless it lies ahead, of the week after."""
    before, after = read.period.first - timedelta(days=7), read.period.last + timedelta(days=1)
    ahead = after > clock.today()
    return {
        "before_url": place_links.to("control.index", chosen, day=before.isoformat()),
        "after_url": "" if ahead else place_links.to("control.index", chosen, day=after.isoformat()),
    }


def _read(chosen: Choice) -> Control:
    return control.control(chosen.level, chosen.id, chosen.day, chosen.by)


def _about(read: Control) -> tuple[str, str]:
    return read.place.level, read.place.id


def _exported(kind: str) -> Sheet:
    read = _read(choice(request.args))
    audit.record(AuditAct.EXPORTED, current_user(), about=_about(read), detail=f"control {kind}")
    columns = [
        Column(_(KINDS[read.by]) if read.by else _("Area")),
        *(Column(_(title), "number") for title in IDLE),
        *(Column(_("Contact: %(figure)s", figure=_(title)), "number") for title in CLOCKS),
        *(Column(_("Offer: %(figure)s", figure=_(title)), "number") for title in CLOCKS),
    ]
    notes = (
        week_words(read), _(NO_RECORD), _(COUNTED_ON, date=format_date(read.day)), _(OF_THE_REGISTERED),
        _(NOT_FOR_SHARING),
    )  # fmt: skip
    lines = [Line(read.place, read.week), *read.lines]
    cells = [
        [
            name_of(line.place),
            *(n for part in (line.week.idle, line.week.contact, line.week.offer) for n in astuple(part)),
        ]
        for line in lines
    ]
    return Sheet(_("Weekly control"), columns, cells, notes)
