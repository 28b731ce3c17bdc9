"""A form with free text: CPR numbers are refused, and words about sensitive matters are asked about once."""

from typing import Any, ClassVar

import wtforms

from uu.domain import freetext
from uu.domain.errors import InvalidError
from uu.vocabulary import N_
from uu.web.forms.fields import Form
from uu.web.language import gettext

_WORDS = {"health": N_("health"), "religion": N_("religion"), "crime": N_("crime")}


def ask(*fields: Any) -> None:
    """Show these without "(optional)": they have a default, or are asked only where they are needed."""
    for field in fields:
        field.flags.optional = False


class PressedField(wtforms.BooleanField):
    """Whether the form was sent with the button of this name."""


class NoteForm(Form):
    """``free_text`` names the fields whose words are looked at."""

    free_text: ClassVar[tuple[str, ...]] = ()
    warns_of: tuple[str, ...] = ()

    anyway = PressedField()

    def validate(self, extra_validators: Any = None) -> bool:
        sound = super().validate(extra_validators)
        touched: set[str] = set()
        for name in self.free_text:
            try:
                touched |= freetext.check(name, self[name].data or "")
            except InvalidError as error:
                self.show_error(error)
                sound = False
        self.warns_of = tuple(gettext(_WORDS[topic]) for topic in _WORDS if topic in touched)
        return sound

    @property
    def asks_again(self) -> bool:
        """Whether the words deserve a second look, which the writer has not taken yet."""
        return bool(self.warns_of) and not self.anyway.data
