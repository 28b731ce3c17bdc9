"""What each kind of operation does: the form of its page, filled with JSON, and then the act of its page."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from werkzeug.datastructures import MultiDict

from uu.domain import access, cards, conflicts, followups, proposals, sessions, statuses
from uu.domain.errors import InvalidError, NotVisibleError
from uu.domain.operations import Effect
from uu.domain.revisions import MINE, THEIRS
from uu.models import StaffUser, Youth
from uu.vocabulary import N_, OperationKind
from uu.web.api import bodies
from uu.web.api.forms import read, refused, validated
from uu.web.forms.fields import Form
from uu.web.forms.followups import DropForm, FollowUpForm, MoveForm
from uu.web.forms.sessions import AttemptForm, SessionForm
from uu.web.forms.statuses import StatusForm
from uu.web.forms.youths import EditForm, RegisterForm, written


@dataclass(frozen=True, slots=True)
class Asked:
    """An operation as it is carried out: by its sender, or by a colleague in the sender's place."""

    by: StaffUser
    device: UUID
    operation: UUID
    data: Mapping[str, Any]
    base_version: int | None = None

    def youth(self) -> Youth:
        """Whom it is about; raises :class:`NotVisibleError` for somebody ``by`` may not see."""
        return access.visible_youth(self.by, bodies.identifier(self.data, "youth"))

    def version(self) -> int:
        """The version of the record that was on the phone when it was changed there."""
        if self.base_version is None:
            raise InvalidError("base_version", bodies.MISSING)
        return self.base_version


class Kind(NamedTuple):
    """The form a kind of operation is told in, what is told beside its fields, and the act."""

    form: type[Form]
    beside: tuple[str, ...]
    do: Callable[[Asked], Effect]


def doing(kind: OperationKind, asked: Asked) -> Callable[[], Effect]:
    """The act to carry out; it raises what the form or the act has against it."""
    return lambda: KINDS[kind].do(asked)


def _register(asked: Asked) -> Effect:
    form = read(RegisterForm, asked.data)
    form.offer(asked.by)
    with _shown_on(validated(form)):
        return proposals.register(asked.by, form.new_youth())


def _edit(asked: Asked) -> Effect:
    youth, version = asked.youth(), asked.version()
    card = cards.of(youth)
    changed = bodies.as_form(asked.data, EditForm, "youth")
    form = EditForm(youth, formdata=_whole(written(card, version), changed))
    with _shown_on(validated(form)):
        return conflicts.edit_card(asked.by, youth, form.card(card), version, asked.operation, asked.device)


def _session(asked: Asked) -> Effect:
    youth, form = asked.youth(), read(SessionForm, asked.data, "youth")
    chosen = [one for one in dict.fromkeys(form.chosen()) if one != youth.id]
    if len(chosen) >= sessions.MOST_PEOPLE:
        most = sessions.MOST_PEOPLE
        raise InvalidError("more", N_("Choose each young person once, and at most %(most)d."), most=most)
    others = access.visible_people(asked.by, chosen)
    form.more.choices = [(str(one), "") for one in form.chosen()]
    with _shown_on(validated(form)):
        session = sessions.record_session(asked.by, [youth, *others], form.session())
    return Effect(session.id, youth.id)


def _attempt(asked: Asked) -> Effect:
    youth, form = asked.youth(), validated(read(AttemptForm, asked.data, "youth"))
    with _shown_on(form):
        session = sessions.record_attempt(asked.by, youth, form.id.uuid)
    return Effect(session.id, youth.id)


def _status(asked: Asked) -> Effect:
    youth, form = asked.youth(), validated(read(StatusForm, asked.data, "youth"))
    with _shown_on(form):
        event = statuses.change_status(asked.by, youth, form.given())
    return Effect(event.id, youth.id)


def _correction(asked: Asked) -> Effect:
    youth, wrong = asked.youth(), bodies.identifier(asked.data, "replaces")
    past = next((past for past in statuses.history(youth) if past.id == wrong), None)
    if past is None:
        raise NotVisibleError(N_("There is no such page."))
    # Its own status may be chosen again, even one that is out of use by now.
    told = bodies.as_form(asked.data, StatusForm, "youth", "replaces")
    form = validated(StatusForm(formdata=told, code=past.word.code))
    with _shown_on(form):
        event = statuses.change_status(asked.by, youth, form.given(), wrong)
    return Effect(event.id, youth.id)


