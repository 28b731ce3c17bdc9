"""The goal in force from a day: a share of the registered young people, and what it is called."""

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from fractions import Fraction

from uu import clock
from uu.domain import audit, freetext
from uu.domain.errors import InvalidError
from uu.models import StaffUser, Target
from uu.models.database import act, rows
from uu.vocabulary import N_, AuditAct

LONGEST_LABEL = 120
# A goal further ahead than this is a typing error.
FURTHEST = timedelta(days=10 * 366)


@dataclass(frozen=True, slots=True)
class Goal:
    """A target: the share in per mille, its label, and the first day it holds."""

    since: date
    per_mille: int
    label: str

    @property
    def share(self) -> Fraction:
        return Fraction(self.per_mille, 1000)


def goals() -> list[Goal]:
    """All targets, the newest first."""
    select = Target.select(Target.since, Target.per_mille, Target.label).order_by(Target.since.desc())
    return [Goal(*row) for row in rows(select)]


def goal_on(day: date) -> Goal:
    """The target in force on the day."""
    known = goals()
    return next((goal for goal in known if goal.since <= day), known[-1])


def set_target(by: StaffUser, goal: Goal) -> None:
    """Let the target hold from its day on; one of the same day is replaced, the same again changes nothing.

    Raises :class:`InvalidError` for a share that is not above 0 and at most 1000 per mille, a label that is
    missing or too long, and a day more than ten years ahead.
    """
    _check(goal)
    with act():
        if goal in goals():
            return
        Target.insert(**asdict(goal), set_by=by, set_at=clock.now()).on_conflict(
            conflict_target=[Target.since], preserve=[Target.per_mille, Target.label, Target.set_by, Target.set_at]
        ).execute()
        audit.record(AuditAct.TARGET_SET, by, about=("target", goal.since.isoformat()), detail=str(goal.per_mille))


def _check(goal: Goal) -> None:
    if not 0 < goal.per_mille <= 1000:  # Per mille.
        raise InvalidError("percent", N_("Write a number above 0 and up to 100, for example 95."))
    if not goal.label.strip():
        raise InvalidError("label", N_("Write what the target is called."))
    freetext.require_length("label", goal.label, LONGEST_LABEL)
    if goal.since > clock.today() + FURTHEST:
        raise InvalidError("since", N_("Choose a day within the next ten years."))
