"""The forms of one's own account."""

import wtforms

from uu.vocabulary import N_
from uu.web.forms.fields import ChoiceField, Form
from uu.web.forms.signin import CodeField, PasswordField
from uu.web.language import LANGUAGES, _l


class LanguageForm(Form):
    language = ChoiceField(_l("Language"), choices=list(LANGUAGES.items()), required=N_("Choose a language."))


class PasswordForm(Form):
    present = PasswordField(
        _l("Present password"), required=N_("Type your present password."), autocomplete="current-password"
    )
    new = PasswordField(
        _l("New password"),
        required=N_("Choose a password."),
        autocomplete="new-password",
        hint=_l("At least 12 characters. A few words you remember make a good one."),
    )


class SecondFactorForm(Form):
    """``offer`` carries the sealed key back to us."""

    offer = wtforms.HiddenField()
    code = CodeField(_l("Code"), hint=_l("Six digits the app shows now."))
    present = PasswordField(
        _l("Present password"), required=N_("Type your present password."), autocomplete="current-password"
    )
