"""What has happened with a young person: sessions and statuses in one line, mistakes and withdrawals included."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from uuid import UUID

from uu import clock
from uu.domain import sessions, statuses
from uu.domain.sessions import PastSession
from uu.domain.status_model import StatusWord
from uu.domain.statuses import PastStatus
from uu.models import Youth


@dataclass(frozen=True, slots=True)
class Happening:
    """A session, or a status with the one that held ``before`` it and the one that corrected it."""

    day: date
    moment: datetime
    session: PastSession | None = None
    status: PastStatus | None = None
    before: StatusWord | None = None
    corrected_by: PastStatus | None = None


def of_youth(youth: Youth) -> list[Happening]:
    """Everything, the newest day first; nothing recorded is left out."""
    held = [Happening(clock.local(one.held_at).date(), one.held_at, session=one) for one in sessions.of_youth(youth)]
    happened = held + _statuses(statuses.history(youth))
    return sorted(happened, key=lambda one: (one.day, one.moment), reverse=True)


def _statuses(history: list[PastStatus]) -> list[Happening]:
    """The history comes with the newest first."""
    corrections = {one.replaces: one for one in history if one.replaces is not None}
    effective = [one for one in history if not one.replaced]
    before: dict[UUID, StatusWord] = {one.id: earlier.word for one, earlier in pairwise(effective)}
    return [
        Happening(
            one.observed_on,
            one.recorded_at,
            status=one,
            before=before.get(one.id),
            corrected_by=corrections.get(one.id),
        )
        for one in history
    ]
