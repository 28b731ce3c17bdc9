"""The forms about follow-ups: a new one, another deadline, and why one is dropped."""

from datetime import date, timedelta
from typing import Any

from uu import clock
from uu.domain.errors import InvalidError
from uu.domain.followups import LONGEST_TEXT
from uu.vocabulary import N_, DropReason
from uu.web.forms.fields import ChipsField, DateField, Form, HiddenIdField, TextField
from uu.web.forms.notes import NoteForm, ask
from uu.web.language import _l

_DAYS = {"tomorrow": 1, "week": 7, "two_weeks": 14}
_DEADLINES = [
    ("tomorrow", _l("Tomorrow")),
    ("week", _l("In a week")),
    ("two_weeks", _l("In two weeks")),
    ("date", _l("Choose a date")),
]


class DeadlineFields(Form):
    """A deadline by one tap, or a date."""

    deadline = ChipsField(_l("Deadline"), choices=_DEADLINES, default="week")
    due_on = DateField(_l("Date of the deadline"))

    def __init__(self, **filled: Any) -> None:
        super().__init__(**filled)
        ask(self.deadline, self.due_on)

    def due(self) -> date:
        """The day meant; raises :class:`InvalidError` where a date is to be written and is not."""
        chosen = self.deadline.data or "week"
        if chosen != "date":
            return clock.told_day() + timedelta(days=_DAYS[chosen])
        if self.due_on.data is None:
            raise InvalidError("due_on", N_("Write the date of the deadline."))
        written: date = self.due_on.data
        return written


class FollowUpForm(NoteForm, DeadlineFields):
    """Something to do."""

    free_text = ("text",)
    order = ("text", "deadline", "due_on")

    id = HiddenIdField()
    text = TextField(_l("What is to be done?"), required=N_("Write what is to be done."), longest=LONGEST_TEXT)


class MoveForm(DeadlineFields):
    """Another deadline."""


class DropForm(Form):
    """Not to be done after all."""

    reason = ChipsField(_l("Why is it dropped?"), choices=DropReason, required=N_("Choose why it is dropped."))
