"""The forms with which an administrator invites and changes colleagues."""

from typing import Any
from uuid import UUID

from uu.domain import areas, staff
from uu.domain.staff import StaffCard
from uu.vocabulary import N_, Role
from uu.web.forms.fields import ChipsField, ChoiceField, Form, HiddenIdField, ManyChipsField, TextField, VersionField
from uu.web.language import _l


class _CardForm(Form):
    name = TextField(
        _l("Name"), required=N_("Write the name colleagues know."), longest=120, render_kw={"autocomplete": "off"}
    )
    role = ChipsField(_l("Role"), choices=Role, required=N_("Choose a role."))
    areas = ManyChipsField(_l("Areas of a counsellor"), hint=_l("The counsellor sees the young people of these areas."))
    plans = ManyChipsField(_l("Housing plans of a head"), hint=_l("The head sees the figures of these plans."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas.choices = [(str(choice.id), choice.name) for choice in areas.choices()]
        self.plans.choices = [(str(plan), name) for plan, name in staff.plan_choices()]

    def card(self) -> StaffCard:
        return StaffCard(self.name.data or "", self.role.data, _ids(self.areas.data), _ids(self.plans.data))

    def fill(self, card: StaffCard) -> None:
        self.name.data, self.role.data = card.name, card.role
        self.areas.data, self.plans.data = list(map(str, card.areas)), list(map(str, card.plans))


class InviteForm(_CardForm):
    id = HiddenIdField()
    username = TextField(
        _l("Username"),
        required=N_("Write a username."),
        longest=64,
        hint=_l("One word, for example the initials or the work e-mail address."),
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
    )


class StaffForm(_CardForm):
    version = VersionField()


class HandOverForm(Form):
    to = ChoiceField(
        _l("To whom"),
        choices=(),
        required=N_("Choose a counsellor."),
        empty=_l("Choose a counsellor"),
        hint=_l(
            "All young people, and all open follow-ups of the counsellor, those on others' young people too. "
            "A counsellor can hand a single one over from the card."
        ),
    )


def _ids(texts: list[str] | None) -> frozenset[UUID]:
    return frozenset(UUID(text) for text in texts or [])
