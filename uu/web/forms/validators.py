"""The rules, sentences and ways of reading that all fields share."""

import unicodedata
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from wtforms.validators import InputRequired, Optional, StopValidation

from uu import clock
from uu.domain.reference import DAWN
from uu.vocabulary import N_
from uu.web.language import _l, gettext

DATE_FORMS = ("%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y", "%d%m%Y")
# Characters that turn the reading direction of what follows, so that a text shows other than it is.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_BUILT_IN = {
    "Not a valid choice.": N_("Choose one of the options shown."),
    "Invalid Choice: could not coerce.": N_("Choose one of the options shown."),
    "Not a valid integer value.": N_("Write a whole number."),
    "'%(value)s' is not a valid choice for this field.": N_("Choose among the options shown."),
}


class OwnWords:
    """WTForms' own sentences, replaced by ours."""

    def gettext(self, text: str) -> str:
        return gettext(_BUILT_IN.get(text, "Choose one of the options shown."))

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return self.gettext(singular if n == 1 else plural)


class Invisible:
    """Refuses control characters and characters that turn the reading direction."""

    def __call__(self, _form: Any, field: Any) -> None:
        text = field.data if isinstance(field.data, str) else ""
        # Halves of characters (Cs) come through JSON only, and no database takes them.
        if any(
            (unicodedata.category(char) in {"Cc", "Cs"} and char not in "\n\r\t") or char in _TURNING for char in text
        ):
            raise StopValidation(gettext("Remove the invisible characters: write the text anew instead of pasting it."))


def tidy(text: str | None) -> str:
    """The text trimmed, in one normal form and with one kind of line end."""
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").strip() if text else ""


def as_day(text: str) -> date | None:
    """The day in any of the ways people write one."""
    for form in DATE_FORMS:
        with suppress(ValueError):
            return datetime.strptime(text, form).date()  # noqa: DTZ007  # A day has no time zone.
    return None


def written_day(text: str) -> date | None:
    """The day that an address holds, as the browser's own picker writes it; none where it is no day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def past_day(text: str) -> date | None:
    """The same, if the figures reach back to it and it is not ahead."""
    day = written_day(text)
    return day if day and DAWN <= day <= clock.today() else None


def rules(required: str, *more: Any) -> list[Any]:
    """What every text is judged by; ``required`` is the sentence for an empty one that may not be."""
    first = InputRequired(message=_l(required)) if required else Optional()
    return [first, Invisible(), *more]
