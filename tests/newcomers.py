"""Sami, as Mette meets him in the street, and how he counts once he is registered."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

from tests import cast
from uu import clock
from uu.domain import youths
from uu.domain.identity import Identity
from uu.domain.statuses import StatusGiven
from uu.models import Tally
from uu.vocabulary import ContactOrigin, StatusSource, Told

SAMI = Identity("Abdisalam", "Nur", "Sami", phone="+4520123456", cpr="7203094234")


def dropped_out(**more):
    given = StatusGiven(uuid4(), "UOP", clock.today(), StatusSource.YOUTH)
    return replace(given, **more)


def sami(**more):
    new = youths.NewYouth(
        id=uuid4(),
        identity=SAMI,
        birth_on=date(2009, 3, 12),
        said_age=None,
        area=cast.area("Mjølnerparken"),
        lives_outside=False,
        address_protected=False,
        origin=ContactOrigin.STREET,
        told=Told.NOT_YET,
        status=dropped_out(),
    )
    return replace(new, **more)


def tally(scope):
    return {row.status: row.n for row in Tally.select().where((Tally.scope == scope) & (Tally.n != 0))}
