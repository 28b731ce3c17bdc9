"""The people and the money of the effort, as leaders enter them."""

import peewee

from uu.models.database import Model
from uu.models.fields import UtcField, WordField
from uu.models.staff import StaffUser
from uu.vocabulary import N_, Labelled, ResourceKind


class Financier(Labelled):
    """Who pays."""

    MUNICIPALITY = "municipality", N_("The municipality")
    HOUSING_PLAN = "housing_plan", N_("The housing plan")
    STATE = "state", N_("The state")
    FOUNDATION = "foundation", N_("A foundation")
    OTHER = "other", N_("Others")


class Resource(Model):
    """Full-time counsellors, or kroner for all of the days, from a financier for a place; both days are included.

    ``amount`` is in hundredths. ``level`` and ``place`` name the city, a housing plan or an area as the figures do.
    """

    id = peewee.UUIDField(primary_key=True)
    kind = WordField(ResourceKind)
    financier = WordField(Financier)
    level = peewee.CharField(max_length=8)
    place = peewee.CharField(max_length=40)
    amount = peewee.BigIntegerField()
    first_on = peewee.DateField()
    last_on = peewee.DateField(null=True)
    version = peewee.IntegerField(default=1)
    set_by = peewee.ForeignKeyField(StaffUser)
    set_at = UtcField()
