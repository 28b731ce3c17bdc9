"""Published figures to compare with: a series of one place, counted in one way, and its value at each date."""

from uuid import UUID

import peewee

from uu.models.database import Model
from uu.models.fields import UtcField, WordField
from uu.models.staff import StaffUser
from uu.vocabulary import N_, Labelled


class FigureUnit(Labelled):
    """What a published figure counts in."""

    PERCENT = "percent", N_("per cent")
    PEOPLE = "people", N_("people")


class ReferenceSeries(Model):
    """What somebody else has published; ``measure`` is the code of the own figure it lies nearest to, or empty."""

    id = peewee.UUIDField(primary_key=True)
    name = peewee.CharField(max_length=120, unique=True)
    name_en = peewee.CharField(max_length=120, default="")
    measure = peewee.CharField(max_length=40, default="")
    level = peewee.CharField(max_length=10)
    place = peewee.CharField(max_length=40, default="")
    unit = WordField(FigureUnit)
    definition = peewee.TextField()
    definition_en = peewee.TextField(default="")
    set_by = peewee.ForeignKeyField(StaffUser, null=True)
    set_at = UtcField()


class ReferenceFigure(Model):
    """One value of a series: a share in per cent or a number of people, and where it was published.

    ``period`` is a year or a day, written so that it sorts: 2021 or 2021-10-01.
    """

    series = peewee.ForeignKeyField(ReferenceSeries, backref="figures")
    period = peewee.CharField(max_length=10)
    value = peewee.DecimalField(max_digits=14, decimal_places=3)
    source = peewee.CharField(max_length=300)

    # What Peewee adds for each reference.
    series_id: UUID

    class Meta:
        primary_key = peewee.CompositeKey("series", "period")
