"""The figures of each age beside each other. No name of a young person is ever read for these pages."""

from collections.abc import Callable

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from uu.domain import ages, audit
from uu.domain.ages import Ages, Band
from uu.output.charts import BarTexts, stacked_bars
from uu.output.tables import COUNTED_ON, NOT_FOR_SHARING, OF_THE_REGISTERED, Cell, Column, Kind, Sheet
from uu.statistics.measures import Range
from uu.vocabulary import N_, AuditAct, Bucket, Permission
from uu.web import downloads, overview_charts, place_links
from uu.web.forms.outcomes import Choice, choice
from uu.web.guard import allow, current_user
from uu.web.language import _, format_date, format_number, ngettext, word
from uu.web.overview_table import name_of
from uu.web.pages import page

bp = Blueprint("ages", __name__)

_COLUMNS: tuple[tuple[str, Kind, Callable[[Band], Cell]], ...] = (
    (N_("Young people"), "number", lambda band: band.counts.n),
    (N_("Reached"), "number", lambda band: band.counts.reached),
    (N_("On the way"), "number", lambda band: band.counts.on_the_way),
    (N_("Needs effort"), "number", lambda band: band.counts.at_risk),
    (N_("Unknown"), "number", lambda band: band.counts.unknown),
    (N_("Not counted"), "number", lambda band: band.excluded),
    (N_("Reached, at least"), "share", lambda band: _end(band.counts.range, 0)),
    (N_("Reached, at most"), "share", lambda band: _end(band.counts.range, 1)),
    (N_("Completed or enrolled, at least"), "share", lambda band: _end(band.counts.completed_or_enrolled_range, 0)),
    (N_("Completed or enrolled, at most"), "share", lambda band: _end(band.counts.completed_or_enrolled_range, 1)),
    (N_("In neither education nor work, at least"), "share", lambda band: _end(band.counts.neet_range, 0)),
    (N_("In neither education nor work, at most"), "share", lambda band: _end(band.counts.neet_range, 1)),
    (N_("Coverage"), "share", lambda band: band.counts.coverage),
    (N_("Stale"), "share", lambda band: band.counts.stale_share),
)


@bp.get("/overview/ages")
@allow(Permission.OVERVIEW_READ)
def index() -> ResponseReturnValue:
    chosen = choice(request.args)
    read = _read(chosen)
    audit.record(AuditAct.OVERVIEW_READ, current_user(), about=_about(read), detail="ages")
    return page(
        "ages/index.html",
        read=read,
        bands=[*((name_of_band(band), band) for band in read.bands), (_("All"), read.whole)],
        chart=_chart(read),
        range_text=overview_charts.range_text,
        overview_url=place_links.to("overview.index", chosen),
        **place_links.links("ages", read, chosen),
    )


@bp.get("/overview/ages.csv")
@allow(Permission.OVERVIEW_READ)
def as_csv() -> ResponseReturnValue:
    return downloads.as_csv(_exported("csv"), "ages")


@bp.get("/overview/ages.xlsx")
@allow(Permission.OVERVIEW_READ)
def as_xlsx() -> ResponseReturnValue:
    return downloads.as_xlsx((_exported("xlsx"),), "ages")


def name_of_band(band: Band) -> str:
    """ "15–17 years"."""
    return _("%(first)s–%(last)s years", first=band.first, last=band.last)


def _read(chosen: Choice) -> Ages:
    return ages.ages(chosen.level, chosen.id)


def _about(read: Ages) -> tuple[str, str]:
    return read.place.level, read.place.id


def _chart(read: Ages) -> Markup:
    counted = (Bucket.REACHED, Bucket.ON_THE_WAY, Bucket.AT_RISK, Bucket.UNKNOWN)
    texts = BarTexts(
        _("Young people by age and bucket"),
        _("A bar for each age, divided as its young people are. The table below holds all the numbers."),
        {bucket: word(bucket) for bucket in counted},
        _("Nobody of this age is registered here."),
        lambda n: ngettext("%(people)s young person", "%(people)s young people", n, people=format_number(n)),
        format_number,
    )
    return stacked_bars("ages", [(name_of_band(band), band.counts.by_bucket()) for band in read.bands], texts)


def _exported(kind: str) -> Sheet:
    read = _read(choice(request.args))
    audit.record(AuditAct.EXPORTED, current_user(), about=_about(read), detail=f"ages {kind}")
    columns = [Column(_("Place")), Column(_("Age")), *(Column(_(title), kind) for title, kind, _value in _COLUMNS)]
    bands = [*((name_of_band(band), band) for band in read.bands), (_("All"), read.whole)]
    rows = [
        [name_of(read.place), name, *(value(band) for _title, _kind, value in _COLUMNS)] for name, band in bands
    ]
    notes = (_(COUNTED_ON, date=format_date(read.day)), _(OF_THE_REGISTERED), _(NOT_FOR_SHARING))
    return Sheet(_("Ages"), columns, rows, notes)


def _end(found: Range | None, end: int) -> float | None:
    return found[end] if found else None
