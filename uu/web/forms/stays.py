"""The forms about where a young person lives."""

from uu import clock
from uu.models.staff import StaffUser
from uu.vocabulary import N_
from uu.web.forms.fields import CheckField, ChoiceField, DateField, Form, HiddenIdField
from uu.web.forms.youths import GroupedSelect, area_choices
from uu.web.language import _l


class MoveForm(Form):
    id = HiddenIdField()
    area = ChoiceField(
        _l("New housing area"),
        required=N_("Choose the area, or the nearest one."),
        widget=GroupedSelect(),
    )
    lives_outside = CheckField(_l("Lives outside the areas"), hint=_l("Then choose the nearest area above."))
    since = DateField(
        _l("Since when?"),
        required=N_("Write the day of the move, or the day you heard of it."),
        hint=_l("From this day on the young person counts there."),
        default=clock.today,
    )

    def offer(self, by: StaffUser) -> None:
        """Fill the list, the counsellor's own areas first."""
        self.area.choices = area_choices(by)


class ProtectionForm(Form):
    protected = CheckField(
        _l("Name and address protection"),
        hint=_l(
            "With protection only the named counsellor sees the young person. "
            "In all figures, also earlier ones, they count in no area."
        ),
    )
