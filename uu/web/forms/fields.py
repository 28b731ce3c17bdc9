"""The fields every form is made of: one rule and one clear sentence for each kind of bad input."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, ClassVar, TypeVar, cast
from uuid import UUID, uuid4

import wtforms
from flask import flash, g
from flask_wtf import FlaskForm
from wtforms import widgets
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # The stubs are older than 3.3.
from wtforms.validators import Length, NumberRange, Optional, StopValidation

from uu.domain.errors import InvalidError
from uu.vocabulary import N_, Labelled
from uu.web import csrf
from uu.web.forms.validators import DATE_FORMS, Invisible, OwnWords, as_day, rules, tidy
from uu.web.language import _l, gettext

Judged = TypeVar("Judged")
_TOO_OLD = N_("The page had been open for too long. Nothing is saved yet: check what you wrote and save again.")


class TextField(wtforms.StringField):
    """One line, trimmed; ``required`` is the sentence shown when it is empty.

    Browsers are told not to keep what is typed: they would do so readably, and offer it to whoever types next.
    """

    def __init__(
        self, label: Any = None, *, required: str = "", longest: int = 120, hint: Any = "", **more: Any
    ) -> None:
        too_long = _l("Write at most %(max)d characters.")
        validators = [*rules(required, Length(max=longest, message=too_long)), *more.pop("validators", [])]
        more["render_kw"] = {"maxlength": longest, "autocomplete": "off"} | more.get("render_kw", {})
        super().__init__(label, validators, filters=[tidy], description=hint, **more)


class LongTextField(TextField):
    """Several lines."""

    widget = widgets.TextArea()

    def __init__(self, label: Any = None, *, longest: int = 2000, **more: Any) -> None:
        super().__init__(label, longest=longest, **more)


class DateField(wtforms.DateField):
    """A day, by the browser's own picker or written as people write it."""

    def __init__(self, label: Any = None, *, required: str = "", hint: Any = "", **more: Any) -> None:
        super().__init__(label, rules(required), format=list(DATE_FORMS), description=hint, **more)

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist:
            return
        # What was emptied is empty, whatever the form was filled with.
        text = valuelist[0].strip()
        self.data = as_day(text)
        if text and self.data is None:
            raise ValueError(gettext("Write a date that exists, as day-month-year, for example 24-12-2026."))

    def _value(self) -> str:
        if self.data is None and self.raw_data:
            return str(self.raw_data[0])
        return self.data.isoformat() if isinstance(self.data, date) else ""


_COUNTLESS = 10**9


class NumberField(wtforms.IntegerField):
    """A whole number within bounds."""

    def __init__(
        self, label: Any = None, *, least: int, most: int, required: str = "", hint: Any = "", **more: Any
    ) -> None:
        bounds = NumberRange(least, most, message=_l("Write a number from %(min)d to %(max)d."))
        super().__init__(label, rules(required, bounds), description=hint, **more)

    def process_formdata(self, valuelist: list[str]) -> None:
        """A number that is too long to count anything is none: its bounds could not even be asked about it."""
        super().process_formdata(valuelist)
        if self.data is not None and abs(self.data) > _COUNTLESS:
            self.data = None
            raise ValueError(self.gettext("Not a valid integer value."))


Choices = Sequence[tuple[str, Any]] | Callable[[], Iterable[tuple[str, Any]]] | type[Labelled]


def _as_choices(choices: Any) -> Any:
    """The choices as WTForms declares them; pairs, triples with attributes, and groups by name are understood."""
    if isinstance(choices, type):
        return [SelectChoice(word.value, _l(word.label)) for word in cast("Iterable[Labelled]", choices)]
    if callable(choices):
        return lambda: _as_choices(choices())
    if isinstance(choices, dict):
        return [_declared(choice, group) for group, members in choices.items() for choice in members]
    return [_declared(choice) for choice in choices]


def _declared(choice: Any, group: Any = None) -> Any:
    if not isinstance(choice, tuple):
        return choice
    value, label, *attributes = choice
    return SelectChoice(value, label, render_kw=attributes[0] if attributes else {}, optgroup=group)


_CHOICES: Any = wtforms.SelectField.choices


class _Choosing:
    """Choices set later, when the form is made, are declared the same way."""

    @property
    def choices(self) -> Any:
        return _CHOICES.fget(self)

    @choices.setter
    def choices(self, value: Any) -> None:
        _CHOICES.fset(self, _as_choices(value))


def _chosen(choices: Choices) -> Callable[[Any], Any]:
    """A closed list gives its members; other choices give their text."""
    if not isinstance(choices, type):
        return lambda value: "" if value is None else str(value)
    words = choices
    return lambda value: words(value) if value else None


