"""What leaves the municipality. So far: which plans a head of a housing plan will get figures for."""

from uu.domain import access
from uu.models import HousingPlan, StaffUser
from uu.models.database import rows


def plan_names(user: StaffUser) -> list[str]:
    """The names of the plans the user heads today."""
    plans = HousingPlan.select(HousingPlan.name).where(HousingPlan.id.in_(access.plan_ids(user)))
    return sorted(name for (name,) in rows(plans))
