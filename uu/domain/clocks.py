"""How each statutory clock ran, kept in the transaction of the act that starts, moves or ends one."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from peewee import JOIN

from uu import clock
from uu.domain import histories, journeys
from uu.models import ClockRun, FollowUp, GuidanceSession, StatusEvent
from uu.models.database import rows
from uu.statistics import presence
from uu.vocabulary import DropReason, FollowUpKind, FollowUpState

# A clock dropped for one of these reasons should not have run any longer, or not at all.
NEEDLESS = frozenset({DropReason.NOT_NEEDED, DropReason.MISTAKE})


class Run(NamedTuple):
    """A row without which clock it is of."""

    scope: UUID
    kind: FollowUpKind
    started_on: date
    due_on: date
    ended_on: date | None
    state: FollowUpState
    needless: bool


def follow(youth: UUID) -> None:
    """Within an act: bring the rows of a young person to what their follow-ups and homes say."""
    was, now = stored([youth]).get(youth, {}), said([youth]).get(youth, {})
    write({clock_id: now.get(clock_id) for clock_id in {**was, **now} if was.get(clock_id) != now.get(clock_id)})


def said(youths: Iterable[UUID]) -> dict[UUID, dict[UUID, Run]]:
    """The rows of these people by clock, as the follow-ups say.

    A clock runs from the day of the status that started it. It ends on the day of the session that met it, or else on
    the day it was closed, and never before it began.
    """
    found: dict[UUID, dict[UUID, Run]] = {}
    clocks = rows(_clocks(list(youths)))
    homes = histories.homes({row[0] for row in clocks}) if clocks else {}
    for youth, clock_id, kind, due_on, state, reason, closed_at, held_on, started_on in clocks:
        scope = presence.area_on(homes[youth], started_on)
        ended_on = None
        if state != FollowUpState.OPEN:
            ended_on = max(started_on, held_on or clock.local(closed_at).date())
        run = Run(scope, kind, started_on, due_on, ended_on, state, reason in NEEDLESS)
        found.setdefault(youth, {})[clock_id] = run
    return found


def write(runs: Mapping[UUID, Run | None]) -> None:
    """Within an act: put these rows in the place of those there are; none takes a row away."""
    for page in journeys.pages(sorted(runs)):
        ClockRun.delete().where(ClockRun.followup.in_(page)).execute()
        made = [(clock_id, *run) for clock_id in page if (run := runs[clock_id]) is not None]
        if made:
            ClockRun.insert_many(made, _COLUMNS).execute()


def stored(youths: Iterable[UUID]) -> dict[UUID, dict[UUID, Run]]:
    """The rows of these people by clock, as they stand."""
    found: dict[UUID, dict[UUID, Run]] = {}
    select = ClockRun.select(FollowUp.youth, *_COLUMNS).join(FollowUp).where(FollowUp.youth.in_(list(youths)))
    for youth, clock_id, *run in rows(select):
        found.setdefault(youth, {})[clock_id] = Run(*run)
    return found


_COLUMNS = [
    ClockRun.followup, ClockRun.scope, ClockRun.kind, ClockRun.started_on, ClockRun.due_on, ClockRun.ended_on,
    ClockRun.state, ClockRun.needless,
]  # fmt: skip


def _clocks(youths: list[UUID]) -> Any:
    """Clocks are the follow-ups that a status started."""
    return (
        FollowUp.select(
            FollowUp.youth, FollowUp.id, FollowUp.kind, FollowUp.due_on, FollowUp.state, FollowUp.drop_reason,
            FollowUp.closed_at, GuidanceSession.held_on, StatusEvent.observed_on,
        )
        .join(StatusEvent)
        .join_from(FollowUp, GuidanceSession, JOIN.LEFT_OUTER)
        .where(FollowUp.youth.in_(youths))
    )  # fmt: skip
