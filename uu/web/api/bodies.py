"""Reading what was sent: one JSON object, not too large, not too deep, and unambiguous; then as a form reads it."""

import json
import math
import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, NoReturn
from uuid import UUID

import wtforms
from flask import request
from werkzeug.datastructures import MultiDict
from wtforms.fields.core import UnboundField

from uu.domain.errors import Fault, InvalidError, ManyInvalidError
from uu.vocabulary import N_
from uu.web.api.problems import UnreadableError
from uu.web.forms.fields import Form

LARGEST = 1024 * 1024
DEEPEST = 8
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
# Numbers above this are no count of anything here, and no column holds them.
_HIGHEST = 2**53

# A page shows these fields only where the other is chosen, so a program that tells them means the other.
_IMPLIED = (("due_on", "deadline", "date"), ("on_day", "when", "other"), ("at_time", "when", "today"))

MISSING = N_("This is missing.")
UNKNOWN = N_("This is not known here.")
NO_TEXT = N_("Send a text.")
NO_LIST = N_("Send a list of texts.")
NO_NUMBER = N_("Send a whole number.")
NO_OBJECT = N_("Send an object.")
NO_ID = N_("Send an id.")
NO_MOMENT = N_("Send a moment with its offset from UTC.")


def body(*names: str) -> dict[str, Any]:
    """The request's JSON object; raises :class:`UnreadableError`, or :class:`InvalidError` for other names in it.

    Without names the form that reads it judges them.
    """
    request.max_content_length = LARGEST
    if not request.is_json:
        raise UnreadableError(N_("Send JSON, and say so in Content-Type."))
    sent = _parsed(request.get_data(cache=False))
    if not isinstance(sent, dict):
        raise UnreadableError(N_("Send one JSON object."))
    if names:
        only(sent, names)
    return sent


def only(sent: Mapping[str, Any], names: tuple[str, ...]) -> None:
    """Raises :class:`InvalidError` for a name that means nothing, so that nothing sent is lost in silence."""
    if strangers := sorted(set(sent) - set(names)):
        # A name may be anything, and so it is not said back unless it is as short as a name is.
        raise ManyInvalidError([Fault(_name(each), UNKNOWN, {}) for each in strangers[:20]])


def text(sent: Mapping[str, Any], name: str, longest: int, default: str | None = None) -> str:
    """A text of at most so many characters."""
    given = sent.get(name, default)
    if given is None:
        raise InvalidError(name, MISSING)
    if not isinstance(given, str) or not given.isprintable():
        raise InvalidError(name, NO_TEXT)
    if len(given) > longest:
        raise InvalidError(name, N_("Write at most %(most)d characters."), most=longest)
    return given


def number(sent: Mapping[str, Any], name: str, default: int | None = None) -> int | None:
    """A whole number that is not negative."""
    given = sent.get(name)
    if given is None:
        return default
    if not isinstance(given, int) or isinstance(given, bool) or not 0 <= given < _HIGHEST:
        raise InvalidError(name, NO_NUMBER)
    return given


def identifier(sent: Mapping[str, Any], name: str) -> UUID:
    """An id in the usual form."""
    given = sent.get(name)
    if given is None:
        raise InvalidError(name, MISSING)
    if isinstance(given, str) and len(given) == 36:
        with suppress(ValueError):
            return UUID(given)
    raise InvalidError(name, NO_ID)


def moment(sent: Mapping[str, Any], name: str) -> datetime:
    """A moment as RFC 3339 writes it, aware."""
    given = sent.get(name)
    if given is None:
        raise InvalidError(name, MISSING)
    if isinstance(given, str) and len(given) <= 40:
        with suppress(ValueError, OverflowError):
            found = datetime.fromisoformat(given)
            if found.tzinfo is not None and 1900 <= found.year <= 9000:
                return found.astimezone(UTC)
    raise InvalidError(name, NO_MOMENT)


def as_form(data: Mapping[str, Any], kind: type[Form], *more: str) -> MultiDict[str, str]:
    """What a browser would send: true as "y", a list as repeated values, null as nothing.

    ``more`` are names that are no fields and are read elsewhere. Raises :class:`ManyInvalidError` for the rest.
    """
    fields, typed = told_fields(kind), MultiDict[str, str]()
    faults = [Fault(_name(name), UNKNOWN, {}) for name in data if name not in fields and name not in more]
    for name, given in data.items():
        if name not in fields or given is None:
            continue
        try:
            typed.setlist(name, _as_typed(name, given, fields[name].field_class))
        except InvalidError as error:
            faults += error.faults
    if faults:
        raise ManyInvalidError(faults[:20])
    _add_what_is_meant(typed, fields)
    return typed


def told_fields(kind: type[Form]) -> dict[str, Any]:
    """The fields of a form that are told, as the form declares them: its buttons and its token are not."""
    declared = {name: getattr(kind, name) for name in dir(kind)}
    return {name: field for name, field in declared.items() if isinstance(field, UnboundField) and name not in NOT_TOLD}


# What only a page needs: its token, its buttons, and the version, which an operation carries itself.
NOT_TOLD = frozenset({"csrf_token", "anyway", "look", "find", "version"})


def _add_what_is_meant(typed: MultiDict[str, str], fields: Mapping[str, Any]) -> None:
    """A page sends what it was filled with; what a program leaves out has the same default."""
    for told, name, meant in _IMPLIED:
        if typed.get(told) and name in fields:
            typed.setdefault(name, meant)
    for name, field in fields.items():
        default = field.kwargs.get("default")
        if default is not None and field.kwargs.get("required"):
            typed.setdefault(name, str(default() if callable(default) else default))


def _as_typed(name: str, given: Any, field: type[wtforms.Field]) -> list[str]:
    many = issubclass(field, wtforms.SelectMultipleField)
    if isinstance(given, list) != many:
        raise InvalidError(name, NO_LIST if many else NO_TEXT)
    if isinstance(given, bool) and issubclass(field, wtforms.BooleanField):
        return ["y"] if given else []
    return [_one(name, each) for each in (given if many else [given])]


def _one(name: str, given: Any) -> str:
    if isinstance(given, int) and not isinstance(given, bool) and abs(given) < _HIGHEST:
        return str(given)
    if not isinstance(given, str):
        raise InvalidError(name, NO_TEXT)
    return given


def _parsed(sent: bytes) -> Any:
    """The JSON; a name twice in an object, a number that is none, and broken UTF-8 are not guessed at."""
    try:
        written = sent.decode("utf-8")
        _refuse_depth(written)
        return json.loads(written, object_pairs_hook=_once_each, parse_float=_finite, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise UnreadableError(N_("The JSON cannot be read.")) from None


def _refuse_depth(written: str) -> None:
    depth = 0
    for char in re.findall(r"[\[\]{}]", _STRING.sub("", written)):
        depth += 1 if char in "[{" else -1
        if depth > DEEPEST:
            raise ValueError("deep")


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("twice")
    return found


def _finite(written: str) -> float:
    found = float(written)
    if not math.isfinite(found):
        raise ValueError("infinite")
    return found


def _no_constant(_written: str) -> NoReturn:
    raise ValueError("no number")


def _name(name: str) -> str:
    """A name as it may be said back: names of fields are short and plain, and anything else may be somebody's data."""
    return name if re.fullmatch(r"[a-z_]{1,30}", name) else "?"
