"""The forms about who a young person is."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from markupsafe import Markup
from wtforms import widgets

from uu import clock
from uu.domain import access, admission, areas, cards
from uu.domain.admission import LONGEST
from uu.domain.cards import Card
from uu.domain.identity import Identity
from uu.domain.revisions import MINE, THEIRS
from uu.domain.youths import NewYouth
from uu.models.staff import StaffUser
from uu.models.youths import Youth
from uu.statistics.ages import LONGEST_LIFE
from uu.vocabulary import N_, ContactOrigin, CprPurpose, Told
from uu.web.forms.fields import (
    CheckField,
    ChipsField,
    ChoiceField,
    DateField,
    Form,
    HiddenIdField,
    LongTextField,
    NumberField,
    TextField,
    VersionField,
)
from uu.web.forms.normal_forms import CprField, PhoneField
from uu.web.forms.notes import NoteForm
from uu.web.forms.statuses import StatusFields, grouped
from uu.web.language import _, _l

# A browser's own guesses belong to the counsellor, not to the young person.
_NO_GUESS = {"autocomplete": "off"}


class GroupedSelect(widgets.Select):
    """A drop-down with groups, whose first group, without a name, is just the empty choice."""

    def __call__(self, field: Any, **kwargs: Any) -> Markup:
        html = str(super().__call__(field, **kwargs))
        html = html.replace('<optgroup label="">', "", 1).replace("</optgroup>", "", 1)
        # WTForms has escaped what stands in it.
        return Markup(html)  # nosec B704


class AboutForm(Form):
    """What registering and editing have in common."""

    first_name = TextField(
        _l("First name"),
        required=N_("Write the young person's first name."),
        longest=LONGEST["first_name"],
        render_kw=_NO_GUESS,
    )
    last_name = TextField(_l("Last name"), longest=LONGEST["last_name"], render_kw=_NO_GUESS)
    nickname = TextField(
        _l("Nickname"),
        longest=LONGEST["nickname"],
        hint=_l("The name the young person uses."),
        render_kw=_NO_GUESS,
    )
    birth_on = DateField(_l("Birth date"))
    said_age = NumberField(
        _l("Age the young person says"),
        least=0,
        most=LONGEST_LIFE - 1,
        hint=_l("If you do not know the birth date."),
    )
    phone = PhoneField(_l("Phone"), longest=30, render_kw=_NO_GUESS)
    cpr = CprField(_l("CPR number"), longest=20, hint=_l("10 digits, for example 670905-4321."), render_kw=_NO_GUESS)
    origin = ChipsField(
        _l("How did you get in contact?"),
        choices=ContactOrigin,
        required=N_("Choose how you got in contact."),
    )
    informed = ChipsField(
        _l("Have you told the young person about the registration?"),
        choices=Told,
        required=N_("Choose whether you have told the young person."),
        hint=_l("If not yet: tell it the next time you meet."),
    )

    def identity(self) -> Identity:
        return Identity(
            first_name=self.first_name.data or "",
            last_name=self.last_name.data or "",
            nickname=self.nickname.data or "",
            phone=self.phone.data or "",
            cpr=self.cpr.data or "",
        )


class RegisterForm(AboutForm, StatusFields):
    order = (
        "first_name", "last_name", "nickname", "birth_on", "said_age", "phone", "cpr", "area", "lives_outside",
        "address_protected", "code", "reason", "starts_on", "returns_on", "documented", "observed_on", "source",
        "origin", "informed",
    )  # fmt: skip
    id = HiddenIdField()
    status_id = HiddenIdField()
    area = ChoiceField(
        _l("Housing area"),
        required=N_("Choose the area, or the nearest one."),
        widget=GroupedSelect(),
    )
    lives_outside = CheckField(_l("Lives outside the areas"), hint=_l("Then choose the nearest area above."))
    address_protected = CheckField(
        _l("Name and address protection"), hint=_l("Only you see the young person, and the area is hidden.")
    )
    code = ChoiceField(
        _l("Education status"),
        required=N_("Choose the young person's education status."),
        widget=GroupedSelect(),
    )
    observed_on = DateField(
        _l("Since when?"), required=N_("Write since when the status holds."), default=clock.told_day
    )

    def offer(self, by: StaffUser) -> None:
        """Fill the lists: the counsellor's own areas first, statuses by bucket. An only area is chosen already."""
        self.area.choices = area_choices(by)
        own = access.area_ids(by)
        if not self.is_submitted() and len(own) == 1:
            self.area.data = str(own[0])
        self.code.choices = {"": [("", _("Choose"))], **grouped()}

    def validate(self, extra_validators: Any = None) -> bool:
        sound = super().validate(extra_validators)
        born = self.judge(self._born, "birth_on", "said_age")
        if not self.code.errors:
            self.judge_status(str(self.code.data), self.observed_on.data or clock.told_day(), born or date.min)
        return sound and not self.errors

    def new_youth(self) -> NewYouth:
        """The person as typed; what the fields could not judge, the act does."""
        return NewYouth(
            id=self.id.uuid,
            identity=self.identity(),
            birth_on=self.birth_on.data,
            said_age=self.said_age.data,
            area=UUID(self.area.data),
            lives_outside=self.lives_outside.data,
            address_protected=self.address_protected.data,
            origin=self.origin.data,
            told=self.informed.data,
            status=self.told(self.status_id.uuid, str(self.code.data), self.observed_on.data or clock.told_day()),
        )

    def _born(self) -> date:
        return admission.birth_date(self.birth_on.data, self.said_age.data, clock.told_day())


