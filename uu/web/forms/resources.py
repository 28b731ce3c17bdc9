"""Full-time counsellors and budgets as a leader enters them, with numbers as Danes write them."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from wtforms.validators import ValidationError

from uu.domain.resources import Entered, Given, choices
from uu.models.resources import Financier
from uu.vocabulary import N_, ResourceKind
from uu.web.forms.fields import ChipsField, ChoiceField, DateField, Form, HiddenIdField, TextField, VersionField
from uu.web.language import _, _l
from uu.web.overview_table import name_of

_THOUSANDS = re.compile(r"\d{1,3}(\.\d{3})+")
_UNIT = re.compile(r"(kr\.?|kroner|årsværk)$", re.IGNORECASE)


class _ResourceFields(Form):
    kind = ChipsField(_l("What you enter"), choices=ResourceKind, required=N_("Choose one of the two."))
    amount = TextField(
        _l("How much"),
        required=N_("Write a number, for example 2,5."),
        longest=20,
        hint=_l("Full-time counsellors (37 hours a week), for example 2,5; or kroner for the whole time."),
    )
    financier = ChoiceField(_l("Who pays"), choices=Financier, required=N_("Choose who pays."), empty=_l("Choose"))
    place = ChoiceField(_l("For which place"), required=N_("Choose the place."))
    first_on = DateField(_l("First day"), required=N_("Choose the first day."))
    last_on = DateField(_l("Last day"), hint=_l("May be left out for counsellors who go on."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place.choices = [("", _("Choose")), *((f"{each.level}:{each.id}", name_of(each)) for each in choices())]

    def validate_amount(self, field: TextField) -> None:
        hundredths(str(field.data))

    def given(self) -> Given:
        level, _colon, place = str(self.place.data).partition(":")
        amount = hundredths(str(self.amount.data))
        first_on = self.first_on.data or date.max
        return Given(self.kind.data, self.financier.data, level, place, amount, first_on, self.last_on.data)


class NewResourceForm(_ResourceFields):
    """A resource that is not there yet."""

    id = HiddenIdField()


class ResourceForm(_ResourceFields):
    """A resource as it stands."""

    version = VersionField()


def resource_form(found: Entered) -> ResourceForm:
    """The form filled from the resource, or from what was posted."""
    given = found.given
    return ResourceForm(
        kind=given.kind.value, amount=written(given.amount), financier=given.financier.value,
        place=f"{given.level}:{given.place}", first_on=given.first_on, last_on=given.last_on, version=found.version,
    )  # fmt: skip


def written(amount: int) -> str:
    """Hundredths as they are typed again, with a decimal comma."""
    whole, rest = divmod(amount, 100)
    return f"{whole},{rest:02}".rstrip("0") if rest else str(whole)


def hundredths(text: str) -> int:
    """ "2,5", "2.5", "1.250.000" or "1 250 000,50 kr." in hundredths; raises :class:`ValidationError` otherwise."""
    bare = _UNIT.sub("", "".join(text.split()))
    if "," in bare or _THOUSANDS.fullmatch(bare):
        bare = bare.replace(".", "").replace(",", ".")
    try:
        number = Decimal(bare)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or not re.fullmatch(r"-?\d+(\.\d+)?", bare):
        raise ValidationError(_("Write a number, for example 2,5."))
    if number <= 0:
        raise ValidationError(_("Write a number above 0."))
    if number != round(number, 2):
        raise ValidationError(_("Write at most two decimals."))
    return int(number * 100)
