"""A leader's opening of one young person's card, for a stated reason and a short time."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from uu import clock
from uu.domain import audit, freetext, identity, keys, policies
from uu.domain.errors import InvalidError, NotVisibleError, UsedIdError
from uu.domain.identity import Identity
from uu.models import AccessGrant, HousingArea, SearchToken, StaffUser, Youth
from uu.models.database import act, rows
from uu.privacy import names, phones
from uu.privacy.cpr import Cpr
from uu.privacy.errors import PrivacyError
from uu.statistics import ages
from uu.vocabulary import N_, AuditAct, GrantReason

LONGEST_TEXT = 300
_SHORTEST_TEXT = 10
_WHAT = "grant.reason"
_MOST = 300


@dataclass(frozen=True, slots=True)
class Found:
    """As little as tells one person from another."""

    youth: UUID
    name: str
    age: int
    area: str


def check_reason(text: str) -> None:
    """Raises :class:`InvalidError` for a reason that says nothing, or too much."""
    if len(text.strip()) < _SHORTEST_TEXT:
        raise InvalidError("text", N_("Write in a few words why you need to open the card."))
    freetext.require_length("text", text, LONGEST_TEXT)
    freetext.check("text", text)


def find_exactly(by: StaffUser, reason: GrantReason, text: str, query: str) -> list[Found]:
    """Who has exactly this phone, CPR number or full name; address-protected people are left out."""
    check_reason(text)
    found = [row for row in _candidates(query) if _is_exactly(row[1], query)]
    youths = [row[0].id for row in found]
    audit.record(AuditAct.SEARCH, by, youths=youths, purpose=reason.value, detail="opening")
    today = clock.today()
    return [Found(youth.id, who.full_name, ages.age_on(youth.birth_on, today), area) for youth, who, area in found]


def request_grant(by: StaffUser, grant: UUID, youth: UUID, reason: GrantReason, text: str) -> AccessGrant:
    """Open the card for the minutes the settings allow. The same id again is the same opening.

    Raises :class:`NotVisibleError` for somebody address-protected just as for nobody.
    """
    check_reason(text)
    with act():
        existing: AccessGrant | None = AccessGrant.get_or_none(AccessGrant.id == grant)
        if existing is not None:
            return _the_same(existing, by, youth)
        if not Youth.select().where((Youth.id == youth) & ~Youth.address_protected).exists():
            raise NotVisibleError(N_("There is no such page."))
        sealed = keys.seal(keys.key_of(youth), youth, _WHAT, text.strip())
        opened = _open(by, grant, youth, reason, sealed)
        audit.record(AuditAct.ACCESS_GRANTED, by, youths=[youth], purpose=reason.value, sealed_detail=sealed)
    return opened


def _the_same(existing: AccessGrant, by: StaffUser, youth: UUID) -> AccessGrant:
    if existing.staff_id != by.id or existing.youth_id != youth:
        raise UsedIdError
    return existing


def _open(by: StaffUser, grant: UUID, youth: UUID, reason: GrantReason, sealed: bytes) -> AccessGrant:
    now = clock.now()
    opened: AccessGrant = AccessGrant.create(
        id=grant,
        staff=by,
        youth=youth,
        reason=reason.value,
        sealed_reason=sealed,
        granted_at=now,
        expires_at=now + timedelta(minutes=policies.value("grant_minutes")),
    )
    return opened


def _candidates(query: str) -> list[tuple[Youth, Identity, str]]:
    entries = keys.blind_index().query(query)
    if not entries:
        return []
    met = [Youth.id.in_(_with_any(entry)) for entry in entries]
    columns = (Youth.id, Youth.sealed, Youth.birth_on, HousingArea.name)
    select = Youth.select(*columns).join(HousingArea).where(~Youth.address_protected, *met).limit(_MOST)
    found = rows(select)
    who = identity.read_all((youth, sealed) for youth, sealed, _born, _area in found)
    return [(Youth(id=youth, birth_on=born), who[youth], area) for youth, _sealed, born, area in found]


def _with_any(tokens: list[bytes]) -> Any:
    return SearchToken.select(SearchToken.youth).where(SearchToken.token.in_(tokens))


def _is_exactly(who: Identity, query: str) -> bool:
    """A name in full counts however it is spelled with or without Danish letters and capitals."""
    wanted = names.fold(query)
    first_names = [name for name in (who.first_name, who.nickname) if name and who.last_name]
    if wanted in {names.fold(f"{name} {who.last_name}") for name in first_names}:
        return True
    return who.phone == _phone(query) != "" or who.cpr == _cpr(query) != ""


def _phone(query: str) -> str:
    try:
        return phones.normalise(query)
    except PrivacyError:
        return ""


def _cpr(query: str) -> str:
    try:
        return Cpr.parse(query).digits
    except PrivacyError:
        return ""
