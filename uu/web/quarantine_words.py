"""What a phone sent, as a person reads it: in the words of the page's own form, and never a bare id."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from uu import clock
from uu.domain import access, areas, conflicts, followups, identity, status_model, statuses
from uu.domain.errors import DomainError, NotVisibleError
from uu.domain.quarantine import Kept
from uu.domain.revisions import MINE
from uu.models.staff import StaffUser
from uu.models.youths import Youth
from uu.privacy.cpr import CprError
from uu.vocabulary import N_, OperationKind
from uu.web.api import acts, bodies
from uu.web.conflicts import label
from uu.web.forms.fields import Form
from uu.web.forms.followups import DeadlineFields
from uu.web.forms.sessions import SessionForm
from uu.web.forms.youths import EditForm
from uu.web.language import _, format_date, format_moment, gettext, language, ngettext, word
from uu.web.youths import in_words

Fact = tuple[str, str]
# What was set aside was judged by nobody: anything may stand where a day, an id or a word is expected.
_STRANGE = (ValueError, LookupError, TypeError, AttributeError, DomainError, CprError)
_NOT_SHOWN = {"id", "status_id", "youth", "followup", "replaces", "conflict", "chosen"} | bodies.NOT_TOLD
_WHEN = ("when", "on_day", "at_time")
_DEADLINE = ("deadline", "due_on")
_OF_A_STATUS = {"source", "reason", "starts_on", "returns_on", "documented"}

_HAPPENS = {
    OperationKind.REGISTER_YOUTH: N_(
        "%(name)s is registered with you as the counsellor, as of the day it was written. If somebody like "
        "that is registered already, the card says so."
    ),
    OperationKind.EDIT_CARD: N_(
        "The card of %(name)s is changed. What somebody else has changed since is not written over: you are asked "
        "which one is right."
    ),
    OperationKind.RECORD_SESSION: N_("The session with %(name)s is recorded in your name, at the time it was held."),
    OperationKind.RECORD_ATTEMPT: N_(
        "The attempt to reach %(name)s is recorded in your name, at the time it was made."
    ),
    OperationKind.CHANGE_STATUS: N_("The status of %(name)s is recorded in your name. A later status still holds."),
    OperationKind.CORRECT_STATUS: N_("The earlier status of %(name)s is corrected in your name, and stays visible."),
    OperationKind.ADD_FOLLOWUP: N_("The follow-up about %(name)s becomes yours."),
    OperationKind.FINISH_FOLLOWUP: N_("The follow-up about %(name)s is done."),
    OperationKind.MOVE_FOLLOWUP: N_(
        "The follow-up about %(name)s gets the new deadline. If somebody else has moved it since, you are asked which "
        "one is right."
    ),
    OperationKind.DROP_FOLLOWUP: N_("The follow-up about %(name)s is dropped."),
    OperationKind.RESOLVE_CONFLICT: N_("The choice between the two versions about %(name)s is made in your name."),
}


@dataclass(frozen=True, slots=True)
class _Telling:
    """What was sent, and for whom it is put in words."""

    user: StaffUser
    kept: Kept
    data: Mapping[str, Any]
    form: Form


def name_of(kept: Kept) -> str:
    """Whom it is about, as far as the reader may know; the name written for somebody new."""
    if kept.who is not None:
        return kept.who.name
    written = kept.data or {}
    return str(written.get("nickname") or written.get("first_name") or "")


def happens(kept: Kept) -> str:
    """What applying it as oneself will do."""
    return gettext(_HAPPENS[kept.kind], name=name_of(kept) or _("the young person"))


def facts(user: StaffUser, kept: Kept) -> list[Fact]:
    """The content, field by field, as the form would show it."""
    telling = _Telling(user, kept, kept.data or {}, _form(kept.kind))
    found = [*_meant(telling), *_held(telling)]
    found += [(str(field.label.text), text) for field in telling.form if (text := _said(telling, field))]
    found += _due(telling)
    strange = set(telling.data) - {field.name for field in telling.form} - _NOT_SHOWN
    return found + [(name[:40], str(telling.data[name])[:200]) for name in sorted(strange)]


def complaints(kept: Kept, error: DomainError) -> list[str]:
    """Why it could not be carried out, each with the field it is about."""
    if isinstance(error, NotVisibleError):
        return [_("It is also about somebody whom you may not see, or about something that is no longer there.")]
    form, texts = _form(kept.kind), []
    for fault in getattr(error, "faults", None) or [error]:
        text = gettext(fault.message, **fault.params)
        name = getattr(fault, "field", "")
        texts.append(f"{form[name].label.text}: {text}" if name in form and name not in _NOT_SHOWN else text)
    return texts


def _form(kind: OperationKind) -> Form:
    form = acts.KINDS[kind].form
    return EditForm(Youth(), formdata=None) if form is EditForm else form(formdata=None)


def _said(telling: _Telling, field: Any) -> str:
    """A field's value in words; empty for what was not told and for what is no one's business to read."""
    name, data = field.name, telling.data
    if name in _NOT_SHOWN or name in _handled(telling):
        return ""
    if name in _OF_A_STATUS and "code" in telling.form and not data.get("code"):
        return ""
    given = data.get(name)
    if given is None or given is False or given == []:
        return ""
    if given == "":
        return _("(empty)") if telling.kept.kind == OperationKind.EDIT_CARD else ""
    if field.type == "CheckField":
        return _("Yes")
    with suppress(*_STRANGE):
        return _WAYS.get(name, _plain)(telling, field, given)
    return str(given)[:200]


def _plain(_telling: _Telling, field: Any, given: Any) -> str:
    """Chosen words by their labels, days as days, the rest as a card shows it."""
    if hasattr(field, "choices"):
        words = {str(choice.value): str(choice.label) for choice in field.choices or ()}
        return ", ".join(words.get(str(one), str(one)) for one in (given if isinstance(given, list) else [given]))
    if field.type == "DateField":
        return in_words("due_on", str(given))
    return in_words(field.name, str(given))


def _status(_telling: _Telling, _field: Any, given: Any) -> str:
    return status_model.words()[str(given)].label(language())


def _area(_telling: _Telling, _field: Any, given: Any) -> str:
    return {str(area.id): area.name for area in areas.choices()}[given]


def named(user: StaffUser, kept: Kept) -> list[UUID]:
    """Whom the page names: whom it is about, and who took part beside them, as far as the reader may see them."""
    about = [kept.youth] if kept.youth else []
    with suppress(*_STRANGE):
        return about + [youth.id for youth in _seen(user, (kept.data or {}).get("more") or ())]
    return about


def _seen(user: StaffUser, ids: Iterable[Any]) -> list[Youth]:
    return list(access.visible_youths(user).where(Youth.id.in_([UUID(str(one)) for one in ids])))


def _others(telling: _Telling, _field: Any, given: Any) -> str:
    """The names of those the reader may see; of the rest only how many they are."""
    wanted, seen = {UUID(str(one)) for one in given}, _seen(telling.user, given)
    names = [identity.read(youth.id, youth.sealed).full_name for youth in seen]
    hidden = len(wanted) - len(seen)
    unseen = [ngettext("%(n)d whom you may not see", "%(n)d whom you may not see", hidden)] if hidden else []
    return ", ".join([*sorted(names), *unseen])


_WAYS: dict[str, Callable[[_Telling, Any, Any], str]] = {"code": _status, "area": _area, "more": _others}


def _handled(telling: _Telling) -> tuple[str, ...]:
    """The fields that :func:`_held` and :func:`_due` put in words together."""
    handled = _WHEN if isinstance(telling.form, SessionForm) else ()
    return (*handled, *_DEADLINE) if isinstance(telling.form, DeadlineFields) else handled


def _held(telling: _Telling) -> list[Fact]:
    """When a session was: words such as "yesterday" meant a day when they were written."""
    if not isinstance(telling.form, SessionForm):
        return []
    with clock.retelling(telling.kept.made_at), suppress(*_STRANGE):
        held = SessionForm(formdata=_only(telling, SessionForm, _WHEN)).session().held_at
        return [(str(telling.form.when.label.text), format_moment(held))]
    return []


def _due(telling: _Telling) -> list[Fact]:
    """The day a deadline such as "in a week" meant; a session has one only with a next step."""
    without_step = isinstance(telling.form, SessionForm) and not telling.data.get("next_step")
    if without_step or not isinstance(telling.form, DeadlineFields):
        return []
    with clock.retelling(telling.kept.made_at), suppress(*_STRANGE):
        due = DeadlineFields(formdata=_only(telling, DeadlineFields, _DEADLINE)).due()
        return [(_("Deadline"), format_date(due))]
    return []


def _only(telling: _Telling, form: type[Form], names: tuple[str, ...]) -> Any:
    return bodies.as_form({name: telling.data[name] for name in names if name in telling.data}, form)


def _meant(telling: _Telling) -> list[Fact]:
    """The follow-up, status or choice that an operation is about, which its form does not show."""
    data, user = telling.data, telling.user
    with suppress(*_STRANGE):
        if "followup" in data:
            due = followups.visible_followup(user, UUID(data["followup"]))
            return [(_("Follow-up"), f"{followups.text_of(due) or word(due.kind)} · {format_date(due.due_on)}")]
        if "replaces" in data and telling.kept.youth is not None:
            past = statuses.history(access.visible_youth(user, telling.kept.youth))
            wrong = next((one for one in past if str(one.id) == data["replaces"]), None)
            return [(_("Corrects"), wrong.word.label(language()))] if wrong else []
        if "conflict" in data:
            clashes = conflicts.visible_conflict(user, UUID(data["conflict"])).fields
            return [
                (label(name), in_words(name, clashes[name].mine if whose == MINE else clashes[name].theirs))
                for name, whose in data["chosen"].items()
            ]
    return []
