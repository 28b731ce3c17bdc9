"""Settings an administrator changes while the service runs."""

import peewee

from uu.models.database import Model
from uu.models.fields import UtcField
from uu.models.staff import StaffUser


class Policy(Model):
    """One setting that differs from its default."""

    name = peewee.CharField(max_length=40, primary_key=True)
    value = peewee.IntegerField()
    set_by = peewee.ForeignKeyField(StaffUser)
    set_at = UtcField()


class DailyRun(Model):
    """A day whose daily acts are done."""

    day = peewee.DateField(primary_key=True)
    ran_at = UtcField()