class EditForm(AboutForm, NoteForm):
    free_text = ("contacts",)
    order = (
        "first_name", "last_name", "nickname", "birth_on", "said_age", "phone", "email", "address", "contacts",
        "cpr", "cpr_removed", "origin", "informed",
    )  # fmt: skip

    version = VersionField()
    email = TextField(_l("E-mail"), longest=LONGEST["email"], render_kw={**_NO_GUESS, "inputmode": "email"})
    address = TextField(_l("Address"), longest=LONGEST["address"], render_kw=_NO_GUESS)
    contacts = LongTextField(
        _l("Parents and other contacts"),
        longest=LONGEST["contacts"],
        hint=_l("Who they are, their phone, and who has custody. No CPR numbers."),
    )
    cpr_removed = CheckField(_l("Remove the CPR number"))

    def __init__(self, youth: Youth, **filled: Any) -> None:
        super().__init__(**filled)
        self._youth = youth

    def validate(self, extra_validators: Any = None) -> bool:
        sound = super().validate(extra_validators)
        given = self.birth_on.data, self.said_age.data
        self.judge(lambda: cards.birth_date(self._youth, *given), "birth_on", "said_age")
        return sound and not self.errors

    def card(self, now: Card) -> Card:
        """The card as written; a CPR number that is not typed anew stays."""
        kept = "" if self.cpr_removed.data else now.identity.cpr
        identity = replace(
            self.identity(),
            cpr=self.cpr.data or kept,
            email=self.email.data or "",
            address=self.address.data or "",
            contacts=self.contacts.data or "",
        )
        return Card(identity, self.birth_on.data, self.said_age.data, self.origin.data, self.informed.data)


class RevealForm(Form):
    purpose = ChipsField(
        _l("What do you need the number for?"),
        choices=CprPurpose,
        required=N_("Choose what you need the number for."),
        hint=_l("Your answer is kept in the access log."),
    )


class HandOverForm(Form):
    to = ChoiceField(
        _l("New counsellor"),
        required=N_("Choose the new counsellor."),
        hint=_l("Your open follow-ups go along. You see the young person afterwards only if they live in your area."),
    )

    def offer(self, takers: Iterable[StaffUser]) -> None:
        self.to.choices = [("", _("Choose")), *((str(user.id), user.name) for user in takers)]


def written(card: Card, version: int) -> dict[str, Any]:
    """What the edit form shows of a card; the CPR number is never among it."""
    values: dict[str, Any] = {**card.values(), "version": version}
    values |= {"birth_on": card.birth_on, "said_age": None if card.birth_on else card.said_age}
    values |= {"origin": card.origin, "informed": card.told, "cpr": "", "phone": card.identity.shown_phone}
    return values


def choosing(options: Mapping[str, tuple[Any, str, str]]) -> Form:
    """A form with one choice a clash: each field's label, what stands there, and what I wrote."""
    fields = {
        f"keep_{name}": ChipsField(
            label, choices=[(THEIRS, theirs), (MINE, mine)], required=N_("Choose which one is right.")
        )
        for name, (label, theirs, mine) in options.items()
    }
    form: Form = type("ChoosingForm", (Form,), fields)(formdata=None)
    return form


def area_choices(by: StaffUser) -> dict[str, list[tuple[str, str]]]:
    """The areas in two groups: one's own, and the others."""
    own = set(access.area_ids(by))
    listed = areas.choices()
    groups = {
        _("Your areas"): [(str(area.id), area.name) for area in listed if area.id in own],
        _("Other areas"): [(str(area.id), area.name) for area in listed if area.id not in own],
    }
    return {"": [("", _("Choose"))], **{name: found for name, found in groups.items() if found}}
