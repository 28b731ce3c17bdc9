"""One of everything that a page may be about, so that every route can be asked."""

from uuid import UUID, uuid4

from werkzeug.routing import Rule

from tests import cast, people
from tests.field import Phone
from uu import clock
from uu.domain import followups, resources, sessions, tokens, zones
from uu.domain.sessions import NewSession
from uu.domain.zones import ZoneGiven
from uu.models import (
    AreaMembership,
    Conflict,
    Device,
    DuplicateProposal,
    Operation,
    ReferenceSeries,
    StaffUser,
    StatusEvent,
    Youth,
)
from uu.models.database import act
from uu.models.resources import Financier
from uu.vocabulary import Outcome, ResourceKind, SessionKind


class World:
    """Everybody of the cast; Mette's Sami has a session and a follow-up."""

    def __init__(self) -> None:
        everybody = (cast.mette, cast.karim, cast.lone, cast.hanne, cast.anton, cast.dorthe)
        self.staff: dict[str, StaffUser] = {person.__name__: person() for person in everybody}
        mette, now = self.staff["mette"], clock.now()
        # Everybody has a phone here, also those who would be refused one: what it may ask is another question.
        self.phones = {
            name: Device.create(id=uuid4(), staff=person, name="A phone", made_at=now, last_seen_at=now)
            for name, person in self.staff.items()
        }
        sami = people.youth(mette)
        walk = sessions.record_session(mette, [sami], NewSession(uuid4(), SessionKind.WALK_AND_TALK, clock.now()))
        due = followups.add_followup(mette, sami, uuid4(), "Ring", clock.today())
        self._sent_by_phones(sami)
        self.known = {
            "youth_id": sami.id,
            "session_id": walk.id,
            "followup_id": due.id,
            "event_id": StatusEvent.get().id,
            "user_id": self.staff["karim"].id,
            "area_id": cast.area("Tingbjerg"),
            "plan_id": AreaMembership.get().plan_id,
            "membership_id": AreaMembership.get().id,
            "sign_in": uuid4(),
            "token": "no-such-token",
            "device_id": self.phones["mette"].id,
            "operation_id": Operation.get(Operation.outcome == Outcome.QUARANTINED).id,
            "conflict_id": Conflict.get().id,
            "proposal_id": DuplicateProposal.get().id,
            "series_id": ReferenceSeries.select().order_by(ReferenceSeries.name).get().id,
            "order_id": uuid4(),
            "resource_id": self._resource(),
            "slug": "too-large",
            "zone_id": self._zone(),
        }

    def _zone(self) -> UUID:
        return zones.make_zone(self.staff["lone"], uuid4(), ZoneGiven("Nord", frozenset({cast.area("Tingbjerg")}))).id

    def _sent_by_phones(self, sami: Youth) -> None:
        """Something set aside, something written twice, and somebody registered twice, all of Mette's."""
        mette, karim = self.staff["mette"], self.staff["karim"]
        Phone(karim).send("record_attempt", {"youth": sami.id, "id": uuid4()})
        for nickname in ("Sam", "Sami"):
            Phone(mette).send("edit_card", {"youth": sami.id, "nickname": nickname}, version=sami.version)
        twin = people.youth(mette, "Samy")
        DuplicateProposal.create(id=uuid4(), youth=twin, other=sami, reasons="phone", found_at=clock.now())

    def _resource(self) -> UUID:
        """Lone has entered a full-time counsellor for the city."""
        kept, whole = uuid4(), ("city", "", 100, clock.today(), None)
        given = resources.Given(ResourceKind.FULL_TIME, Financier.STATE, *whole)
        resources.enter(self.staff["lone"], kept, given)
        return kept

    def shown(self, name: str) -> dict[str, str]:
        """The header with a token of somebody's phone; nobody has none."""
        if name not in self.phones:
            return {}
        with act():
            return {"Authorization": f"Bearer {tokens.issue(self.phones[name]).access}"}

    def fill(self, rule: Rule) -> str:
        """The route's address with the world's own ids; ``code`` is a status or a language."""
        code = "en" if rule.endpoint == "start.language_choice" else "JOB"
        with_values = {name: (self.known | {"code": code})[name] for name in rule.arguments}
        built = rule.build(with_values)
        assert built is not None, rule.rule
        return built[1]
