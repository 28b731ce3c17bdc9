"""The shapes of a leader's figures, as OpenAPI tells them."""

from dataclasses import fields

from uu.domain.overview import EFFORT_GROUPS
from uu.statistics.measures import Counts
from uu.web.api.overview import OF_WHOM, RANGES, SHARES
from uu.web.api.schemas import DAY, Schema
from uu.web.api.shapes import COUNT, TEXT, YES_OR_NO, listed, or_null, ref, shape

_SHARE: Schema = {"type": "number", "minimum": 0, "maximum": 1}
_MISSING = or_null(COUNT) | {"description": "How many people are missing to the target; null where there is nobody."}
_WITHIN = {name: or_null(shape(low=_SHARE, high=_SHARE)) for name in RANGES}

FIGURES: dict[str, Schema] = {
    "Place": shape(level=TEXT, id=TEXT, name=TEXT, closed=YES_OR_NO),
    "Counts": shape(
        (),
        counted_on=DAY,
        of={"const": OF_WHOM},
        n=COUNT,
        **{field.name: COUNT for field in fields(Counts)},
        **{name: or_null(_SHARE) for name in SHARES},
        **_WITHIN,
    ),
    "Figures": shape(
        now=ref("Counts"),
        before=ref("Counts"),
        groups=shape((), **dict.fromkeys(EFFORT_GROUPS, COUNT)),
        sessions=shape((), **{"from": DAY, "to": DAY}, held=COUNT, attempts=COUNT),
    ),
    "Overview": shape(
        counted_on=DAY,
        since=DAY,
        caveat=TEXT,
        place=ref("Place"),
        above=listed(ref("Place")),
        by=TEXT,
        target=shape(since=DAY, share=_SHARE, label=TEXT),
        stale_after_months=COUNT,
        figures=ref("Figures"),
        city=ref("Figures"),
        distance=_MISSING,
        lines=listed(shape(place=ref("Place"), figures=ref("Figures"), distance=_MISSING)),
        trend=listed(ref("Counts")),
        definitions={
            "type": "object",
            "additionalProperties": shape(title=TEXT, formula=TEXT, meaning=TEXT, source=TEXT),
        },
    ),
}
