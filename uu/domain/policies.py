"""Settings an administrator may change while the service runs, with their defaults and bounds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from uu import clock
from uu.domain import audit, counters
from uu.domain.errors import InvalidError
from uu.models import Policy, StaffUser
from uu.models.database import act, rows
from uu.statistics import periods
from uu.vocabulary import N_, AuditAct

STALE = "stale_after_months"
COMPARATOR = "outcome_comparator_percent"


@dataclass(frozen=True, slots=True)
class Rule:
    """A setting: what it is called, what it does, its default and the smallest and largest sensible value."""

    name: str
    label: str
    help: str
    default: int
    least: int
    most: int


RULES = {
    rule.name: rule
    for rule in (
        Rule(
            STALE,
            N_("A status is old after (months)"),
            N_("An old status is shown as old and counted as unknown in the range."),
            6, 1, 36,
        ),
        Rule(
            COMPARATOR,
            N_("Compare the outcome with (per cent)"),
            N_("The line in the outcome's curve: the share in education or work after 24 months to compare with."),
            25, 1, 99,
        ),
        Rule(
            "quiet_after_days",
            N_("Long without contact after (days)"),
            N_("Young people without contact for this long move up on the counsellor's list."),
            60, 7, 365,
        ),
        Rule(
            "session_idle_minutes",
            N_("Signed out after (minutes without use)"),
            N_("A device that is not used is signed out after this time."),
            480, 5, 1440,
        ),
        Rule(
            "grant_minutes",
            N_("A leader's opening of a person lasts (minutes)"),
            N_("After this time the leader must state a reason again."),
            60, 5, 240,
        ),
        Rule(
            "offline_days",
            N_("A phone is emptied after (days without contact)"),
            N_(
                "A phone made ready for the field that has not reached us for this long removes the young people from "
                "itself. What it has not sent stays."
            ),
            14, 1, 60,
        ),
    )
}  # fmt: skip


def value(name: str) -> int:
    """The value in force."""
    return values()[name]


def values() -> dict[str, int]:
    """All values in force, in one statement."""
    stored = dict(rows(Policy.select(Policy.name, Policy.value)))
    return {name: stored.get(name, rule.default) for name, rule in RULES.items()}


def stale_before(day: date) -> date:
    """A status from before this is old on the day."""
    return periods.months_back(day, value(STALE))


def change_policies(by: StaffUser, wanted: Mapping[str, int]) -> None:
    """Set those values that are others than now, all or none; raises :class:`InvalidError` outside their bounds."""
    with act():
        now = values()
        for name in RULES:
            if wanted[name] != now[name]:
                change_policy(by, name, wanted[name])


def change_policy(by: StaffUser, name: str, new: int) -> None:
    """Set one value; raises :class:`InvalidError` outside its bounds."""
    rule = RULES[name]
    if not rule.least <= new <= rule.most:
        message = N_("Choose a number from %(least)d to %(most)d.")
        raise InvalidError(name, message, least=rule.least, most=rule.most)
    with act():
        Policy.insert(name=name, value=new, set_by=by, set_at=clock.now()).on_conflict(
            conflict_target=[Policy.name], preserve=[Policy.value, Policy.set_by, Policy.set_at]
        ).execute()
        if name == STALE:
            counters.count_stale(stale_before(clock.today()))
        audit.record(AuditAct.SETTING_CHANGED, by, about=("policy", name), detail=str(new))
