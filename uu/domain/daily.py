"""What a new day brings of itself: somebody has turned 25, an education should have begun, statuses are old."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from uu import clock
from uu.domain import audit, counters, policies, status_model, statuses
from uu.domain.statuses import TURNED_25, StatusGiven
from uu.models import DailyRun, StatusEvent, Youth
from uu.models.database import act, rows
from uu.statistics import ages, periods
from uu.vocabulary import AuditAct, StatusSource

_YEARS = (ages.OLDEST + 1) * 12


@dataclass(frozen=True, slots=True)
class Counts:
    """How many people the day changed, and whether it had been done already."""

    turned_25: int = 0
    start_passed: int = 0
    done_before: bool = False


def run(day: date) -> Counts:
    """Do the day's acts once, whoever asks and however often; days that were missed are made up for."""
    with act():
        if DailyRun.get_or_none(DailyRun.day == day) is not None:
            return Counts(done_before=True)
        DailyRun.create(day=day, ran_at=clock.now())
        older, fallen = _close_those_who_turned_25(day), _fall_where_no_education_began(day)
        counters.count_stale(policies.stale_before(day))
        detail = f"turned_25={len(older)} start_passed={len(fallen)}"
        audit.record(AuditAct.DAILY_RUN, None, youths=[*older, *fallen], about=("day", day), detail=detail)
    return Counts(len(older), len(fallen))


def _close_those_who_turned_25(day: date) -> list[UUID]:
    born_by = periods.months_back(day, _YEARS)
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
