"""Which report, of which place, since when, and in which language."""

from typing import Any

from uu.domain import places, reports
from uu.domain.reports_read import Order
from uu.vocabulary import N_, ReportKind
from uu.web.forms.fields import ChipsField, ChoiceField, DateField, Form, HiddenIdField
from uu.web.language import LANGUAGES, _, _l, language

_LEVELS = {"district": N_("Districts"), "plan": N_("Housing plans"), "area": N_("Areas"), "zone": N_("Zones")}


class ReportForm(Form):
    """Everything but the format: that is chosen when the report is there."""

    id = HiddenIdField()
    kind = ChipsField(_l("Which report"), choices=ReportKind, required=N_("Choose the report."))
    place = ChoiceField(_l("Place"), required=N_("Choose the place."))
    since = DateField(
        _l("Changes since the end of"),
        hint=_l("Left empty: a month back, and for the evaluation the whole period."),
    )
    tongue = ChipsField(_l("Language"), choices=list(LANGUAGES.items()), required=N_("Choose the language."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"tongue": language(), "kind": ReportKind.MONTHLY.value} | kwargs)
        division = places.division()
        groups: dict[str, list[tuple[str, str]]] = {"": [("city:", _("The whole city"))]}
        for level, name in _LEVELS.items():
            groups[_(name)] = [(f"{level}:{place.id}", place.name) for place in division.places(level)]
        self.place.choices = {group: members for group, members in groups.items() if members}

    def ordered(self) -> Order:
        level, _colon, place = self.place.data.partition(":")
        return Order(self.kind.data, level, place, self.since.data or reports.usual_since(self.kind.data))
