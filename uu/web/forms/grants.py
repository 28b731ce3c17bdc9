"""The forms with which a leader opens one card."""

from collections.abc import Callable
from uuid import UUID

import wtforms
from wtforms.validators import StopValidation

from uu.domain.grants import LONGEST_TEXT
from uu.vocabulary import N_, GrantReason
from uu.web.forms.fields import ChipsField, Form, HiddenIdField, LongTextField, TextField
from uu.web.language import _, _l


class ReasonForm(Form):
    """Why; asked before anybody is shown."""

    reason = ChipsField(_l("Why do you open a card?"), choices=GrantReason, required=N_("Choose why you open a card."))
    text = LongTextField(
        _l("Say it in your own words"),
        required=N_("Write in a few words why you need to open the card."),
        longest=LONGEST_TEXT,
        hint=_l("It is kept in the access log. No names and no CPR numbers."),
    )

    def why(self) -> tuple[GrantReason, str]:
        """The reason and its words."""
        return self.reason.data, self.text.data or ""


class SearchForm(ReasonForm):
    query = TextField(
        _l("Phone, CPR number or full name"),
        required=N_("Write the whole phone number, CPR number or name."),
        hint=_l("Only an exact match is found."),
        render_kw={"autocomplete": "off"},
    )


class OpenForm(Form):
    """One card to open, with the reason stated before the search."""

    id = HiddenIdField()
    youth = wtforms.HiddenField()
    reason = wtforms.HiddenField()
    text = wtforms.HiddenField()

    def validate_youth(self, field: wtforms.HiddenField) -> None:
        self._read(field, UUID)

    def validate_reason(self, field: wtforms.HiddenField) -> None:
        self._read(field, GrantReason)

    def why(self) -> tuple[GrantReason, str]:
        """The reason and its words."""
        return GrantReason(str(self.reason.data)), self.text.data or ""

    def _read(self, field: wtforms.HiddenField, kind: Callable[[str], object]) -> None:
        try:
            kind(str(field.data))
        except ValueError:
            raise StopValidation(_("Load the page anew and try again.")) from None
