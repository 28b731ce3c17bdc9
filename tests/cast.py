"""The people of the tests' stories. Names are made up; nobody here exists."""

from datetime import date
from uuid import UUID, uuid4

from uu import clock
from uu.domain import reference
from uu.models import HousingPlan, StaffArea, StaffPlan, StaffUser
from uu.vocabulary import Role

PASSWORD = "vi går en tur ved søen"


def area(name: str) -> UUID:
    return reference.stable_id("area", name)


def staff(name: str, role: Role, areas: tuple[str, ...] = (), plan: str = "") -> StaffUser:
    """A colleague who has accepted the invitation; the password is set by those who sign in."""
    person = StaffUser.create(
        id=uuid4(), username=name.lower(), name=name, role=role, password_hash="unusable", created_at=clock.now()
    )
    for place in areas:
        StaffArea.create(id=uuid4(), staff=person, area=area(place), since=date(2026, 1, 1))
    if plan:
        StaffPlan.create(id=uuid4(), staff=person, plan=HousingPlan.get(name=plan), since=date(2026, 1, 1))
    return person


def mette() -> StaffUser:
    """Mette counsels in Mjølnerparken and Lundtoftegade."""
    return staff("Mette", Role.COUNSELLOR, ("Mjølnerparken", "Lundtoftegade"))


def karim() -> StaffUser:
    """Karim counsels in Tingbjerg."""
    return staff("Karim", Role.COUNSELLOR, ("Tingbjerg",))


def lone() -> StaffUser:
    """Lone leads UU."""
    return staff("Lone", Role.LEADER)


def hanne() -> StaffUser:
    """Hanne heads NørreBrobyggerne."""
    return staff("Hanne", Role.PLAN_LEADER, plan="NørreBrobyggerne")


def anton() -> StaffUser:
    """Anton administers."""
    return staff("Anton", Role.ADMIN)


def dorthe() -> StaffUser:
    """Dorthe protects the data."""
    return staff("Dorthe", Role.DPO)
