"""The forms with which a program asks for tokens."""

from uu.vocabulary import N_
from uu.web.forms.devices import DeviceForm
from uu.web.forms.fields import Form, HiddenIdField, TextField
from uu.web.forms.signin import SignInForm
from uu.web.language import _l


class PasswordGrantForm(SignInForm, DeviceForm):
    """What the page of signing in asks for on two pages; the code is asked for where there is a second factor."""

    code = TextField(_l("Code"), longest=20, hint=_l("Six digits from your authenticator app."))


class RefreshGrantForm(Form):
    """``nonce`` is the phone's own, the same for every try with one refresh token."""

    refresh = TextField(_l("Refresh token"), required=N_("Send the refresh token."), longest=200)
    nonce = HiddenIdField()
