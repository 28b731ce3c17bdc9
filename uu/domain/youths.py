"""Young people: registered, edited, handed over; and the whole CPR number for who says what for."""

from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from uu import clock
from uu.domain import access, admission, audit, cards, counters, identity, keys, revisions, staff, statuses, stays
from uu.domain.cards import Card
from uu.domain.errors import InvalidError, StaleError, UsedIdError
from uu.domain.identity import Identity
from uu.domain.revisions import Choice
from uu.domain.statuses import StatusGiven
from uu.models import FollowUp, SearchToken, StaffUser, Youth
from uu.models.database import act, rows
from uu.privacy.cpr import Cpr
from uu.vocabulary import N_, AuditAct, ContactOrigin, CprPurpose, FollowUpState, Role, Told


@dataclass(frozen=True, slots=True)
class NewYouth:
    """A young person as one meets them: a birth date, or only the age they say."""

    id: UUID
    identity: Identity
    birth_on: date | None
    said_age: int | None
    area: UUID
    lives_outside: bool
    address_protected: bool
    origin: ContactOrigin
    told: Told
    status: StatusGiven


def register_youth(by: StaffUser, new: NewYouth) -> Youth:
    """Register a young person as one's own. The same id again by the same person is the same young person."""
    with act():
        existing = registered_as(by, new.id)
        if existing is not None:
            return existing
        youth = _store(by, new)
        stays.begin_stay(by, youth.id, None, new.area, new.lives_outside, youth.registered_on)
        statuses.place_event(by, youth, new.status)
        audit.record(AuditAct.YOUTH_REGISTERED, by, youths=[youth.id])
    return youth


def registered_as(by: StaffUser, youth: UUID) -> Youth | None:
    """The person this id was given to already; raises :class:`InvalidError` when somebody else did so."""
    existing: Youth | None = Youth.get_or_none(Youth.id == youth)
    if existing is not None and existing.registered_by != by:
        raise UsedIdError
    return existing


def edit_youth(by: StaffUser, youth: Youth, card: Card, base_version: int, chosen: Choice | None = None) -> Youth:
    """Write the card on top of what others wrote since ``base_version``.

    Different fields merge. Raises :class:`StaleError` with each field that both changed, unless it is chosen.
    """
    card = cards.checked(youth, card)
    with act():
        youth = access.visible_youth(by, youth.id)
        now = cards.of(youth).values()
        merged = _merge(youth, now, card, base_version, chosen)
        if changed := revisions.differing(now, merged):
            _keep(by, youth, now, merged)
            audit.record(AuditAct.YOUTH_CHANGED, by, youths=[youth.id], detail=" ".join(changed))
    return youth


def confirm_contacts(by: StaffUser, youth: Youth) -> None:
    """The young person, of age now, agrees that the contacts stay; asking is then done."""
    with act():
        youth = access.visible_youth(by, youth.id)
        now = cards.of(youth).values()
        _keep(by, youth, now, now, confirmed=("contacts",))
        audit.record(AuditAct.YOUTH_CHANGED, by, youths=[youth.id], detail="contacts confirmed")


def hand_over(by: StaffUser, youth: Youth, to: StaffUser) -> None:
    """Make a colleague the named counsellor, with the follow-ups that were the giver's."""
    with act():
        youth = access.visible_youth(by, youth.id)
        _check_taker(to)
        if youth.counsellor_id == to.id:
            raise InvalidError("to", N_("Choose somebody who is not the counsellor already."))
        _give([youth.id], youth.counsellor_id, to)
        audit.record(AuditAct.YOUTH_HANDED_OVER, by, youths=[youth.id], about=("staff", to.id))


def hand_over_all(by: StaffUser, giver: StaffUser, taker: StaffUser) -> int:
    """Give everybody of one counsellor to another, and what the giver was to do for others; returns how many."""
    with act():
        _check_taker(taker)
        if giver.id == taker.id:
            raise InvalidError("to", N_("Choose somebody who is not the counsellor already."))
        given = [youth for (youth,) in rows(Youth.select(Youth.id).where(Youth.counsellor == giver.id))]
        for start in range(0, len(given), 400):
            _give(given[start : start + 400], giver.id, taker)
        if given:
            audit.record(AuditAct.YOUTH_HANDED_OVER, by, youths=given, about=("staff", taker.id))
        if elsewhere := _give_steps(giver, taker):
            audit.record(AuditAct.FOLLOWUP_HANDED_OVER, by, youths=elsewhere, about=("staff", taker.id))
    return len(given)


