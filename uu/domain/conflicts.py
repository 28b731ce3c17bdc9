"""The same thing written by two people: what does not clash is kept, and for the rest somebody chooses."""

import json
from collections.abc import Collection, Container, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from uu import clock
from uu.domain import access, audit, cards, followups, keys, revisions, youths
from uu.domain.cards import Card
from uu.domain.errors import InvalidError, NotVisibleError
from uu.domain.operations import Effect
from uu.domain.revisions import MINE, THEIRS, Changed, Clash
from uu.models import Conflict, FollowUp, FollowUpMove, Operation, StaffUser, Youth
from uu.models.database import act, rows
from uu.vocabulary import N_, AuditAct, FollowUpState, Outcome

CARD, FOLLOWUP = "card", "followup"
DUE = "due_on"
_WHAT = "conflict.values"
# The card calls it one thing, its form another.
_IN_FORMS = {"told": "informed"}
_IN_CARDS = {form: card for card, form in _IN_FORMS.items()}


@dataclass(frozen=True, slots=True)
class OpenConflict:
    """What is still to be chosen, by the names fields have in forms; ``made_by`` wrote "mine" at ``made_at``."""

    id: UUID
    youth: UUID
    subject: str
    subject_id: UUID
    made_by: str
    made_at: datetime
    fields: dict[str, Clash]


def edit_card(by: StaffUser, youth: Youth, card: Card, base_version: int, operation: UUID, device: UUID) -> Effect:
    """Write what does not clash with what others wrote since ``base_version``; the rest becomes an open conflict.

    What the same phone wrote since then it knew, so that clashes with nothing.
    """
    card = cards.checked(youth, card)
    with act():
        youth = access.visible_youth(by, youth.id)
        now, written = cards.of(youth).values(), card.values()
        base = _known(base_version, youth.version)
        changed = revisions.since(youth.id, base, but=_own_versions(device, youth.id))
        clashes = revisions.merge(now, written, changed, {}).clashes
        kept = revisions.merge(now, written, changed, dict.fromkeys(clashes, THEIRS)).values
        before, youth = youth.version, youths.edit_youth(by, youth, Card.from_values(kept), youth.version)
        if clashes:
            _note(by, operation, youth.id, (CARD, youth.id), clashes)
    outcome = Outcome.CONFLICT if clashes else Outcome.MERGED if changed else Outcome.APPLIED
    return Effect(youth.id, youth.id, outcome, youth.version if youth.version > before else None)


def move_followup(
    by: StaffUser, followup: FollowUp, due_on: date, base_version: int, operation: UUID, device: UUID
) -> Effect:
    """Move the deadline; where a colleague has moved it to another day since ``base_version``, somebody chooses."""
    with act():
        now = followups.visible_followup(by, followup.id)
        moved = _moved_since(now, _known(base_version, now.version), _own_versions(device, now.id))
        if moved is None or now.state != FollowUpState.OPEN or due_on == now.due_on:
            followups.move(by, now, due_on)
            return Effect(now.id, now.youth_id, version=now.version + 1)
        followups.not_passed(DUE, due_on)
        clash = Clash(now.due_on.isoformat(), due_on.isoformat(), moved.by, moved.at)
        _note(by, operation, now.youth_id, (FOLLOWUP, now.id), {DUE: clash})
    return Effect(now.id, now.youth_id, Outcome.CONFLICT)


def resolve(
    by: StaffUser, conflict_id: UUID, chosen: Mapping[str, str], shown: Mapping[str, str] | None = None
) -> Effect:
    """Choose "mine" or "theirs" for some or all of the open fields. The same choice again changes nothing.

    ``shown`` are the values that stood as "theirs" before whoever chose; of a field not in it, the one kept last. Where
    another value stands now, nothing is written: the conflict stays open with the newer value, and the outcome says so.
    """
    with act():
        row = _visible_row(by, conflict_id)
        before, fields = json.loads(row.chosen or "{}"), _fields(row)
        new = _judged(_in_card(chosen), before, fields)
        mine = {name: fields[name].mine for name, whose in new.items() if whose == MINE}
        seen = {name: fields[name].theirs for name in new} | _in_card(shown or {})
        newer = _changed_once_more(row, fields, {name: {seen[name], mine.get(name)} for name in new})
        if newer:
            Conflict.update(sealed=_sealed(row.youth_id, fields | newer)).where(Conflict.id == row.id).execute()
            audit.record(AuditAct.CONFLICT_NOTED, by, youths=[row.youth_id], about=("conflict", row.id))
            return Effect(row.subject_id, row.youth_id, Outcome.CONFLICT)
        version = _write(by, row, mine) if mine else None
        if new:
            _keep_choice(by, row, before | new, fields)
    return Effect(row.subject_id, row.youth_id, version=version)


