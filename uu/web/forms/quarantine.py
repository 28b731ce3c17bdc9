"""The form with which somebody says why what a phone sent is not carried out."""

from uu.domain.quarantine import LONGEST_REASON
from uu.vocabulary import N_
from uu.web.forms.fields import Form, TextField
from uu.web.language import _l


class ReasonForm(Form):
    """Two of them stand on one page, so that each has its own id."""

    reason = TextField(
        _l("Reason"),
        required=N_("Write the reason, without names."),
        longest=LONGEST_REASON,
        hint=_l("Without names and CPR numbers. It is kept."),
    )

    def __init__(self, purpose: str, *, empty: bool = False) -> None:
        super().__init__(**({"formdata": None} if empty else {}))
        self.reason.id = self.reason.label.field_id = f"{purpose}-reason"
