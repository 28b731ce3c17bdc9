"""The forms about a session: everything has a default, so that a walk is told in a few taps."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import wtforms

from uu import clock
from uu.domain.errors import InvalidError
from uu.domain.followups import LONGEST_TEXT
from uu.domain.sessions import LONGEST_NOTE, LONGEST_PLACE, NewSession
from uu.vocabulary import N_, SessionKind, Topic
from uu.web.forms.fields import (
    ActionForm,
    ChipsField,
    DateField,
    HiddenIdField,
    LongTextField,
    ManyChipsField,
    TextField,
)
from uu.web.forms.followups import DeadlineFields
from uu.web.forms.notes import NoteForm, PressedField, ask
from uu.web.forms.statuses import StatusFields, grouped
from uu.web.language import _l, gettext

_WHEN = [
    ("now", _l("Right now")),
    ("today", _l("Earlier today")),
    ("yesterday", _l("Yesterday")),
    ("other", _l("Another day")),
]
_NOON = time(12)


class TimeField(wtforms.TimeField):
    """A time of day as the phone's own picker writes it."""

    def __init__(self, label: Any, **more: Any) -> None:
        super().__init__(label, [wtforms.validators.Optional()], format=["%H:%M", "%H.%M", "%H:%M:%S"], **more)

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(gettext("Write a time of day, for example 14:30.")) from None


class AttemptForm(ActionForm):
    """Not reached: one tap."""

    id = HiddenIdField()


class SessionForm(NoteForm, StatusFields, DeadlineFields):
    """A walk-and-talk or another contact, with what was agreed and perhaps a new status."""

    free_text = ("place", "note", "next_step")
    order = (
        "kind", "when", "on_day", "at_time", "minutes", "topics", "note", "place", "next_step", "deadline", "due_on",
        "code", "reason", "starts_on", "returns_on", "documented", "source", "more", "find",
    )  # fmt: skip

    id = HiddenIdField()
    status_id = HiddenIdField()
    kind = ChipsField(_l("What did you do?"), choices=SessionKind, default=SessionKind.WALK_AND_TALK)
    when = ChipsField(_l("When?"), choices=_WHEN, default="now")
    on_day = DateField(_l("Which day?"))
    at_time = TimeField(_l("At what time?"))
    minutes = ChipsField(
        _l("How long?"),
        choices=[(str(n), _l(text)) for n, text in ((15, N_("15 min")), (30, N_("30 min")), (45, N_("45 min")),
                                                    (60, N_("1 hour")), (90, N_("1½ hours")))],
        default="30",
    )  # fmt: skip
    topics = ManyChipsField(_l("What did you talk about?"), choices=Topic)
    place = TextField(_l("Where?"), longest=LONGEST_PLACE)
    note = LongTextField(
        _l("Short note"),
        longest=LONGEST_NOTE,
        hint=_l("Write only what is needed. Do not write about health, religion or crime."),
    )
    next_step = TextField(_l("Next step"), longest=LONGEST_TEXT, hint=_l("Becomes a follow-up with a deadline."))
    code = ChipsField(_l("New education status"))
    more = ManyChipsField(_l("Who else took part?"))
    find = TextField(_l("Find by name, nickname or phone"))
    look = PressedField()

    def __init__(self, **filled: Any) -> None:
        super().__init__(**filled)
        self.code.choices = {gettext("As before"): [("", gettext("No change"))], **grouped()}
        self.more.choices = []
        ask(self.kind, self.when, self.on_day, self.minutes, self.code, self.more, self.find)

    @property
    def is_finding(self) -> bool:
        """Whether the button for finding more people was pressed, which saves nothing."""
        return bool(self.look.data)

    def chosen(self) -> list[UUID]:
        """Who else took part, as far as the ids are ids."""
        return [UUID(text) for text in self.more.raw_data or () if _is_id(text)]

    def session(self) -> NewSession:
        held_at = self._held_at()
        code = str(self.code.data or "")
        minutes = self.minutes.data
        return NewSession(
            id=self.id.uuid,
            kind=self.kind.data or SessionKind.WALK_AND_TALK,
            held_at=held_at,
            minutes=int(minutes) if minutes else None,
            topics=tuple(self.topics.data or ()),
            place=str(self.place.data or ""),
            note=str(self.note.data or ""),
            next_step=str(self.next_step.data or ""),
            next_due_on=self.due() if self.next_step.data else None,
            status=self.told(self.status_id.uuid, code, clock.local(held_at).date()) if code else None,
        )

    def show_error(self, error: InvalidError) -> None:
        shown_on = {"held_at": "when", "next_due_on": "deadline"}.get(error.field, error.field)
        super().show_error(InvalidError(shown_on, error.message, **error.params))

    def _held_at(self) -> datetime:
        """The moment meant; a day without a time means noon, and never later than the telling."""
        now, when = clock.told(), self.when.data
        if when not in {"today", "yesterday", "other"}:
            return now
        moment = clock.from_local(datetime.combine(self._day(), self.at_time.data or _NOON))
        return moment if self.at_time.data else min(now, moment)

    def _day(self) -> date:
        if self.when.data == "other":
            if self.on_day.data is None:
                raise InvalidError("on_day", N_("Write which day it was."))
            chosen: date = self.on_day.data
            if chosen > clock.told_day():
                raise InvalidError("on_day", N_("The session lies in the future. Choose a time that has been."))
            return chosen
        return clock.told_day() - timedelta(days=self.when.data == "yesterday")


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