def open_of(youths: Iterable[UUID]) -> dict[UUID, list[OpenConflict]]:
    """What is to be chosen about these people, the oldest first, with one statement to each database."""
    found: dict[UUID, list[OpenConflict]] = {}
    for one in _opened(Conflict.youth.in_(list(youths)) & Conflict.resolved_at.is_null()):
        found.setdefault(one.youth, []).append(one)
    return found


def visible_conflict(user: StaffUser, conflict_id: UUID) -> OpenConflict:
    """One conflict about somebody this user may see; raises :class:`NotVisibleError` for all others."""
    return _opened(Conflict.id == _visible_row(user, conflict_id).id)[0]


def _known(base_version: int, newest: int) -> int:
    """A version there never was here tells nothing about what the writer had seen: then nothing others wrote was."""
    return base_version if base_version <= newest else 0


def _own_versions(device: UUID, record: UUID) -> list[int]:
    """The versions of a record that this phone made."""
    mine = (Operation.device == device) & (Operation.record == record) & Operation.version.is_null(is_null=False)
    return [version for (version,) in rows(Operation.select(Operation.version).where(mine))]


def _moved_since(followup: FollowUp, version: int, but: Collection[int]) -> Changed | None:
    """The deadline of that version and who moved it last, if it stands elsewhere now."""
    moves = _moves(followup.id, version, but)
    if not moves or moves[0][0] == followup.due_on:
        return None
    return Changed(moves[0][0].isoformat(), moves[-1][1], moves[-1][2])


def _moves(followup: UUID, version: int, but: Collection[int]) -> list[tuple[date, str, datetime]]:
    """The deadline before each move after that version, and who moved it and when, the first move first."""
    move = FollowUpMove
    later = (move.followup == followup) & (move.version > version) & move.version.not_in(list(but))
    select = move.select(move.before, StaffUser.name, move.moved_at).join(StaffUser, on=(StaffUser.id == move.moved_by))
    return list(rows(select.where(later).order_by(move.version)))


def _note(by: StaffUser, operation: UUID, youth: UUID, subject: tuple[str, UUID], clashes: Mapping[str, Clash]) -> None:
    Conflict.create(
        id=operation,
        youth=youth,
        subject=subject[0],
        subject_id=subject[1],
        sealed=_sealed(youth, clashes),
        made_by=by,
        made_at=clock.told(),
        noted_at=clock.now(),
    )
    audit.record(AuditAct.CONFLICT_NOTED, by, youths=[youth], about=("conflict", operation))


def _in_card(given: Mapping[str, str]) -> dict[str, str]:
    return {_IN_CARDS.get(name, name): value for name, value in given.items()}


def _judged(new: Mapping[str, str], before: Mapping[str, str], fields: Mapping[str, Clash]) -> dict[str, str]:
    """The choices not made yet; raises :class:`InvalidError` for one that is none or was made differently."""
    if not new or not set(new) <= set(fields) or not set(new.values()) <= {MINE, THEIRS}:
        raise InvalidError("chosen", N_("Choose which one is right."))
    if any(before.get(name, whose) != whose for name, whose in new.items()):
        raise InvalidError("chosen", N_("Somebody has chosen already. Change the card if it is wrong."))
    return {name: whose for name, whose in new.items() if name not in before}


