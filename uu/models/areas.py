"""Districts, housing plans and housing areas, and which area belonged to which plan when."""

from uuid import UUID

import peewee

from uu.models.database import Model

# The two places in which people are counted who live outside the areas or are address-protected.
OUTSIDE = UUID(int=1)
PROTECTED = UUID(int=2)


class District(Model):
    """A district of the city; 99 stands for outside the division."""

    code = peewee.CharField(max_length=4, primary_key=True)
    name = peewee.CharField(max_length=120)


class HousingPlan(Model):
    """A social housing master plan, in force from a day to a day."""

    id = peewee.UUIDField(primary_key=True)
    name = peewee.CharField(max_length=160, unique=True)
    note = peewee.TextField(default="")
    since = peewee.DateField(null=True)
    until = peewee.DateField(null=True)
    version = peewee.IntegerField(default=1)


class HousingArea(Model):
    """A housing area, or one of the two places people are counted in who live outside or are address-protected."""

    id = peewee.UUIDField(primary_key=True)
    name = peewee.CharField(max_length=160, unique=True)
    association = peewee.CharField(max_length=120, default="")
    district = peewee.ForeignKeyField(District)
    postcode = peewee.CharField(max_length=16, default="")
    kind = peewee.CharField(max_length=12, default="area")
    basis = peewee.TextField(default="")
    closed_on = peewee.DateField(null=True)
    version = peewee.IntegerField(default=1)


class AreaMembership(Model):
    """An area's belonging to a plan, from a day to a day; unconfirmed ones say so."""

    id = peewee.UUIDField(primary_key=True)
    area = peewee.ForeignKeyField(HousingArea, backref="memberships")
    plan = peewee.ForeignKeyField(HousingPlan, backref="memberships")
    since = peewee.DateField()
    until = peewee.DateField(null=True)
    confirmed = peewee.BooleanField()
    basis = peewee.TextField(default="")

    # What Peewee adds for each reference.
    area_id: UUID
    plan_id: UUID
