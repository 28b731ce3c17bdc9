"""Making a report: one at a time for each user and each process, seen while it is made, and cancelled when wanted."""

import logging
import threading
from collections.abc import Callable, Iterable
from contextvars import copy_context
from datetime import date, timedelta
from uuid import UUID

from uu import clock
from uu.domain import audit, places
from uu.domain.errors import InvalidError, NotVisibleError, UsedIdError
from uu.domain.places import CITY_PLACE
from uu.domain.reference import DAWN
from uu.domain.reports_read import Order, Step, first_day
from uu.models import ReportOrder, StaffUser
from uu.models.database import act, disconnect
from uu.models.reports import ReportState
from uu.statistics import periods
from uu.vocabulary import N_, AuditAct, ReportKind

KEPT = 3
KEPT_FOR = timedelta(hours=24)
# A report that is not ready by then has lost who made it, such as a process that was ended.
LONGEST = timedelta(minutes=5)
RUNNING = (ReportState.WAITING, ReportState.WORKING)
Work = Callable[[Order, Step], str]

_log = logging.getLogger(__name__)
# One at a time, so that nobody's reports take the memory and the processor from everybody else.
_turn = threading.Lock()
_steps: dict[UUID, tuple[int, int]] = {}
# Those that are made in this process, until they are cancelled.
_wanted: set[UUID] = set()


class _CancelledError(Exception):
    """The report is no longer wanted."""


def check(order: Order) -> None:
    """Raises :class:`InvalidError` for a day that is none, :class:`NotVisibleError` for a place that does not exist."""
    if order.since > clock.today():
        raise InvalidError("since", N_("The period must begin today or earlier."))
    if order.since < DAWN:
        raise InvalidError("since", N_("Choose today or an earlier day, from 2000 on."))
    places.division().find(order.level, order.place)


def start(by: StaffUser, order_id: UUID, order: Order, language: str, work: Work, patience: float) -> ReportOrder:
    """Begin to make the report and wait a moment for it; whoever is having one made already gets that one.

    ``work`` makes its content. The same order with the same id is the same report; raises :class:`UsedIdError` for the
    id of another one, and as :func:`check` does.
    """
    check(order)
    with act():
        forget_old()
        known = _known(by, order_id, order, language) or next(filter(is_running, _of(by)), None)
        if known:
            return known
        _forget_all_but(by, KEPT - 1)
        made: ReportOrder = ReportOrder.create(
            id=order_id, staff=by, kind=order.kind, level=order.level, place=order.place, since=order.since,
            language=language, state=ReportState.WAITING, made_at=clock.now(),
        )  # fmt: skip
        audit.record(AuditAct.REPORT_MADE, by, about=(order.level, order.place), detail=f"report {order.kind.value}")
    _wanted.add(order_id)
    # The day and the moment are those of whoever asked.
    worker = threading.Thread(target=copy_context().run, args=(_make, order_id, order, work), daemon=True)
    worker.start()
    worker.join(patience)
    return found(by, made.id)


def found(by: StaffUser, order_id: UUID) -> ReportOrder:
    """A report of one's own; raises :class:`NotVisibleError` for any other."""
    known = [one for one in _of(by) if one.id == order_id]
    if not known:
        raise NotVisibleError(N_("There is no such page."))
    return known[0]


def mine(by: StaffUser) -> list[ReportOrder]:
    """One's own reports, the newest first."""
    return _of(by)


def place_names(orders: Iterable[ReportOrder]) -> dict[UUID, str]:
    """What the place of each is called today; empty where it is no more."""
    division = places.division()
    named = {(each.level, each.id): each.name for level in places.LEVELS for each in division.places(level)}
    named["city", ""] = CITY_PLACE.name
    return {order.id: named.get((order.level, order.place), "") for order in orders}


def is_running(order: ReportOrder) -> bool:
    """Whether somebody is still at it."""
    return order.state in RUNNING and clock.now() - order.made_at < LONGEST


def progress(order: ReportOrder) -> tuple[int, int]:
    """How many sections are done, and of how many; (0, 0) where it waits or is made elsewhere."""
    return _steps.get(order.id, (0, 0))


def cancel(by: StaffUser, order_id: UUID) -> None:
    """Make it no further. One that is ready stays."""
    with act():
        order = found(by, order_id)
        mine_still = (ReportOrder.id == order.id) & ReportOrder.state.in_(RUNNING)
        if ReportOrder.update(state=ReportState.CANCELLED).where(mine_still).execute():
            _wanted.discard(order.id)


def forget_old() -> int:
    """Forget the reports of yesterday."""
    return int(ReportOrder.delete().where(ReportOrder.made_at < clock.now() - KEPT_FOR).execute())


def _make(order_id: UUID, order: Order, work: Work) -> None:
    try:
        with _turn:
            _move(order_id, ReportState.WAITING, ReportState.WORKING)
            content = work(order, _counting(order_id))
            _move(order_id, ReportState.WORKING, ReportState.READY, content)
    except _CancelledError:
        pass
    # Whatever it is, whoever waits for the report is told; of what was read nothing goes to the log.
    except Exception as error:  # noqa: BLE001  # Nobody else would catch what a thread raises.
        _log.error("A report could not be made: %s", type(error).__name__)  # The trace may hold names.
        _fail(order_id)
    finally:
        _steps.pop(order_id, None)
        _wanted.discard(order_id)
        disconnect()


def _counting(order_id: UUID) -> Step:
    def step(done: int, of: int) -> None:
        _steps[order_id] = (done, of)
        # The table would not tell: everything is read as it stood when the reading began.
        if order_id not in _wanted:
            raise _CancelledError

    return step


def _move(order_id: UUID, before: ReportState, after: ReportState, content: str = "") -> None:
    """From one state to the next; raises when it is not there any more, which is when somebody cancelled."""
    with act():
        this = (ReportOrder.id == order_id) & (ReportOrder.state == before)
        if not ReportOrder.update(state=after, content=content).where(this).execute():
            raise _CancelledError


def _fail(order_id: UUID) -> None:
    with act():
        this = (ReportOrder.id == order_id) & ReportOrder.state.in_(RUNNING)
        ReportOrder.update(state=ReportState.FAILED).where(this).execute()


def _known(by: StaffUser, order_id: UUID, order: Order, language: str) -> ReportOrder | None:
    """The report that was made with the id, whoever asked for it."""
    found: ReportOrder | None = ReportOrder.get_or_none(ReportOrder.id == order_id)
    if found is None:
        return None
    asked = Order(found.kind, found.level, found.place, found.since)
    if (found.staff_id, asked, found.language) != (by.id, order, language):
        raise UsedIdError
    return found


def _of(by: StaffUser) -> list[ReportOrder]:
    theirs = (ReportOrder.staff == by.id) & (ReportOrder.made_at >= clock.now() - KEPT_FOR)
    return list(ReportOrder.select().where(theirs).order_by(ReportOrder.made_at.desc()))


def _forget_all_but(by: StaffUser, most: int) -> None:
    for order in _of(by)[most:]:
        order.delete_instance()


def usual_since(kind: ReportKind) -> date:
    """A month back, and for the evaluation the first day of which anything is counted."""
    if kind != ReportKind.EVALUATION:
        return periods.months_back(clock.today(), 1)
    return first_day()
