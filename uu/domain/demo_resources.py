"""The people and the money of a demonstration, so that its leader sees what figures come of them."""

from datetime import date, timedelta
from uuid import UUID

from uu.domain import reference, resources
from uu.domain.resources import Given
from uu.models import StaffUser
from uu.models.resources import Financier
from uu.statistics.periods import months_ahead
from uu.vocabulary import ResourceKind

YEAR = 12
# What each housing plan has, in hundredths: full-time counsellors, and kroner a year.
FULL_TIME = {Financier.HOUSING_PLAN: 100, Financier.MUNICIPALITY: 50}
KRONER = {Financier.HOUSING_PLAN: 610_000_00, Financier.MUNICIPALITY: 295_000_00}


def enter(leader: StaffUser, begins: date, until: date) -> None:
    """For every housing plan counsellors from the first day on, and a budget a year until the day is reached."""
    for plan in [place for place in resources.choices() if place.level == "plan"]:
        for financier, amount in FULL_TIME.items():
            given = Given(ResourceKind.FULL_TIME, financier, "plan", plan.id, amount, begins, None)
            resources.enter(leader, _id(given), given)
        for financier, amount in KRONER.items():
            first = begins
            while first <= until:
                after = months_ahead(first, YEAR)
                days = first, after - timedelta(days=1)
                given = Given(ResourceKind.BUDGET, financier, "plan", plan.id, amount, *days)
                resources.enter(leader, _id(given), given)
                first = after


def _id(given: Given) -> UUID:
    return reference.stable_id("demo-resource", f"{given.kind} {given.financier} {given.place} {given.first_on}")
