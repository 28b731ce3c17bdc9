"""A file of published figures: chosen, looked at, and then kept."""

from typing import Any

import wtforms
from wtforms import widgets

from uu.domain import figures_file
from uu.domain.errors import InvalidError
from uu.vocabulary import N_
from uu.web.forms.fields import Form
from uu.web.language import _l, gettext

_CHOOSE = N_("Choose a CSV file.")


class FileForm(Form):
    """The file, or on the second page the text that was looked at, sent back unchanged."""

    file = wtforms.FileField(
        _l("CSV file"), description=_l("At most 100 kB. Commas or semicolons, and numbers as you write them.")
    )
    text = wtforms.StringField(widget=widgets.HiddenInput())

    def given(self) -> str | None:
        """The text of the file, or none, and why stands on the field."""
        if self.text.data:
            # A browser turns every line end of a field into two characters.
            return str(self.text.data)
        chosen: Any = self.file.data
        content = chosen.read(figures_file.LARGEST + 1) if hasattr(chosen, "read") else b""
        if not content and not getattr(chosen, "filename", ""):
            self.show_error(InvalidError("file", _CHOOSE))
            return None
        try:
            return figures_file.decoded(content)
        except InvalidError as error:
            self.show_error(error)
            return None

    def show_lines(self, faults: tuple[figures_file.LineFault, ...]) -> None:
        """A sentence for each bad line, with its number."""
        for fault in faults:
            words = gettext(fault.message, **fault.params)
            self.form_errors.append(gettext("Line %(line)d: %(words)s", line=fault.line, words=words))
