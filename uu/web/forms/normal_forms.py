"""Texts that have a normal form: phone numbers and CPR numbers."""

from collections.abc import Callable
from typing import Any

from wtforms import widgets
from wtforms.validators import ValidationError

from uu.privacy import phones
from uu.privacy.cpr import Cpr
from uu.privacy.errors import PrivacyError
from uu.web.forms.fields import TextField
from uu.web.language import gettext


class _NormalisedField(TextField):
    """A text with a normal form; what cannot be normalised stays as typed, with the reason."""

    normal: Callable[[str], str]

    def post_validate(self, _form: Any, validation_stopped: bool) -> None:
        if not self.data or validation_stopped:
            return
        try:
            self.data = type(self).normal(self.data)
        except PrivacyError as error:
            raise ValidationError(gettext(error.message)) from None

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.errors and self.raw_data else str(self.data or "")


class PhoneField(_NormalisedField):
    """A phone number, normalised to +45…"""

    widget = widgets.TelInput()
    normal = staticmethod(phones.normalise)


class CprField(_NormalisedField):
    """A CPR number as its ten digits."""

    normal = staticmethod(lambda text: Cpr.parse(text).digits)
