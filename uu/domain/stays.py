"""Where a young person lives from when on, and whether that may be seen; the counters follow both."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from uu import clock
from uu.domain import access, areas, audit, counters
from uu.domain.errors import InvalidError, UsedIdError
from uu.models import AreaStay, HousingArea, StaffUser, Youth
from uu.models.database import act, rows
from uu.vocabulary import N_, AuditAct


@dataclass(frozen=True, slots=True)
class PastStay:
    """A place somebody lived in, or near when ``lives_outside``, from a day on."""

    area: str
    lives_outside: bool
    since: date
    recorded_by: str


def move_youth(by: StaffUser, youth: Youth, stay: UUID, area: UUID, lives_outside: bool, since: date) -> None:
    """From the day on the young person lives, and counts, in this area. The same id again changes nothing."""
    with act():
        youth = access.visible_youth(by, youth.id)
        existing: AreaStay | None = AreaStay.get_or_none(AreaStay.id == stay)
        if existing is not None:
            _check_same(existing, by, youth)
            return
        check_area(area)
        _check_day(youth, since)
        with counters.recounting(youth.id):
            begin_stay(by, youth.id, stay, area, lives_outside, since)
            _bring_up_to_date(youth.id)
        audit.record(AuditAct.YOUTH_CHANGED, by, youths=[youth.id], detail="area")


def set_protection(by: StaffUser, youth: Youth, protected: bool) -> None:
    """Hide or show where the young person lives, in all figures from the first day on.

    Somebody who is protected is seen by the named counsellor alone, so one without becomes the user's own.
    """
    with act():
        youth = access.visible_youth(by, youth.id)
        if youth.address_protected == protected:
            return
        with counters.recounting(youth.id):
            Youth.update(address_protected=protected).where(Youth.id == youth.id).execute()
        if youth.counsellor_id is None:
            Youth.update(counsellor=by, counsellor_since=clock.today()).where(Youth.id == youth.id).execute()
        audit.record(AuditAct.YOUTH_CHANGED, by, youths=[youth.id], detail="address_protected")


def begin_stay(by: StaffUser, youth: UUID, stay: UUID | None, area: UUID, lives_outside: bool, since: date) -> None:
    """Within an act: keep a stay."""
    AreaStay.create(
        id=stay or uuid4(),
        youth=youth,
        area=area,
        lives_outside=lives_outside,
        since=since,
        recorded_at=clock.now(),
        recorded_by=by,
    )


def check_area(area: UUID) -> None:
    """Raises :class:`InvalidError` for what is no open area."""
    if area not in {choice.id for choice in areas.choices()}:
        raise InvalidError("area", N_("Choose the area, or the nearest one."))


def history(youth: Youth) -> list[PastStay]:
    """Where the young person has lived, the newest stay first."""
    select = (
        AreaStay.select(HousingArea.name, AreaStay.lives_outside, AreaStay.since, StaffUser.name)
        .join(HousingArea)
        .join_from(AreaStay, StaffUser)
        .where(AreaStay.youth == youth.id)
        .order_by(AreaStay.since.desc(), AreaStay.recorded_at.desc(), AreaStay.id.desc())
    )
    return [PastStay(*row) for row in rows(select)]


def _check_same(existing: AreaStay, by: StaffUser, youth: Youth) -> None:
    if existing.youth_id != youth.id or existing.recorded_by_id != by.id:
        raise UsedIdError


def _check_day(youth: Youth, since: date) -> None:
    if since > clock.today():
        raise InvalidError("since", N_("The date is in the future. Write today or an earlier day."))
    if since < youth.registered_on:
        raise InvalidError("since", N_("The date is before the registration. Write that day or a later one."))


def _bring_up_to_date(youth: UUID) -> None:
    """A move told afterwards may lie before one that is known already."""
    newest = (
        AreaStay.select(AreaStay.area, AreaStay.lives_outside)
        .where(AreaStay.youth == youth)
        .order_by(AreaStay.since.desc(), AreaStay.recorded_at.desc(), AreaStay.id.desc())
        .limit(1)
    )
    area, lives_outside = rows(newest)[0]
    Youth.update(area=area, lives_outside=lives_outside).where(Youth.id == youth).execute()
