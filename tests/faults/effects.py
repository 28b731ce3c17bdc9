"""What was acknowledged stands in the records: an answer alone is no effect."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from tests.faults.phone import Item
from uu.domain import identity, revisions
from uu.models import FollowUp, FollowUpMove, GuidanceSession, StatusEvent, Youth
from uu.models.database import rows

WITHOUT_EFFECT = "Without effect"
_EFFECTIVE = {"applied", "merged"}
_STATES = {"finish_followup": "done", "drop_followup": "dropped"}
_STATUSES = {"change_status", "correct_status"}

Stands = dict[str, Any]


def faults(done: list[Item]) -> list[str]:
    """Each act that was acknowledged and of which the records say something else, or nothing."""
    acts = [item for item in done if item.outcome in _EFFECTIVE]
    missing = [
        *_values(acts, done),
        *_differing(acts, _STATES, "followup", _states(), lambda item: _STATES[item.kind]),
        *_differing(acts, {"add_followup"}, "id", _whose(), lambda item: item.data["youth"]),
        *_differing(acts, {"register_youth"}, "id", _names(), lambda item: item.data["first_name"]),
        *_differing(acts, {"record_session"}, "id", _talks(), lambda item: (item.data["kind"], item.data["minutes"])),
        *_differing(acts, _STATUSES, "id", _told(), lambda item: (item.data["code"], item.data.get("replaces"))),
    ]
    return [f"{WITHOUT_EFFECT}: {item.kind} {item.id} was acknowledged as {item.outcome}." for item in missing]


def _values(acts: Iterable[Item], done: Iterable[Item]) -> Iterator[Item]:
    """Edits, moves and choices of one's own value that are in no version of the card or the follow-up."""
    written, by_id = _written(), {item.id: item for item in done}
    for item in acts:
        told = by_id.get(str(item.data.get("conflict")), item)
        subject = told.data.get("youth" if told.kind == "edit_card" else "followup")
        if told.kind in {"edit_card", "move_followup"}:
            values = {name: value for name, value in told.data.items() if _is_chosen(item, name)}
            if not {(subject, name, value) for name, value in values.items()} <= written:
                yield item


def _is_chosen(item: Item, name: str) -> bool:
    if item.kind == "resolve_conflict":
        return bool(item.data["chosen"].get(name) == "mine")
    return name not in {"youth", "followup", "deadline"}


def _written() -> set[tuple[str, str, str]]:
    """Every value that a field of a card or a deadline was given by anybody."""
    people = [youth for (youth,) in rows(Youth.select(Youth.id))]
    cards = {(str(one), change.field, change.after) for one in people for change in revisions.history(one)}
    days: dict[str, list[Any]] = defaultdict(list)
    for followup, before in rows(FollowUpMove.select(FollowUpMove.followup, FollowUpMove.before).order_by(
        FollowUpMove.followup, FollowUpMove.version
    )):  # fmt: skip
        days[str(followup)].append(before)
    for followup, due_on in rows(FollowUp.select(FollowUp.id, FollowUp.due_on)):
        days[str(followup)].append(due_on)
    return cards | {(one, "due_on", after.isoformat()) for one, each in days.items() for _, after in pairwise(each)}


def _differing(acts: Iterable[Item], kinds: Iterable[str], name: str, stands: Stands, meant: Any) -> Iterator[Item]:
    """The acts of these kinds whose record does not hold what was meant."""
    return (item for item in acts if item.kind in kinds and stands.get(str(item.data[name])) != meant(item))


def _states() -> Stands:
    return {str(one): state.value for one, state in rows(FollowUp.select(FollowUp.id, FollowUp.state))}


def _whose() -> Stands:
    return {str(one): str(youth) for one, youth in rows(FollowUp.select(FollowUp.id, FollowUp.youth))}


def _names() -> Stands:
    """First names, which nobody edits in a run."""
    who = identity.read_all(rows(Youth.select(Youth.id, Youth.sealed)))
    return {str(one): each.first_name for one, each in who.items()}


def _talks() -> Stands:
    found = rows(GuidanceSession.select(GuidanceSession.id, GuidanceSession.kind, GuidanceSession.minutes))
    return {str(one): (kind.value, minutes) for one, kind, minutes in found}


def _told() -> Stands:
    event = StatusEvent
    found = rows(event.select(event.id, event.status, event.replaces))
    return {str(one): (code, str(replaced) if replaced else None) for one, code, replaced in found}
