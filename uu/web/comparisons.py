"""Two places beside each other. No name of a young person is ever read for this page."""

from collections import defaultdict

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from werkzeug.exceptions import NotFound

from uu.domain import audit, comparisons
from uu.domain.comparisons import Comparison, Share
from uu.domain.overview import Overview
from uu.domain.places import Place
from uu.output.charts import PairTexts, pairs
from uu.output.tables import Sheet
from uu.statistics.intervals import uncertainty
from uu.statistics.measures import Ends
from uu.vocabulary import AuditAct, Permission
from uu.web import comparisons_sheets, downloads
from uu.web.comparisons_sheets import VERDICTS
from uu.web.forms.comparisons import Choice, choice
from uu.web.guard import allow, current_user
from uu.web.language import _, format_number, ngettext
from uu.web.overview_charts import range_text
from uu.web.overview_table import TABS, name_of
from uu.web.pages import page

bp = Blueprint("comparisons", __name__)

@bp.get("/overview/compare")
@allow(Permission.OVERVIEW_READ)
def index() -> ResponseReturnValue:
    chosen = choice(request.args)
    read = _read(chosen)
    if read:
        _note(read, AuditAct.OVERVIEW_READ, "compare")
    return page(
        "comparisons/index.html",
        read=read,
        chosen=chosen,
        groups=_groups(comparisons.choices()),
        chart=_chart(read) if read else Markup(),
        names=comparisons_sheets.names_of(read) if read else [],
        numbers=comparisons_sheets.numbers(read) if read else [],
        csv_url=url_for("comparisons.as_csv", one=chosen.one, other=chosen.other),
        xlsx_url=url_for("comparisons.as_xlsx", one=chosen.one, other=chosen.other),
        with_chance=with_chance,
        difference=difference,
        verdict=lambda share: _(VERDICTS[share.verdict]) if share.verdict else "",
    )


@bp.get("/overview/compare.csv")
@allow(Permission.OVERVIEW_READ)
def as_csv() -> ResponseReturnValue:
    shares, _numbers = _exported("csv")
    return downloads.as_csv(shares, "compare")


@bp.get("/overview/compare.xlsx")
@allow(Permission.OVERVIEW_READ)
def as_xlsx() -> ResponseReturnValue:
    return downloads.as_xlsx(_exported("xlsx"), "compare")


def _read(chosen: Choice) -> Comparison | None:
    """The two places; none until two different ones are chosen."""
    return comparisons.compare(*chosen.places) if chosen.one and chosen.one != chosen.other else None


def _exported(kind: str) -> tuple[Sheet, Sheet]:
    read = _read(choice(request.args))
    if read is None:
        raise NotFound
    _note(read, AuditAct.EXPORTED, f"compare {kind}")
    return comparisons_sheets.sheets(read)


def _note(read: Comparison, act: AuditAct, detail: str) -> None:
    for side in (read.one, read.other):
        audit.record(act, current_user(), about=(side.place.level, side.place.id), detail=detail)


def with_chance(ends: Ends) -> str:
    """A range with what chance and the unknown could do, "31–46 % (24–59 %)"; words where there is nobody."""
    if not ends.n:
        return _("not possible: nobody")
    # Neither of the two is broken before its sign.
    shown, chance = (range_text(found).replace(" ", "\N{NO-BREAK SPACE}") for found in (ends.range, uncertainty(ends)))
    return f"{shown} ({chance})"


def difference(share: Share) -> str:
    """The difference in percentage points and in people, from the least to the most."""
    if share.points is None or share.people is None:
        return "–"
    low, high = (round(100 * end) for end in share.points)
    return _(
        "%(points)s percentage points, %(people)s",
        points=_span(low, high),
        people=ngettext("%(span)s young person", "%(span)s young people", share.people[1], span=_span(*share.people)),
    )


def _span(low: int, high: int) -> str:
    """Both ends with their signs: a dash between would read as a minus."""
    first, last = (_sign(end) + format_number(abs(end)) for end in (low, high))
    return first if low == high else _("%(low)s to %(high)s", low=first, high=last)


def _sign(n: int) -> str:
    return "+" if n > 0 else "\N{MINUS SIGN}" if n < 0 else ""


def _groups(found: list[Place]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The places to choose from, under what they are."""
    groups: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for place in found:
        kind = _(TABS[place.level]) if place.level in TABS else _("The whole city")
        groups[kind].append((f"{place.level}:{place.id}", name_of(place)))
    return list(groups.items())


def _chart(read: Comparison) -> Markup:
    texts = PairTexts(
        _("The shares of both places"),
        _("Two bars for each share, with a line for what chance could do. The table below holds all the numbers."),
        _("Certain"),
        _("Possible"),
        _("How far chance could move it"),
    )
    return pairs("pairs", [(_(share.title), [_side(read.one, share.one), _side(read.other, share.other)])
                           for share in read.shares], texts)  # fmt: skip


def _side(read: Overview, ends: Ends) -> tuple[str, str, tuple[float, float, float, float] | None]:
    found, sure = ends.range, uncertainty(ends)
    known = (found.low, found.high, min(found.low, sure.low), max(found.high, sure.high)) if found and sure else None
    return name_of(read.place), range_text(found) if found else _("not possible: nobody"), known
