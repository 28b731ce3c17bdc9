"""The card of one young person, as a counsellor or a leader with a stated reason reads it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from peewee import JOIN

from uu import clock
from uu.domain import access, cards, followups, identity, policies, revisions, status_model, timeline
from uu.domain.followups import Due
from uu.domain.identity import Identity
from uu.domain.revisions import Written
from uu.domain.status_model import StatusWord
from uu.domain.timeline import Happening
from uu.domain.urgency import Limits
from uu.models import AccessGrant, HousingArea, StaffUser, Youth
from uu.models.database import rows
from uu.statistics.ages import age_on
from uu.vocabulary import GrantReason, Role


@dataclass(frozen=True, slots=True)
class Opening:
    """Why a leader reads this card, and until when."""

    reason: GrantReason
    expires_at: datetime

    @property
    def minutes_left(self) -> int:
        return max(1, -int(-(self.expires_at - clock.now()).total_seconds() // 60))


@dataclass(frozen=True, slots=True)
class OpenCard:
    """Everything the page shows; ``opening`` is none for a counsellor."""

    youth: Youth
    who: Identity
    age: int
    area: str
    counsellor: str
    registered_by: str
    status: StatusWord
    is_stale: bool
    followups: list[Due]
    asks_contacts: bool
    happened: list[Happening]
    changes: list[Written]
    opening: Opening | None

    @property
    def age_is_said(self) -> bool:
        return self.youth.said_age is not None

    def sessions_of(self, staff: UUID) -> list[Happening]:
        """The sessions this user recorded and has not withdrawn."""
        held = [one for one in self.happened if one.session is not None and not one.session.withdrawn]
        return [one for one in held if one.session is not None and one.session.recorded_by_id == staff]


def read_card(user: StaffUser, youth_id: UUID) -> OpenCard:
    """The card of somebody this user may see; raises :class:`NotVisibleError` for all others."""
    youth = access.visible_youth(user, youth_id)
    status = status_model.words()[youth.status]
    who, (area, counsellor, registered_by) = identity.read(youth.id, youth.sealed), _names(youth)
    return OpenCard(
        youth=youth,
        who=who,
        age=age_on(youth.birth_on, clock.today()),
        area=area,
        counsellor=counsellor or "",
        registered_by=registered_by,
        status=status,
        is_stale=_is_stale(status, youth.status_on, clock.today()),
        followups=followups.open_of(youth.id),
        asks_contacts=cards.contacts_to_confirm(youth, who),
        happened=timeline.of_youth(youth),
        changes=revisions.history(youth.id),
        opening=_opening(user, youth) if user.role == Role.LEADER else None,
    )


def _is_stale(status: StatusWord, status_on: date, today: date) -> bool:
    values = policies.values()
    limits = Limits(today, values["quiet_after_days"], values["stale_after_months"])
    return limits.is_stale(status.bucket, status_on)


def _names(youth: Youth) -> tuple[str, str | None, str]:
    """Of the area, the counsellor and who registered the person."""
    counsellor, registrar = StaffUser.alias(), StaffUser.alias()
    select = (
        Youth.select(HousingArea.name, counsellor.name, registrar.name)
        .join(HousingArea)
        .switch(Youth)
        .join(counsellor, JOIN.LEFT_OUTER, on=(Youth.counsellor == counsellor.id))
        .switch(Youth)
        .join(registrar, on=(Youth.registered_by == registrar.id))
        .where(Youth.id == youth.id)
    )
    area, named, wrote = rows(select)[0]
    return area, named, wrote


def _opening(user: StaffUser, youth: Youth) -> Opening | None:
    """The one that lasts longest."""
    select = (
        AccessGrant.select(AccessGrant.reason, AccessGrant.expires_at)
        .where((AccessGrant.staff == user.id) & (AccessGrant.youth == youth.id))
        .order_by(AccessGrant.expires_at.desc())
        .limit(1)
    )
    found = rows(select)
    return Opening(GrantReason(found[0][0]), found[0][1]) if found else None
