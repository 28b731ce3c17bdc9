"""Places, staff and how they sign in."""

from typing import Any

import peewee as pw


class District(pw.Model):
    code = pw.CharField(primary_key=True, max_length=4)
    name = pw.CharField(max_length=120)

    class Meta:
        table_name = "district"


class HousingPlan(pw.Model):
    id = pw.UUIDField(primary_key=True)
    name = pw.CharField(unique=True, max_length=160)
    note = pw.TextField(default="")
    since = pw.DateField(null=True)
    until = pw.DateField(null=True)
    version = pw.IntegerField(default=1)

    class Meta:
        table_name = "housing_plan"


class HousingArea(pw.Model):
    id = pw.UUIDField(primary_key=True)
    name = pw.CharField(unique=True, max_length=160)
    association = pw.CharField(max_length=120, default="")
    district = pw.ForeignKeyField(District)
    postcode = pw.CharField(max_length=16, default="")
    kind = pw.CharField(max_length=12, default="area")
    basis = pw.TextField(default="")
    closed_on = pw.DateField(null=True)
    version = pw.IntegerField(default=1)

    class Meta:
        table_name = "housing_area"


class AreaMembership(pw.Model):
    id = pw.UUIDField(primary_key=True)
    area = pw.ForeignKeyField(HousingArea)
    plan = pw.ForeignKeyField(HousingPlan)
    since = pw.DateField()
    until = pw.DateField(null=True)
    confirmed = pw.BooleanField()
    basis = pw.TextField(default="")

    class Meta:
        table_name = "area_membership"


class StaffUser(pw.Model):
    id = pw.UUIDField(primary_key=True)
    username = pw.CharField(unique=True, max_length=64)
    name = pw.CharField(max_length=120)
    role = pw.CharField(max_length=32)
    language = pw.CharField(null=True, max_length=8)
    password_hash = pw.TextField(null=True)
    totp_sealed = pw.BlobField(null=True)
    totp_last_step = pw.BigIntegerField(default=0)
    locked_at = pw.DateTimeField(null=True)
    created_at = pw.DateTimeField()
    version = pw.IntegerField(default=1)

    class Meta:
        table_name = "staff_user"


class StaffArea(pw.Model):
    id = pw.UUIDField(primary_key=True)
    staff = pw.ForeignKeyField(StaffUser)
    area = pw.ForeignKeyField(HousingArea)
    since = pw.DateField()
    until = pw.DateField(null=True)

    class Meta:
        table_name = "staff_area"


class StaffPlan(pw.Model):
    id = pw.UUIDField(primary_key=True)
    staff = pw.ForeignKeyField(StaffUser)
    plan = pw.ForeignKeyField(HousingPlan)
    since = pw.DateField()
    until = pw.DateField(null=True)

    class Meta:
        table_name = "staff_plan"


class StaffSession(pw.Model):
    id = pw.UUIDField(primary_key=True)
    token_hash = pw.BlobField(unique=True)
    staff = pw.ForeignKeyField(StaffUser)
    created_at = pw.DateTimeField()
    last_seen_at = pw.DateTimeField()
    expires_at = pw.DateTimeField()
    agent = pw.CharField(max_length=200)
    address = pw.CharField(max_length=64)
    ended_at = pw.DateTimeField(null=True)

    class Meta:
        table_name = "staff_session"


class Invitation(pw.Model):
    token_hash = pw.BlobField(primary_key=True)
    staff = pw.ForeignKeyField(StaffUser)
    expires_at = pw.DateTimeField()
    used_at = pw.DateTimeField(null=True)

    class Meta:
        table_name = "invitation"


class SignInFailure(pw.Model):
    id = pw.UUIDField(primary_key=True)
    subject = pw.BlobField(index=True)
    failed_at = pw.DateTimeField(index=True)

    class Meta:
        table_name = "sign_in_failure"


class Policy(pw.Model):
    name = pw.CharField(primary_key=True, max_length=40)
    value = pw.IntegerField()
    set_by = pw.ForeignKeyField(StaffUser)
    set_at = pw.DateTimeField()

    class Meta:
        table_name = "policy"


class DailyRun(pw.Model):
    day = pw.DateField(primary_key=True)
    ran_at = pw.DateTimeField()

    class Meta:
        table_name = "daily_run"


class Target(pw.Model):
    since = pw.DateField(primary_key=True)
    per_mille = pw.IntegerField()
    label = pw.CharField(max_length=120)
    set_by = pw.ForeignKeyField(StaffUser, null=True)
    set_at = pw.DateTimeField()

    class Meta:
        table_name = "target"


TABLES = (
    District,
    HousingPlan,
    HousingArea,
    AreaMembership,
    StaffUser,
    StaffArea,
    StaffPlan,
    StaffSession,
    Invitation,
    SignInFailure,
    Policy,
    DailyRun,
    Target,
)


def up(_migrator: Any, db: pw.Database) -> None:
    with db.bind_ctx(TABLES, bind_refs=False, bind_backrefs=False):
        db.create_tables(TABLES)


def down(_migrator: Any, db: pw.Database) -> None:
    with db.bind_ctx(TABLES, bind_refs=False, bind_backrefs=False):
        db.drop_tables(TABLES)
