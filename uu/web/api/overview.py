"""A leader's figures, the same as on the page. No name of a young person is ever read for them."""

from dataclasses import asdict
from datetime import date
from typing import Any

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from uu.domain import audit, overview
from uu.domain.overview import Figures, Overview
from uu.domain.places import Place
from uu.domain.targets import Goal
from uu.statistics import definitions, periods
from uu.statistics.measures import Counts
from uu.vocabulary import AuditAct, Permission
from uu.web.api.forms import validated
from uu.web.doors import API
from uu.web.forms.overview import OverviewForm
from uu.web.guard import allow, current_user
from uu.web.language import _
from uu.web.overview_table import name_of

bp = Blueprint("api_overview", __name__, url_prefix=API)
OF_WHOM = "registered_young_people"
SHARES = ("reached_share", "completed_or_enrolled", "coverage", "stale_share", "neet_share")
RANGES = ("range", "completed_or_enrolled_range", "neet_range")
# What is explained beside the figures; the rest of the definitions belongs to other pages.
_EXPLAINED = ("n", *SHARES, "range", "distance")


@bp.get("/overview")
@allow(Permission.OVERVIEW_READ)
def show() -> ResponseReturnValue:
    chosen = validated(OverviewForm(formdata=request.args))
    read = overview.overview(chosen.level.data, chosen.id.data or "", chosen.day(), chosen.by.data or "")
    audit.record(AuditAct.OVERVIEW_READ, current_user(), about=(read.place.level, read.place.id))
    return jsonify(as_json(read))


def as_json(read: Overview) -> dict[str, Any]:
    """The figures of a place, of those below it, and of the last months, each with its day and of whom it is."""
    return {
        "counted_on": read.day.isoformat(),
        "since": read.since.isoformat(),
        "caveat": _(definitions.CAVEAT),
        "place": _place(read.place),
        "above": [_place(place) for place in read.above],
        "by": read.by,
        "target": _goal(read.goal),
        "stale_after_months": read.stale_months,
        "figures": _figures(read.figures, read),
        "city": _figures(read.city, read),
        "distance": read.distance,
        "lines": [
            {"place": _place(line.place), "figures": _figures(line.figures, read), "distance": line.distance}
            for line in read.lines
        ],
        "trend": [_counts(counts, day) for day, counts in read.trend],
        "definitions": _definitions(),
    }


def _place(place: Place) -> dict[str, Any]:
    return {"level": place.level, "id": place.id, "name": name_of(place), "closed": place.closed}


def _goal(goal: Goal) -> dict[str, Any]:
    return {"since": goal.since.isoformat(), "share": float(goal.share), "label": goal.label}


def _figures(figures: Figures, read: Overview) -> dict[str, Any]:
    weeks = periods.four_weeks(read.day)
    return {
        "now": _counts(figures.counts, read.day),
        "before": _counts(figures.before, read.since),
        "groups": figures.groups,
        "sessions": {
            "from": weeks.first.isoformat(),
            "to": weeks.last.isoformat(),
            "held": figures.sessions,
            "attempts": figures.attempts,
        },
    }


def _counts(counts: Counts, day: date) -> dict[str, Any]:
    """The people by bucket and what is worked out of them; a share is null where there is nobody."""
    shares = {name: getattr(counts, name) for name in SHARES}
    ranges = {name: found._asdict() if (found := getattr(counts, name)) else None for name in RANGES}
    return {"counted_on": day.isoformat(), "of": OF_WHOM, "n": counts.n, **asdict(counts), **shares, **ranges}


def _definitions() -> dict[str, dict[str, str]]:
    """What the names stand for."""
    return {
        measure.code: {
            "title": _(measure.title),
            "formula": _(measure.formula),
            "meaning": _(measure.meaning),
            "source": _(measure.source),
        }
        for measure in definitions.MEASURES
        if measure.code in _EXPLAINED
    }