def takers(youth: Youth) -> list[StaffUser]:
    """The active counsellors the person may be handed over to, in Danish order."""
    return [user for user in staff.active() if user.role == Role.COUNSELLOR and user.id != youth.counsellor_id]


def reveal_cpr(by: StaffUser, youth: Youth, purpose: CprPurpose) -> str:
    """The whole CPR number, for a purpose that the access log keeps."""
    with act():
        youth = access.visible_youth(by, youth.id)
        cpr = identity.read(youth.id, youth.sealed).cpr
        if not cpr:
            raise InvalidError("purpose", N_("No CPR number is written for this young person."))
        audit.record(AuditAct.CPR_REVEALED, by, youths=[youth.id], purpose=purpose.value)
    return Cpr(cpr).formatted


def _store(by: StaffUser, new: NewYouth) -> Youth:
    day = clock.told_day()
    who = admission.tidied(new.identity)
    birth_on = admission.birth_date(new.birth_on, new.said_age, day)
    stays.check_area(new.area)
    youth: Youth = Youth.create(
        id=new.id,
        sealed=who.sealed(keys.make_key(new.id), new.id),
        birth_on=birth_on,
        said_age=None if new.birth_on else new.said_age,
        area=new.area,
        lives_outside=new.lives_outside,
        address_protected=new.address_protected,
        counsellor=by,
        counsellor_since=day,
        origin=new.origin,
        told=new.told,
        registered_by=by,
        registered_on=day,
        registered_at=clock.now(),
        status=new.status.code,
        status_on=new.status.observed_on,
    )
    _index(youth.id, who)
    return youth


def _merge(
    youth: Youth, now: revisions.Values, card: Card, base_version: int, chosen: Choice | None
) -> revisions.Values:
    in_force = chosen.fields if chosen is not None and chosen.version == youth.version else {}
    merged = revisions.merge(now, card.values(), revisions.since(youth.id, base_version), in_force)
    if merged.clashes:
        raise StaleError(N_("A colleague has changed the same. Choose what is right."), merged.clashes)
    return merged.values


def _keep(
    by: StaffUser, youth: Youth, before: revisions.Values, after: revisions.Values, confirmed: tuple[str, ...] = ()
) -> None:
    revisions.note(by, youth, before, after, confirmed)
    card, born = Card.from_values(after), youth.birth_on
    cards.write(youth, card)
    youth.version += 1
    # How old somebody was at the first session counts in the figures.
    with counters.recounting(youth.id) if youth.birth_on != born else nullcontext():
        youth.save()
    _index(youth.id, card.identity)


def _index(youth: UUID, who: Identity) -> None:
    SearchToken.delete().where(SearchToken.youth == youth).execute()
    found = [(youth, token) for token in sorted(who.tokens())]
    for start in range(0, len(found), 400):
        SearchToken.insert_many(found[start : start + 400], [SearchToken.youth, SearchToken.token]).execute()


def _check_taker(taker: StaffUser) -> None:
    if taker.role != Role.COUNSELLOR or not taker.is_active:
        raise InvalidError("to", N_("Choose a counsellor who can sign in."))


def _give(youths: list[UUID], giver: UUID | None, taker: StaffUser) -> None:
    Youth.update(counsellor=taker, counsellor_since=clock.today()).where(Youth.id.in_(youths)).execute()
    theirs = FollowUp.youth.in_(youths) & (FollowUp.state == FollowUpState.OPEN) & (FollowUp.assignee == giver)
    FollowUp.update(assignee=taker).where(theirs).execute()


def _give_steps(giver: StaffUser, taker: StaffUser) -> list[UUID]:
    """The giver's open follow-ups on other people's young people go along; returns whom they are about.

    Where the taker may not see the young person, the follow-up falls to the young person's own counsellor.
    """
    theirs = (FollowUp.assignee == giver.id) & (FollowUp.state == FollowUpState.OPEN)
    about = [youth for (youth,) in rows(FollowUp.select(FollowUp.youth).where(theirs).distinct())]
    seen = FollowUp.youth.in_(Youth.select(Youth.id).where(access.visible_to(taker)))
    FollowUp.update(assignee=taker).where(theirs & seen).execute()
    FollowUp.update(assignee=None).where(theirs).execute()
    return about