def _changed_once_more(
    row: Conflict, fields: Mapping[str, Clash], known: Mapping[str, Container[Any]]
) -> dict[str, Clash]:
    """The fields that hold none of the values known to whoever chose, with what they hold and who wrote it."""
    if row.subject == FOLLOWUP:
        now = {DUE: FollowUp.get_by_id(row.subject_id).due_on.isoformat()}
        moves = _moves(row.subject_id, 0, ())
        last = {DUE: moves[-1][1:]} if moves else {}
    else:
        now = cards.of(Youth.get_by_id(row.youth_id)).values()
        last = {name: (change.by, change.at) for name, change in revisions.since(row.youth_id, 0).items()}
    newer = [name for name in known if now[name] not in known[name]]
    told = {name: last.get(name, (fields[name].by, fields[name].at)) for name in newer}
    return {name: replace(fields[name], theirs=now[name], by=who, at=at) for name, (who, at) in told.items()}


def _write(by: StaffUser, row: Conflict, mine: Mapping[str, str]) -> int:
    """Put what was chosen where it belongs, judged by the day it was written on."""
    with clock.retelling(row.made_at):
        if row.subject == FOLLOWUP:
            followup = followups.visible_followup(by, row.subject_id)
            followups.move(by, followup, date.fromisoformat(mine[DUE]))
            return int(followup.version) + 1
        youth = access.visible_youth(by, row.youth_id)
        values = cards.of(youth).values() | dict(mine)
        if mine.get("said_age"):
            values["birth_on"] = ""
        return int(youths.edit_youth(by, youth, Card.from_values(values), youth.version).version)


def _keep_choice(by: StaffUser, row: Conflict, chosen: Mapping[str, str], fields: Mapping[str, Clash]) -> None:
    done = {"resolved_at": clock.now(), "resolved_by": by} if set(chosen) == set(fields) else {}
    Conflict.update(chosen=json.dumps(chosen), **done).where(Conflict.id == row.id).execute()
    audit.record(AuditAct.CONFLICT_RESOLVED, by, youths=[row.youth_id], about=("conflict", row.id))


def _visible_row(user: StaffUser, conflict_id: UUID) -> Conflict:
    found: Conflict | None = (
        Conflict.select().join(Youth).where((Conflict.id == conflict_id) & access.visible_to(user)).first()
    )
    if found is None:
        raise NotVisibleError(N_("There is no such page."))
    return found


def _sealed(youth: UUID, fields: Mapping[str, Clash]) -> bytes:
    spelled = {name: asdict(clash) | {"at": clash.at.isoformat()} for name, clash in fields.items()}
    return keys.seal(keys.key_of(youth), youth, _WHAT, json.dumps(spelled, ensure_ascii=False))


def _fields(row: Conflict) -> dict[str, Clash]:
    return _unsealed(keys.key_of(row.youth_id), row.youth_id, row.sealed)


def _unsealed(key: bytes, youth: UUID, sealed: bytes) -> dict[str, Clash]:
    spelled: dict[str, dict[str, Any]] = json.loads(keys.unseal(key, youth, _WHAT, sealed))
    return {name: Clash(**one | {"at": datetime.fromisoformat(one["at"])}) for name, one in spelled.items()}


def _opened(condition: Any) -> list[OpenConflict]:
    columns = (
        Conflict.id, Conflict.youth, Conflict.subject, Conflict.subject_id, StaffUser.name, Conflict.made_at,
        Conflict.sealed, Conflict.chosen,
    )  # fmt: skip
    select = Conflict.select(*columns).join(StaffUser, on=(StaffUser.id == Conflict.made_by)).where(condition)
    found = rows(select.order_by(Conflict.noted_at, Conflict.id))
    held = keys.keys_of({row[1] for row in found})
    return [_one(row, held[row[1]]) for row in found if row[1] in held]


def _one(row: tuple[Any, ...], key: bytes) -> OpenConflict:
    conflict, youth, subject, subject_id, made_by, made_at, sealed, chosen = row
    gone, fields = json.loads(chosen or "{}"), _unsealed(key, youth, sealed)
    left = {_IN_FORMS.get(name, name): clash for name, clash in fields.items() if name not in gone}
    return OpenConflict(conflict, youth, subject, subject_id, made_by, made_at, left)
