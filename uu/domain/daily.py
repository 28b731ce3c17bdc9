"""What a new day brings of itself: somebody has turned 18 or 25, an education should have begun, statuses are old."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from uu import clock
from uu.domain import audit, counters, followups, policies, reports, status_model, statuses
from uu.domain.status_model import TURNED_25
from uu.domain.statuses import StatusGiven
from uu.models import DailyRun, FollowUp, StatusEvent, Youth
from uu.models.database import act, rows
from uu.statistics import ages, deadlines, periods
from uu.vocabulary import AuditAct, FollowUpState, StatusSource

_TURNING_25 = (ages.OLDEST + 1) * 12
_TURNING_18 = deadlines.CLOCK_AGES.stop * 12


@dataclass(frozen=True, slots=True)
class Counts:
    """How many people the day changed, and whether it had been done already."""

    turned_25: int = 0
    start_passed: int = 0
    turned_18: int = 0
    done_before: bool = False


def run(day: date) -> Counts:
    """Do the day's acts once, whoever asks and however often; days that were missed are made up for."""
    with act():
        if DailyRun.get_or_none(DailyRun.day == day) is not None:
            return Counts(done_before=True)
        DailyRun.create(day=day, ran_at=clock.now())
        older, fallen = _close_those_who_turned_25(day), _fall_where_no_education_began(day)
        of_age = _end_clocks_of_those_who_turned_18(day)
        counters.count_stale(policies.stale_before(day))
        reports.forget_old()
        detail = f"turned_25={len(older)} start_passed={len(fallen)} turned_18={len(of_age)}"
        audit.record(AuditAct.DAILY_RUN, None, youths=[*older, *fallen, *of_age], about=("day", day), detail=detail)
    return Counts(len(older), len(fallen), len(of_age))


def _close_those_who_turned_25(day: date) -> list[UUID]:
    born_by = periods.months_back(day, _TURNING_25)
    turned = list(Youth.select().where(~Youth.closed & (Youth.birth_on <= born_by)))
    for youth in turned:
        # A status recorded after the birthday would otherwise hide that the young person is no longer followed.
        _set(youth, TURNED_25, max(ages.birthday(youth.birth_on, ages.OLDEST + 1), youth.status_on))
    return [youth.id for youth in turned]


def _fall_where_no_education_began(day: date) -> list[UUID]:
    falls_to = {code: word.falls_to for code, word in status_model.words(day).items() if word.falls_to}
    fallen = []
    for youth in Youth.select().where(~Youth.closed & Youth.status.in_(list(falls_to))):
        expected_on = _expected_on(youth)
        if expected_on is not None and expected_on < day:
            _set(youth, str(falls_to[youth.status]), expected_on + timedelta(days=1))
            fallen.append(youth.id)
    return fallen


def _end_clocks_of_those_who_turned_18(day: date) -> list[UUID]:
    """The duty behind the deadlines is that of 15-17-year-olds, and ends with it.

    Every day looks at all that run: what a phone tells of the days before a birthday may start one after it.
    """
    born_by = periods.months_back(day, _TURNING_18)
    running = FollowUp.kind.in_(followups.CLOCKS) & (FollowUp.state == FollowUpState.OPEN)
    select = FollowUp.select(FollowUp.youth).join(Youth).where(running & (Youth.birth_on <= born_by)).distinct()
    of_age = [youth for (youth,) in rows(select)]
    for youth in of_age:
        followups.stop_clocks(None, youth)
    return of_age


def _expected_on(youth: Any) -> date | None:
    """The day the status that holds now was expected to end on."""
    replaced = StatusEvent.select(StatusEvent.replaces).where(
        (StatusEvent.youth == youth.id) & StatusEvent.replaces.is_null(False)
    )
    effective = (StatusEvent.youth == youth.id) & StatusEvent.id.not_in(replaced)
    select = StatusEvent.select(StatusEvent.expected_on).where(effective)
    newest = (StatusEvent.observed_on.desc(), StatusEvent.recorded_at.desc(), StatusEvent.id.desc())
    found: date | None = rows(select.order_by(*newest).limit(1))[0][0]
    return found


def _set(youth: Youth, code: str, day: date) -> None:
    with counters.recounting(youth.id):
        statuses.keep_event(None, youth, StatusGiven(uuid4(), code, day, StatusSource.SYSTEM))
