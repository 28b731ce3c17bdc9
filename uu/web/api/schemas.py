"""Schemas read off the forms: what a page's field accepts is what the API says it accepts."""

from typing import Any

import wtforms
from wtforms.meta import DefaultMeta
from wtforms.validators import InputRequired, Length, NumberRange

from uu.vocabulary import OperationKind
from uu.web.api.acts import KINDS, PARTIAL
from uu.web.api.bodies import told_fields
from uu.web.api.forms import is_required_id
from uu.web.forms.fields import CheckField, Form, HiddenIdField, NumberField
from uu.web.forms.signin import PasswordField

Schema = dict[str, Any]
ID: Schema = {"type": "string", "format": "uuid"}
DAY: Schema = {"type": "string", "format": "date"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
_CHOSEN: Schema = {
    "type": "object",
    "minProperties": 1,
    "additionalProperties": {"enum": ["mine", "theirs"]},
    "description": "For each field of the conflict, whose value is right.",
}
_SHOWN: Schema = {
    "type": ["object", "null"],
    "additionalProperties": {"type": "string"},
    "description": "For each field the value that was shown as theirs; one that no longer holds is asked about again.",
}
# What is told beside a form's fields and may be left out.
_MAY_LACK = frozenset({"shown"})
_BESIDE: dict[str, Schema] = {
    "youth": ID | {"description": "Whom it is about; of a session, the first who took part."},
    "replaces": ID | {"description": "The status event that was a mistake."},
    "followup": ID,
    "conflict": ID,
    "chosen": _CHOSEN,
    "shown": _SHOWN,
}
# What fields that no list is written down for are told by.
_LISTED_ELSEWHERE = {
    "code": "One of the statuses of /reference.",
    "area": "The id of one of the areas of /reference.",
    "more": "The ids of those who took part beside the first.",
}


def of_form(kind: type[Form], partial: bool = False) -> Schema:
    """The schema of an object that the form reads; in a partial one nothing is required."""
    fields = {name: _bound(name, unbound) for name, unbound in told_fields(kind).items()}
    needed = [name for name, field in fields.items() if _is_needed(field)]
    schema: Schema = {"type": "object", "additionalProperties": False}
    schema["properties"] = {name: _optional(of_field(field), name in needed) for name, field in fields.items()}
    if needed and not partial:
        schema["required"] = needed
    return schema


def of_operation(kind: OperationKind) -> Schema:
    """The schema of an operation's data: its form, and what is told beside the form's fields."""
    form, beside, _do = KINDS[kind]
    schema = of_form(form, partial=kind in PARTIAL)
    schema["properties"] |= {name: _BESIDE[name] for name in beside}
    if required := [*schema.pop("required", ()), *(name for name in beside if name not in _MAY_LACK)]:
        schema["required"] = required
    return schema


def of_field(field: wtforms.Field) -> Schema:
    """What one field accepts, with its label and its hint."""
    schema = _kind(field) | {"title": str(field.label.text)}
    hint = _LISTED_ELSEWHERE.get(field.name, "") if _is_open(field) else str(field.description or "")
    return schema | ({"description": hint} if hint else {})


def _kind(field: wtforms.Field) -> Schema:
    if isinstance(field, wtforms.SelectMultipleField):
        return {"type": "array", "items": {"type": "string"} if _is_open(field) else _choices(field)}
    if isinstance(field, wtforms.SelectField | wtforms.RadioField):
        return {"type": "string"} if _is_open(field) else _choices(field)
    if isinstance(field, CheckField):
        return {"type": "boolean"}
    if isinstance(field, HiddenIdField):
        return dict(ID)
    if isinstance(field, wtforms.DateField):
        return dict(DAY)
    if isinstance(field, wtforms.TimeField):
        return {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"}
    if isinstance(field, NumberField):
        return {"type": "integer"} | _bounds(field)
    return {"type": "string"} | _length(field)


def _choices(field: Any) -> Schema:
    return {"type": "string", "enum": [str(choice.value) for choice in field.choices]}


def _is_open(field: Any) -> bool:
    """Whether what may be chosen stands in the database rather than in the form."""
    return hasattr(field, "choices") and not field.choices


def _bounds(field: wtforms.Field) -> Schema:
    ranges = [each for each in _validators(field) if isinstance(each, NumberRange)]
    return {"minimum": ranges[0].min, "maximum": ranges[0].max} if ranges else {}


def _length(field: wtforms.Field) -> Schema:
    lengths = [each.max for each in _validators(field) if isinstance(each, Length)]
    found: Schema = {"maxLength": min(lengths)} if lengths else {}
    if isinstance(field, PasswordField):
        found["format"] = "password"
    return found | ({"minLength": 1} if _is_needed(field) else {})


def _is_needed(field: wtforms.Field) -> bool:
    asked = field.default is None and any(isinstance(each, InputRequired) for each in _validators(field))
    return asked or is_required_id(field)


def _validators(field: wtforms.Field) -> list[Any]:
    return list(field.validators)


def _optional(schema: Schema, needed: bool) -> Schema:
    """What need not be told may be left out or be null; a list is then left out."""
    if needed or schema["type"] == "array":
        return schema
    return schema | {"type": [schema["type"], "null"]} | ({"enum": [*schema["enum"], None]} if "enum" in schema else {})


def _bound(name: str, unbound: Any) -> Any:
    """The field without a form: what it accepts does not depend on what was sent."""
    return unbound.bind(form=None, name=name, _meta=DefaultMeta())
