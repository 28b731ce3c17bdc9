"""Young people for tests that are about something else than registering them."""

from datetime import date
from uuid import UUID, uuid4

from tests import cast
from uu import clock
from uu.domain import keys, statuses
from uu.domain.identity import Identity
from uu.domain.statuses import StatusGiven
from uu.models import AreaStay, StaffUser, Youth
from uu.models.database import act
from uu.vocabulary import ContactOrigin, StatusSource, Told

SAMI_BORN = date(2009, 6, 1)


def given(code: str, day: date | None = None, **more) -> StatusGiven:
    """A status the young person told today, or on the day."""
    return StatusGiven(uuid4(), code, day or clock.today(), StatusSource.YOUTH, **more)


def youth(
    by: StaffUser,
    name: str = "Sami",
    born: date = SAMI_BORN,
    status: str = "GYM",
    since: date | None = None,
    area: UUID | None = None,
    address_protected: bool = False,
    **more,
) -> Youth:
    """Somebody of Mjølnerparken with a status, whose counsellor is ``by``; Sami is 17."""
    since, person = since or clock.today(), uuid4()
    area = area or cast.area("Mjølnerparken")
    identity = Identity(first_name=name, last_name="Yılmaz", phone="+4520000000")
    with act():
        made = Youth.create(
            id=person,
            sealed=identity.sealed(keys.make_key(person), person),
            birth_on=born,
            area=area,
            address_protected=address_protected,
            counsellor=by,
            origin=ContactOrigin.STREET,
            told=Told.YES,
            registered_by=by,
            registered_on=since,
            registered_at=clock.now(),
            status=status,
            status_on=since,
        )
        AreaStay.create(
            id=uuid4(), youth=made, area=area, lives_outside=False, since=since, recorded_at=clock.now(), recorded_by=by
        )
        statuses.place_event(by, made, given(status, since, **more))
    return made


def now(youth: Youth) -> Youth:
    """The person as stored at this moment."""
    return Youth.get_by_id(youth.id)
