"""What must be true when all is quiet: every act exactly once, nothing else, and everybody knows the same."""

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from tests.faults import effects
from tests.faults.phone import Item, Phone
from uu.domain import audit, recounts
from uu.models import FollowUp, GuidanceSession, Operation, SessionParticipant, StatusEvent, Youth
from uu.models.database import rows
from uu.vocabulary import FollowUpKind, StatusSource

DOUBLED = "Counted twice"
REFUSED = "refused"
_EFFECTIVE = {"applied", "merged"}
_WITH_STATUS = {"record_session", "register_youth"}


def faults(phones: list[Phone], copies: dict[str, dict[str, object]], before: set[str]) -> list[str]:
    """Everything that is wrong, one sentence each; nothing when all promises were kept."""
    done = [item for phone in phones for item in phone.receipts]
    return [
        *_undelivered(phones),
        *_receipts(done),
        *_order(phones),
        *_records("session", _made(done, "record_session", "record_attempt"), GuidanceSession, before),
        *_records("person", _made(done, "register_youth"), Youth, before),
        *_records("status", _statuses(done), StatusEvent, before, StatusEvent.source != StatusSource.SYSTEM),
        *_participants(done, before),
        *_followups(done, before),
        *effects.faults(done),
        *_equal(phones, copies),
        *(f"Recount: {sentence}" for sentence in recounts.differences(lambda _n: None)[:5]),
        *(["The access log is broken."] if audit.verify().broken_at else []),
    ]


def stored() -> set[str]:
    """The ids of all records there are."""
    tables = (GuidanceSession, Youth, StatusEvent, FollowUp)
    return {str(one) for table in tables for (one,) in rows(table.select(table.id))}


def _undelivered(phones: Iterable[Phone]) -> list[str]:
    return [f"{phone.name}: {item.kind} {item.id} was never received." for phone in phones for item in phone.outbox]


def _receipts(done: list[Item]) -> list[str]:
    kept = {str(one): outcome for one, outcome in rows(Operation.select(Operation.id, Operation.outcome))}
    wrong = [item for item in done if kept.get(item.id) != item.outcome]
    unknown = set(kept) - {item.id for item in done}
    return [
        f"{item.kind} {item.id}: the phone was told {item.outcome}, stored is {kept.get(item.id)}." for item in wrong
    ] + [f"Operation {one} is stored and no phone has its receipt." for one in unknown]


def _order(phones: Iterable[Phone]) -> list[str]:
    """In the order they were made; who had to be registered anew comes later, and all that waited for it."""
    at = {str(one): moment for one, moment in rows(Operation.select(Operation.id, Operation.received_at))}
    wrong = []
    for phone in phones:
        anew = {item.data["id"] for item in phone.receipts if item.kind == "register_youth" and item.outcome == REFUSED}
        in_order = [item for item in phone.receipts if item.id in at and anew.isdisjoint(_about(item))]
        wrong += [
            f"{phone.name}: {later.kind} {later.id} was applied before {earlier.kind} {earlier.id}, made before it."
            for earlier, later in pairwise(in_order)
            if at[earlier.id] > at[later.id]
        ]
    return wrong


def _about(item: Item) -> set[object]:
    return {item.data.get("id"), item.data.get("youth")}


def _made(done: list[Item], *kinds: str) -> list[str]:
    return [str(item.data["id"]) for item in done if item.kind in kinds and item.outcome in _EFFECTIVE]


def _statuses(done: list[Item]) -> list[str]:
    told = [item for item in done if item.outcome in _EFFECTIVE and item.data.get("code")]
    return [str(item.data["status_id" if item.kind in _WITH_STATUS else "id"]) for item in told]


def _records(what: str, promised: list[str], table: type, before: set[str], condition: object = True) -> list[str]:
    """The records there are more than before are those that were acknowledged, each once."""
    found = Counter(str(one) for (one,) in rows(table.select(table.id).where(condition)) if str(one) not in before)
    lost, doubled = Counter(promised) - found, found - Counter(promised)
    more = found.total() - len(promised)
    return [
        *([f"{DOUBLED}: {more} more of {what} than were acknowledged."] if more > 0 else []),
        *(f"A {what} was acknowledged and is not there: {one}." for one in lost),
        *(f"A {what} is there that nobody was told of: {one}." for one in doubled),
    ]


def _participants(done: list[Item], before: set[str]) -> list[str]:
    promised = Counter(
        {
            str(item.data["id"]): 1 + len(item.data.get("more", []))
            for item in done
            if item.kind in {"record_session", "record_attempt"} and item.outcome in _EFFECTIVE
        }
    )
    taking_part = rows(SessionParticipant.select(SessionParticipant.session))
    found = Counter(str(session) for (session,) in taking_part if str(session) not in before)
    return [] if promised == found else ["Not everybody who took part in a session is kept with it."]


def _followups(done: list[Item], before: set[str]) -> list[str]:
    steps = [item for item in done if item.outcome in _EFFECTIVE and item.data.get("next_step")]
    promised = len(_made(done, "add_followup")) + sum(1 + len(item.data.get("more", [])) for item in steps)
    agreed = rows(FollowUp.select(FollowUp.id).where(FollowUp.kind == FollowUpKind.AGREED))
    found = sum(str(one) not in before for (one,) in agreed)
    return [] if promised == found else [f"{promised} follow-ups were acknowledged, {found} are there."]


def _equal(phones: Iterable[Phone], copies: dict[str, dict[str, object]]) -> list[str]:
    wrong = []
    for phone in phones:
        copy = copies[phone.user]
        unequal = [one for one in {*phone.people, *copy} if phone.people.get(one) != copy.get(one)]
        wrong += [
            f"{phone.name}: {one} is not what the service holds: {_differing(phone, copy, one)}." for one in unequal
        ]
    return wrong


def _differing(phone: Phone, copy: dict[str, dict[str, object]], one: str) -> str:
    here, there = phone.people.get(one, {}), copy.get(one, {})
    return ", ".join(sorted(name for name in {*here, *there} if here.get(name) != there.get(name)))