class ChoiceField(_Choosing, wtforms.SelectField):
    """One of a list, as a drop-down. With a closed list of the vocabulary the data is its member."""

    def __init__(
        self, label: Any = None, *, choices: Choices = (), required: str = "", empty: Any = None, hint: Any = "",
        **more: Any,
    ) -> None:  # fmt: skip
        listed = _as_choices(choices)
        if empty is not None and not callable(listed):
            listed = [SelectChoice("", empty), *listed]
        super().__init__(label, rules(required), choices=listed, coerce=_chosen(choices), description=hint, **more)


class ChipsField(_Choosing, wtforms.RadioField):
    """One of a few, as chips; one with a default is not called optional, since something is always chosen."""

    def __init__(
        self, label: Any = None, *, choices: Choices = (), required: str = "", hint: Any = "", **more: Any
    ) -> None:
        judged_by = [Invisible()] if "default" in more and not required else rules(required)
        super().__init__(
            label, judged_by, choices=_as_choices(choices), coerce=_chosen(choices), description=hint,
            validate_choice=True, **more,
        )  # fmt: skip

    def pre_validate(self, form: Any) -> None:
        if self.data in (None, ""):
            return
        super().pre_validate(form)


class ManyChipsField(_Choosing, wtforms.SelectMultipleField):
    """Any of a few, as chips."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()

    def __init__(self, label: Any = None, *, choices: Choices = (), hint: Any = "", **more: Any) -> None:
        super().__init__(
            label, [Optional()], choices=_as_choices(choices), coerce=_chosen(choices), description=hint, **more
        )


class CheckField(wtforms.BooleanField):
    """Yes or not."""

    def __init__(self, label: Any = None, *, hint: Any = "", **more: Any) -> None:
        super().__init__(label, description=hint, **more)


class HiddenIdField(wtforms.HiddenField):
    """The id of the record this form makes, made with the form: a second submit makes no second record."""

    def __init__(self, **more: Any) -> None:
        super().__init__(default=lambda: str(uuid4()), **more)

    @property
    def uuid(self) -> UUID:
        return UUID(str(self.data))

    def pre_validate(self, form: Any) -> None:
        try:
            UUID(str(self.data))
        except ValueError:
            raise StopValidation(gettext("Load the page anew and try again.")) from None


def is_version(text: str) -> bool:
    """Whether it is a number that a database knows; a forged one may have thousands of digits."""
    return text.isdecimal() and len(text) < 10


class VersionField(wtforms.HiddenField):
    """The version the form was filled from."""

    @property
    def number(self) -> int:
        return int(str(self.data))

    def pre_validate(self, form: Any) -> None:
        if not is_version(str(self.data or "")):
            raise StopValidation(gettext("Load the page anew and try again."))


class _TokenField(wtforms.HiddenField):
    def _value(self) -> str:
        return csrf.token()


class Form(FlaskForm):
    """A form whose token the guard has judged; what was typed is kept when it was not good."""

    # The fields as the page asks them, where a form puts some of its own before those it inherits.
    order: ClassVar[tuple[str, ...]] = ()
    csrf_token = _TokenField()

    class Meta(FlaskForm.Meta):
        # The guard judges the token of every request, with form or without.
        csrf = False

        def get_translations(self, form: Any) -> OwnWords:
            return OwnWords()

    def __iter__(self) -> Iterator[wtforms.Field]:
        place = self.order.index
        return iter(sorted(self._fields.values(), key=lambda each: place(each.name) if each.name in self.order else -1))

    def validate(self, extra_validators: Any = None) -> bool:
        sound = bool(super().validate(extra_validators))
        if g.get("csrf_failed"):
            self.form_errors.append(gettext(_TOO_OLD))
            return False
        return sound

    def show_error(self, error: InvalidError) -> None:
        """Put an act's refusal on its own field, or above the form when there is no such field."""
        text = gettext(error.message, **error.params)
        field = self._fields.get(error.field)
        if field is None or isinstance(field, wtforms.HiddenField):
            self.form_errors.append(text)
        else:
            field.errors = [*cast("list[str]", list(field.errors)), text]

    def judge(self, check: Callable[[], Judged], *names: str) -> Judged | None:
        """What the domain makes of fields that can be read; what it refuses is shown beside all other errors."""
        if any(self[name].errors for name in names):
            return None
        try:
            return check()
        except InvalidError as error:
            self.show_error(error)
            return None


class ActionForm(Form):
    """Just the token, for a button that posts."""

    def is_pressed(self) -> bool:
        """Whether the button was really ours; on a page open for too long it asks to be pressed again."""
        if self.validate_on_submit():
            return True
        flash(gettext("The page had been open for too long. Press the button again."), "warning")
        return False
