"""The accounts of a demonstration. Their ids are known, so that a real installation can refuse to start with them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from uu.domain import areas, passwords, reference, staff
from uu.domain.staff import StaffCard
from uu.models import HousingPlan, StaffUser
from uu.models.database import act, rows
from uu.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody of the demonstration; a counsellor has the areas of the plans, "" meaning those without a plan."""

    username: str
    name: str
    role: Role
    does: str
    plans: tuple[str, ...] = ()
    signs_in: bool = True

    @property
    def id(self) -> UUID:
        return reference.stable_id("demo-account", self.username)


ACCOUNTS = (
    Account("admin", "Anders Admin", Role.ADMIN, "users, areas and settings"),
    Account("leder", "Lone Leder", Role.LEADER, "the overview of the city"),
    Account("dpo", "Dorthe Dataværn", Role.DPO, "the access log"),
    Account("helhedsplan", "Hanne Holm", Role.PLAN_LEADER, "heads NørreBrobyggerne", ("NørreBrobyggerne",)),
    Account("vejleder", "Mette Vang", Role.COUNSELLOR, "counsels in NørreBrobyggerne", ("NørreBrobyggerne",)),
    Account("vejleder2", "Karim Saleh", Role.COUNSELLOR, "counsels in Tingbjerg-Husum", ("Tingbjerg-Husum",)),
    # Colleagues who are met in lists and cannot sign in.
    Account("ida.nordvest", "Ida Brandt", Role.COUNSELLOR, "", ("Beboerprojekt Nordvest",), signs_in=False),
    Account("jonas.syd", "Jonas Riis", Role.COUNSELLOR, "", ("Fællesskaberne Sjælør-Sydhavnen", ""), signs_in=False),
    Account("selma.amager", "Selma Demir", Role.COUNSELLOR, "", ("Amagerplanen",), signs_in=False),
)


def are_present() -> bool:
    """Whether this database holds accounts that anybody could know the password of."""
    return bool(StaffUser.select().where(StaffUser.id.in_([account.id for account in ACCOUNTS])).exists())


def make() -> dict[UUID, StaffUser]:
    """The accounts, without passwords, and for every real area the counsellor who works there."""
    with act():
        for account in ACCOUNTS:
            staff.invite(None, account.id, account.username, _card(account))
    works_in = {}
    for account in ACCOUNTS:
        if account.role == Role.COUNSELLOR:
            person = staff.find(account.id)
            works_in.update(dict.fromkeys(_areas(account.plans), person))
    return works_in


def leader() -> StaffUser:
    """The one who leads."""
    return staff.find(next(account.id for account in ACCOUNTS if account.role == Role.LEADER))


def give_password(password: str) -> None:
    """Let those who sign in do so with this password, whatever they had; nothing changes when it is theirs already."""
    who = list(StaffUser.select().where(StaffUser.id.in_([account.id for account in ACCOUNTS if account.signs_in])))
    if who and all(passwords.matches(person.password_hash, password) for person in who[:1]):
        return
    kept = passwords.hash_of(password)
    with act():
        StaffUser.update(password_hash=kept).where(StaffUser.id.in_([person.id for person in who])).execute()


def _card(account: Account) -> StaffCard:
    if account.role == Role.COUNSELLOR:
        return StaffCard(account.name, account.role, areas=frozenset(_areas(account.plans)))
    plans = HousingPlan.select(HousingPlan.id).where(HousingPlan.name.in_(account.plans))
    return StaffCard(account.name, account.role, plans=frozenset(plan for (plan,) in rows(plans)))


def _areas(plans: Iterable[str]) -> list[UUID]:
    """The areas of the plans as they are today, in the order of their names."""
    return [choice.id for choice in areas.choices() if choice.plan in plans]
