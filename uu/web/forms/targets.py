"""The target, and in which bucket a status counts."""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from wtforms.validators import ValidationError

from uu.domain.targets import LONGEST_LABEL, Goal
from uu.vocabulary import N_, Bucket
from uu.web.forms.fields import ChipsField, DateField, Form, TextField
from uu.web.language import _, _l

_COUNTED: Any = [
    (bucket.value, _l(bucket.label), {"data-bucket": bucket.value}) for bucket in Bucket if bucket != Bucket.EXCLUDED
]
_DECIMALS = 1


class TargetForm(Form):
    """A share in per cent with at most one decimal, its name, and the first day it holds."""

    percent = TextField(_l("Target (per cent)"), required=N_("Write the target in per cent."), longest=8)
    label = TextField(
        _l("What the target is called"), required=N_("Write what the target is called."), longest=LONGEST_LABEL
    )
    since = DateField(
        _l("From"),
        required=N_("Choose the first day the target holds."),
        hint=_l("A target of the same day is replaced."),
    )

    def validate_percent(self, field: TextField) -> None:
        _per_mille(str(field.data))

    def goal(self) -> Goal:
        return Goal(self.since.data or date.max, _per_mille(str(self.percent.data)), self.label.data or "")


class BucketForm(Form):
    """The bucket a status counts in, and from which day."""

    bucket = ChipsField(
        _l("Counts as"),
        choices=_COUNTED,
        required=N_("Choose one of the buckets shown."),
    )
    since = DateField(_l("From"), required=N_("Choose the first day it counts so."))


def _per_mille(text: str) -> int:
    """The share in whole per mille; raises :class:`ValidationError` with what to write instead."""
    try:
        percent = Decimal(text.removesuffix("%").strip().replace(",", "."))
    except InvalidOperation:
        percent = Decimal(-1)
    if not percent.is_finite() or not 0 < percent <= 100:  # Per cent.
        raise ValidationError(_("Write a number above 0 and up to 100, for example 95."))
    if percent != round(percent, _DECIMALS):
        raise ValidationError(_("Write at most one decimal."))
    return int(percent * 10)
