"""Published figures to compare with. They stand beside the own figures and are never counted into them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from uu import clock
from uu.domain import audit, places
from uu.domain.errors import InvalidError, NotVisibleError
from uu.domain.figures_file import File, Places, Point, Series, read
from uu.domain.places import LEVELS, Place, in_order
from uu.models import ReferenceFigure, ReferenceSeries, StaffUser
from uu.models.database import act, rows
from uu.vocabulary import N_, AuditAct

COUNTRY, CITY = "country", "city"
# How a file may call the two places above all others.
_ABOVE = {
    "country": COUNTRY, "denmark": COUNTRY, "danmark": COUNTRY, "landet": COUNTRY, "hele landet": COUNTRY,
    "city": CITY, "the whole city": CITY, "byen": CITY, "hele byen": CITY, "kommunen": CITY, "københavn": CITY,
    "københavns kommune": CITY,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kept:
    """A series that is kept, with its id."""

    id: UUID
    series: Series

    @property
    def latest(self) -> Point:
        return self.series.points[-1]


@dataclass(frozen=True, slots=True)
class Change:
    """What importing a series would do: ``before`` is what stands there now, none for a new one."""

    series: Series
    before: Series | None

    @property
    def kind(self) -> str:
        return "new" if self.before is None else "same" if self.before == self.series else "replaced"


def known_places() -> Places:
    """Each place by its name, folded. A name that two levels share is the widest place's; write the level before it."""
    division = places.division()
    found = {word: (level, "") for word, level in _ABOVE.items()}
    for level in LEVELS[1:]:
        for place in division.places(level):
            found.setdefault(place.name.casefold(), (level, place.id))
            found[f"{level}: {place.name}".casefold()] = (level, place.id)
    return found


def everything() -> list[Kept]:
    """All series, in Danish order, each with its points."""
    return _kept(ReferenceSeries.select())


def beside(place: Place, above: Iterable[Place] = (), measures: Collection[str] = ()) -> list[Kept]:
    """The series of the place and of those around it: what one may look at beside its own figures, with one statement.

    All of them, or those near one of the measures. The nearest place comes first, the country last.
    """
    around = [(place.level, place.id), *((each.level, each.id) for each in reversed(list(above)))]
    order = {key: i for i, key in enumerate(dict.fromkeys([*around, (CITY, ""), (COUNTRY, "")]))}
    table = ReferenceSeries
    wanted = (table.level << [level for level, _id in order]) & (table.place << [wanted for _level, wanted in order])
    if measures:
        wanted &= table.measure << list(measures)
    found = [kept for kept in _kept(table.select().where(wanted)) if (kept.series.level, kept.series.place) in order]
    return sorted(found, key=lambda kept: order[kept.series.level, kept.series.place])


def changes(file: File) -> list[Change]:
    """What importing the file would do, series by series."""
    now = {kept.series.name.casefold(): kept.series for kept in everything()}
    return [Change(series, now.get(series.name.casefold())) for series in file.series]


def import_file(by: StaffUser | None, file: File) -> list[Change]:
    """Keep every series of the file in place of the one of its name; the same again changes nothing.

    Raises :class:`InvalidError` when a line of the file cannot be used: then nothing is kept.
    """
    if file.faults or not file.series:
        raise InvalidError("file", N_("The file has lines that cannot be used. Nothing is imported."))
    with act():
        found = changes(file)
        for change in found:
            if change.kind != "same":
                kept, values = _keep(by, change.series), len(change.series.points)
                audit.record(AuditAct.FIGURES_IMPORTED, by, about=("figures", kept), detail=str(values))
    return found


def load(text: str) -> None:
    """Keep the delivered series where there is none yet."""
    if not ReferenceSeries.select().exists():
        with act():
            for series in read(text, known_places()).series:
                _keep(None, series)


def remove(by: StaffUser, series_id: UUID) -> str:
    """Remove a series with its figures and return its name; raises :class:`NotVisibleError` when it is not there."""
    with act():
        known: ReferenceSeries | None = ReferenceSeries.get_or_none(ReferenceSeries.id == series_id)
        if known is None:
            raise NotVisibleError(N_("There is no such page."))
        figures = ReferenceFigure.delete().where(ReferenceFigure.series == series_id).execute()
        known.delete_instance()
        audit.record(AuditAct.FIGURES_REMOVED, by, about=("figures", series_id), detail=str(figures))
    return str(known.name)


def _keep(by: StaffUser | None, series: Series) -> UUID:
    """Write the series in place of the one of its name; returns its id."""
    existing = [kept for kept in everything() if kept.series.name.casefold() == series.name.casefold()]
    series_id = existing[0].id if existing else uuid4()
    ReferenceFigure.delete().where(ReferenceFigure.series == series_id).execute()
    ReferenceSeries.delete().where(ReferenceSeries.id == series_id).execute()
    given = {name: getattr(series, name) for name in Series.__slots__ if name != "points"}
    ReferenceSeries.create(id=series_id, set_by=by, set_at=clock.now(), **given)
    values = [(series_id, point.period, point.value, point.source) for point in series.points]
    ReferenceFigure.insert_many(values, list(ReferenceFigure._meta.sorted_fields)).execute()
    return series_id


def _kept(select: Any) -> list[Kept]:
    table, figure = ReferenceSeries, ReferenceFigure
    columns = (
        table.id, table.name, table.name_en, table.measure, table.level, table.place, table.unit, table.definition,
        table.definition_en, figure.period, figure.value, figure.source,
    )  # fmt: skip
    joined = select.select(*columns).join(figure, on=(figure.series == table.id)).order_by(table.id, figure.period)
    points: dict[UUID, list[Point]] = {}
    about: dict[UUID, tuple[Any, ...]] = {}
    for series_id, *words, period, value, source in rows(joined):
        points.setdefault(series_id, []).append(Point(period, value, source))
        about[series_id] = tuple(words)
    found = [Kept(each, Series(*(*words, tuple(points[each])))) for each, words in about.items()]
    return sorted(found, key=lambda kept: in_order(kept.series.name))
