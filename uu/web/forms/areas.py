"""Areas, housing plans, and which belongs to which."""

from datetime import date
from typing import Any
from uuid import UUID

from uu.domain import areas, memberships
from uu.domain.areas import AreaGiven, PlanGiven
from uu.domain.memberships import Move
from uu.models import HousingArea, HousingPlan
from uu.vocabulary import N_
from uu.web.forms.fields import (
    CheckField,
    ChoiceField,
    DateField,
    Form,
    HiddenIdField,
    LongTextField,
    TextField,
    VersionField,
)
from uu.web.language import _, _l

NO_PLAN = "none"


class _PlanFields(Form):
    name = TextField(_l("Name"), required=N_("Write a name."), longest=160)
    note = LongTextField(_l("Note"), longest=1000)
    since = DateField(_l("Runs from"))
    until = DateField(_l("Ends on"), hint=_l("The first day on which it no longer runs."))

    def given(self) -> PlanGiven:
        return PlanGiven(self.name.data or "", self.note.data or "", self.since.data, self.until.data)


class NewPlanForm(_PlanFields):
    """A housing plan that is not there yet."""

    id = HiddenIdField()


class PlanForm(_PlanFields):
    """A housing plan as it stands."""

    version = VersionField()


class _AreaFields(Form):
    name = TextField(_l("Name"), required=N_("Write a name."), longest=160)
    district = ChoiceField(_l("District"), required=N_("Choose the district."))
    association = TextField(_l("Housing association"))
    postcode = TextField(_l("Postcode"), longest=16)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.district.choices = [("", _("Choose")), *areas.districts()]

    def given(self) -> AreaGiven:
        return AreaGiven(
            self.name.data or "", self.district.data, self.association.data or "", self.postcode.data or "",
            self._closed_on(),
        )  # fmt: skip

    def _closed_on(self) -> date | None:
        return None


class NewAreaForm(_AreaFields):
    """A housing area that is not there yet."""

    id = HiddenIdField()


class AreaForm(_AreaFields):
    """A housing area as it stands."""

    closed_on = DateField(
        _l("Closed on"), hint=_l("From this day nobody new is registered here. Who lives here stays counted here.")
    )
    version = VersionField()

    def _closed_on(self) -> date | None:
        return self.closed_on.data


class MoveForm(Form):
    """To which plan an area belongs, and from when."""

    id = HiddenIdField()
    version = VersionField()
    plan = ChoiceField(_l("Housing plan"), required=N_("Choose the housing plan, or none."))
    since = DateField(
        _l("From"),
        required=N_("Choose the first day."),
        hint=_l("Until that day the area belongs to the plan it has now. What was before stays as it was."),
    )
    confirmed = CheckField(_l("A source confirms it"))
    basis = TextField(_l("How we know"), longest=memberships.LONGEST_BASIS)

    def __init__(self, *args: Any, plans: list[HousingPlan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(str(plan.id), plan.name) for plan in plans]
        self.plan.choices = [("", _("Choose")), *known, (NO_PLAN, _("No housing plan"))]

    def move(self) -> Move:
        plan = None if self.plan.data == NO_PLAN else UUID(self.plan.data)
        return Move(self.id.uuid, plan, self.since.data or date.max, bool(self.confirmed.data), self.basis.data or "")


def area_form(area: HousingArea) -> AreaForm:
    """The form filled from the area, or from what was posted."""
    return AreaForm(
        name=area.name, district=area.district.code, association=area.association, postcode=area.postcode,
        closed_on=area.closed_on, version=area.version,
    )  # fmt: skip


def plan_form(plan: HousingPlan) -> PlanForm:
    """The form filled from the plan, or from what was posted."""
    return PlanForm(name=plan.name, note=plan.note, since=plan.since, until=plan.until, version=plan.version)