def _followup(asked: Asked) -> Effect:
    youth, form = asked.youth(), validated(read(FollowUpForm, asked.data, "youth"))
    with _shown_on(form):
        made = followups.add_followup(asked.by, youth, form.id.uuid, str(form.text.data), form.due())
    return Effect(made.id, youth.id)


def _finish(asked: Asked) -> Effect:
    read(Form, asked.data, "followup")
    followup = followups.visible_followup(asked.by, bodies.identifier(asked.data, "followup"))
    followups.finish(asked.by, followup)
    return Effect(followup.id, followup.youth_id)


def _move(asked: Asked) -> Effect:
    followup = followups.visible_followup(asked.by, bodies.identifier(asked.data, "followup"))
    form, version = validated(read(MoveForm, asked.data, "followup")), asked.version()
    with _shown_on(form):
        return conflicts.move_followup(asked.by, followup, form.due(), version, asked.operation, asked.device)


def _drop(asked: Asked) -> Effect:
    followup = followups.visible_followup(asked.by, bodies.identifier(asked.data, "followup"))
    form = validated(read(DropForm, asked.data, "followup"))
    followups.drop(asked.by, followup, form.reason.data)
    return Effect(followup.id, followup.youth_id)


def _resolve(asked: Asked) -> Effect:
    read(Form, asked.data, "conflict", "chosen", "shown")
    chosen, shown = asked.data.get("chosen"), asked.data.get("shown") or {}
    if not isinstance(chosen, dict) or not chosen or not set(map(str, chosen.values())) <= {MINE, THEIRS}:
        raise InvalidError("chosen", N_("Choose which one is right."))
    if not isinstance(shown, dict) or not all(isinstance(value, str) for value in shown.values()):
        raise InvalidError("shown", bodies.NO_OBJECT)
    return conflicts.resolve(asked.by, bodies.identifier(asked.data, "conflict"), chosen, shown)


def _whole(card: Mapping[str, Any], changed: MultiDict[str, str]) -> MultiDict[str, str]:
    """The card as its page would send it with these fields changed; an age and a birth date replace each other."""
    kept = {name: "" if value is None else str(value) for name, value in card.items()}
    for one, other in (("birth_on", "said_age"), ("said_age", "birth_on")):
        if changed.get(one):
            kept[other] = ""
    return MultiDict({**kept, **changed.to_dict()})


@contextmanager
def _shown_on(form: Form) -> Iterator[None]:
    """What the act refuses within the block is said of the form's own fields."""
    try:
        yield
    except InvalidError as error:
        raise refused(form, error) from None


# Those whose data are only what was changed.
PARTIAL = frozenset({OperationKind.EDIT_CARD})
KINDS = {
    OperationKind.REGISTER_YOUTH: Kind(RegisterForm, (), _register),
    OperationKind.EDIT_CARD: Kind(EditForm, ("youth",), _edit),
    OperationKind.RECORD_SESSION: Kind(SessionForm, ("youth",), _session),
    OperationKind.RECORD_ATTEMPT: Kind(AttemptForm, ("youth",), _attempt),
    OperationKind.CHANGE_STATUS: Kind(StatusForm, ("youth",), _status),
    OperationKind.CORRECT_STATUS: Kind(StatusForm, ("youth", "replaces"), _correction),
    OperationKind.ADD_FOLLOWUP: Kind(FollowUpForm, ("youth",), _followup),
    OperationKind.FINISH_FOLLOWUP: Kind(Form, ("followup",), _finish),
    OperationKind.MOVE_FOLLOWUP: Kind(MoveForm, ("followup",), _move),
    OperationKind.DROP_FOLLOWUP: Kind(DropForm, ("followup",), _drop),
    OperationKind.RESOLVE_CONFLICT: Kind(Form, ("conflict", "chosen", "shown"), _resolve),
}
