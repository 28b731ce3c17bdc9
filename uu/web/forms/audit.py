"""The filter of the access log."""

from typing import Any
from uuid import UUID

from wtforms.validators import Regexp

from uu.domain.auditlog import Wanted
from uu.vocabulary import AuditAct
from uu.web.forms.fields import ChoiceField, DateField, Form, TextField
from uu.web.language import _l


class LogFilter(Form):
    """Filled from the address, so that a filtered log can be kept as a bookmark; every field may be empty."""

    who = ChoiceField(_l("Who"), choices=(), empty=_l("Everybody"))
    act = ChoiceField(_l("What"), choices=AuditAct, empty=_l("Everything"))
    since = DateField(_l("From"))
    until = DateField(_l("To"))
    youth = TextField(
        _l("Young person"),
        longest=36,
        hint=_l("The beginning of the id, as the log shows it."),
        validators=[
            Regexp(r"[0-9a-fA-F]{4}[0-9a-fA-F-]*$", message=_l("Write at least four of the digits 0-9 and a-f."))
        ],
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )
    address = TextField(_l("Network address"), longest=64, render_kw={"autocomplete": "off", "spellcheck": "false"})

    def __init__(self, *args: Any, names: dict[UUID, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.who.choices += [(str(user), name) for user, name in names.items()]
        # In a filter every field is, and saying so at each one tells nothing.
        for field in self:
            field.flags.optional = False

    def wanted(self) -> Wanted:
        return Wanted(
            actor=UUID(self.who.data) if self.who.data else None,
            act=self.act.data,
            since=self.since.data,
            until=self.until.data,
            youth=(self.youth.data or "").replace("-", "").lower()[:32],
            address=self.address.data or "",
        )
