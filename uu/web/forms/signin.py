"""The forms of people who are not signed in yet."""

from typing import Any

import wtforms
from wtforms.validators import InputRequired, Length

from uu.vocabulary import N_
from uu.web.forms.fields import Form, TextField
from uu.web.forms.validators import Invisible
from uu.web.language import _l


class PasswordField(wtforms.PasswordField):
    """A password, exactly as typed and never sent back; ``autocomplete`` tells the password manager which it is."""

    def __init__(self, label: Any, *, required: str, autocomplete: str, hint: Any = "", **more: Any) -> None:
        too_long = Length(max=1000, message=_l("Write at most %(max)d characters."))
        super().__init__(
            label,
            [InputRequired(message=_l(required)), Invisible(), too_long],
            description=hint,
            render_kw={"autocomplete": autocomplete, "maxlength": 1000},
            **more,
        )


class CodeField(TextField):
    """Six digits from the app, on the phone's number pad."""

    def __init__(self, label: Any, *, hint: Any = "", **more: Any) -> None:
        pad = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
        super().__init__(label, required=N_("Type the six digits."), longest=20, hint=hint, render_kw=pad, **more)


class SignInForm(Form):
    username = TextField(
        _l("Username"),
        required=N_("Type your username."),
        longest=64,
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = PasswordField(_l("Password"), required=N_("Type your password."), autocomplete="current-password")


class CodeForm(Form):
    code = CodeField(_l("Code"), hint=_l("Six digits from your authenticator app."))


class NewFactorForm(Form):
    """``offer`` carries the sealed key back to us."""

    offer = wtforms.HiddenField()
    code = CodeField(_l("Code"), hint=_l("Six digits the app shows now."))


class InvitationForm(Form):
    # The password manager keeps the password under this name; nothing reads it here.
    username = wtforms.HiddenField(render_kw={"autocomplete": "username"})
    password = PasswordField(
        _l("New password"),
        required=N_("Choose a password."),
        autocomplete="new-password",
        hint=_l("At least 12 characters. A few words you remember make a good one."),
    )
