"""Young people of the tests' stories, put straight into the tables so that a test says exactly what stands there."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from tests.cast import area
from uu import clock
from uu.domain import keys
from uu.domain.identity import Identity
from uu.models import AreaStay, SearchToken, StaffUser, StatusEvent, Youth
from uu.vocabulary import ContactOrigin, StatusSource, Told


def ago(days: int) -> date:
    return clock.today() - timedelta(days=days)


def young(
    of: StaffUser,
    name: str = "Amina",
    *,
    place: str = "Mjølnerparken",
    status: str = "GYM",
    who: Any = None,
    **columns: Any,
) -> Youth:
    """Somebody this counsellor follows: 18 years old, spoken to yesterday, told, with a fresh status."""
    youth_id, identity = uuid4(), who or Identity(*name.split(" ", 1))
    given = {
        "birth_on": ago(18 * 366), "area": area(place), "counsellor": of, "origin": ContactOrigin.STREET,
        "told": Told.YES, "registered_by": of, "registered_on": ago(40), "registered_at": clock.now(),
        "status_on": ago(20), "last_contact_on": ago(1),
    } | columns  # fmt: skip
    youth = Youth.create(id=youth_id, sealed=identity.sealed(keys.make_key(youth_id), youth_id), status=status, **given)
    SearchToken.insert_many([(youth_id, token) for token in identity.tokens()]).execute()
    AreaStay.create(
        id=uuid4(), youth=youth, area=given["area"], lives_outside=given.get("lives_outside", False),
        since=given["registered_on"], recorded_at=clock.now(), recorded_by=of,
    )  # fmt: skip
    observed(youth, status, given["status_on"])
    return youth


def observed(youth: Youth, status: str, day: date, replaces: UUID | None = None) -> StatusEvent:
    return StatusEvent.create(
        id=uuid4(), youth=youth, status=status, observed_on=day, recorded_at=clock.now(), source=StatusSource.YOUTH,
        recorded_by=youth.registered_by, replaces=replaces,
    )  # fmt: skip
