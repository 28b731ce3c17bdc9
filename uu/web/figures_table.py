"""Published figures in words: their latest value with its source, and the earlier ones behind it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from uu.domain import figures, places
from uu.domain.figures import CITY, COUNTRY, Kept
from uu.domain.figures_file import Point, Series
from uu.domain.places import LEVELS, Place
from uu.models.figures import FigureUnit
from uu.statistics.definitions import MEASURES
from uu.vocabulary import N_
from uu.web.language import _, format_date, format_number, language

_ABOVE = {CITY: N_("The whole city"), COUNTRY: N_("The whole country")}
_TITLES = {measure.code: measure.title for measure in MEASURES}


Names = Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class Row:
    """A series as people read it; ``measure`` is the own figure it lies nearest to, or empty."""

    id: UUID | None
    name: str
    definition: str
    place: str
    measure: str
    period: str
    value: str
    source: str
    earlier: str
    code: str
    share: float | None


def rows(found: Iterable[Kept]) -> list[Row]:
    """All these series in words."""
    known = names()
    return [row(kept.series, known, kept.id) for kept in found]


def beside(place: Place, above: Iterable[Place], *measures: str) -> list[Row]:
    """What others have published of the place and those around it, near one of these measures, the nearest first."""
    around = [place, *above]
    known = {(each.level, each.id): each.name for each in around}
    return [row(kept.series, known, kept.id) for kept in figures.beside(place, around[1:], measures)]


def row(series: Series, known: Names, series_id: UUID | None = None) -> Row:
    """One series in words."""
    *before, latest = series.points
    return Row(
        id=series_id,
        name=(series.name_en if language() == "en" else "") or series.name,
        definition=(series.definition_en if language() == "en" else "") or series.definition,
        place=_(_ABOVE[series.level]) if series.level in _ABOVE else known.get((series.level, series.place), "–"),
        measure=_(_TITLES[series.measure]) if series.measure in _TITLES else "",
        period=when(latest),
        value=written(latest.value, series.unit),
        source=latest.source,
        earlier=", ".join(f"{when(point)}: {written(point.value, series.unit)}" for point in before),
        code=series.measure,
        share=float(latest.value) / 100 if series.unit == FigureUnit.PERCENT else None,
    )


def written(value: Decimal, unit: FigureUnit) -> str:
    """A share in per cent as it was published, or a number of people."""
    if unit == FigureUnit.PEOPLE:
        return format_number(int(value))
    return f"{format_number(float(value))} %"


def when(point: Point) -> str:
    """The year or the day of a value."""
    return point.period if len(point.period) == len("2021") else format_date(date.fromisoformat(point.period), "medium")


def names() -> Names:
    """Every place by its level and id."""
    division = places.division()
    return {(level, place.id): place.name for level in LEVELS[1:] for place in division.places(level)}
