"""The settings, one number field for each rule."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from uu.domain.policies import RULES
from uu.vocabulary import N_
from uu.web.forms.fields import Form, NumberField
from uu.web.language import _l


@cache
def _form_class() -> type[Form]:
    fields = {
        rule.name: NumberField(
            _l(rule.label), least=rule.least, most=rule.most, required=N_("Write a whole number."), hint=_l(rule.help)
        )
        for rule in RULES.values()
    }
    return type("SettingsForm", (Form,), dict(fields))


def settings_form(values: Mapping[str, int]) -> Any:
    """The form with the values in force."""
    return _form_class()(data=dict(values))
