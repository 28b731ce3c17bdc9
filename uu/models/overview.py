"""Counters that answer the overview without reading a single young person, and the targets."""

from uuid import UUID

import peewee

from uu.models.database import Model
from uu.models.fields import UtcField, WordField
from uu.models.staff import StaffUser
from uu.vocabulary import SessionKind

# The scope of the roll-up over all areas.
CITY = UUID(int=0)
# In the place of an age: the status is of today.
FOLLOWED = -1


class Tally(Model):
    """How many young people have a status in an area now, and how many of them since before :class:`StaleBefore`."""

    scope = peewee.UUIDField()
    status = peewee.CharField(max_length=8)
    n = peewee.IntegerField(default=0)
    stale = peewee.IntegerField(default=0)

    class Meta:
        primary_key = peewee.CompositeKey("scope", "status")


class CohortTally(Model):
    """How many young people turn 25 in a year, and how many of them have had their status since before the day.

    ``status`` is the latest one but that of having turned 25. Who has turned 25 is counted under how many months old
    the status was on that day (:func:`uu.domain.cohorts.cell`), who is still followed under :data:`FOLLOWED`; only
    theirs goes on growing ``stale``.
    """

    year = peewee.SmallIntegerField()
    scope = peewee.UUIDField()
    status = peewee.CharField(max_length=8)
    months_old = peewee.SmallIntegerField()
    n = peewee.IntegerField(default=0)
    stale = peewee.IntegerField(default=0)

    class Meta:
        primary_key = peewee.CompositeKey("year", "scope", "status", "months_old")


class StaleBefore(Model):
    """The one day before which a status is old in the tallies; no row until somebody has counted for a day."""

    day = peewee.DateField(primary_key=True)


class TallyChange(Model):
    """By how much a tally changed on a day, and in a month (kept under its first day)."""

    scope = peewee.UUIDField()
    grain = peewee.CharField(max_length=5)
    starts_on = peewee.DateField()
    status = peewee.CharField(max_length=8)
    n = peewee.IntegerField()

    class Meta:
        primary_key = peewee.CompositeKey("scope", "grain", "starts_on", "status")
        indexes = ((("grain", "starts_on", "scope"), False),)


class SessionTally(Model):
    """How many sessions of a kind young people of an area took part in on a day."""

    scope = peewee.UUIDField()
    day = peewee.DateField()
    kind = WordField(SessionKind)
    n = peewee.IntegerField()

    class Meta:
        primary_key = peewee.CompositeKey("scope", "day", "kind")


class Target(Model):
    """The goal in force from a day: a share in per mille of the registered young people, and what it is called."""

    since = peewee.DateField(primary_key=True)
    per_mille = peewee.IntegerField()
    label = peewee.CharField(max_length=120)
    set_by = peewee.ForeignKeyField(StaffUser, null=True)
    set_at = UtcField()
