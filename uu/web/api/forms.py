"""A page's form, fed with JSON: the same fields, the same rules, the same sentences."""

from collections.abc import Mapping
from typing import Any, TypeVar

import wtforms

from uu.domain.errors import Fault, InvalidError, ManyInvalidError
from uu.web.api import bodies
from uu.web.forms.fields import Form, HiddenIdField

AnyForm = TypeVar("AnyForm", bound=Form)
# A page makes these by itself; a program must make them, so that what it sends twice is recorded once.
_REQUIRED_IDS = frozenset({"id", "device_id", "nonce"})


def is_required_id(field: wtforms.Field) -> bool:
    """Whether the field is an id that the program must make."""
    return isinstance(field, HiddenIdField) and field.name in _REQUIRED_IDS


def read(kind: type[AnyForm], data: Mapping[str, Any], *more: str) -> AnyForm:
    """The form with the data in it; ``more`` are names that are read elsewhere."""
    return kind(formdata=bodies.as_form(data, kind, *more))


def validated(form: AnyForm) -> AnyForm:
    """The form, if it is in order; raises :class:`ManyInvalidError` with everything that is not."""
    missing = [Fault(field.name, bodies.MISSING, {}) for field in form if is_required_id(field) and not field.raw_data]
    sound = form.validate()
    if missing or not sound:
        raise ManyInvalidError([*missing, *faults(form)])
    return form


def faults(form: Form) -> list[Fault]:
    """Everything that the form says is wrong; what belongs to no field has none."""
    return [Fault(name or "", str(message), {}) for name, messages in form.errors.items() for message in messages]


def refused(form: Form, error: InvalidError) -> InvalidError:
    """An act's refusal, on the field that a page would show it on."""
    if error.field in form and isinstance(form[error.field], wtforms.HiddenField):
        return error
    form.show_error(error)
    return ManyInvalidError(faults(form))
