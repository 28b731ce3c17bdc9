"""A zone's name and its areas."""

from typing import Any
from uuid import UUID

from uu.domain import zones
from uu.domain.zones import ZoneGiven
from uu.vocabulary import N_
from uu.web.forms.fields import Form, HiddenIdField, ManyChipsField, TextField, VersionField
from uu.web.language import _l


class _ZoneFields(Form):
    name = TextField(_l("Name"), required=N_("Write a name."), longest=zones.LONGEST_NAME)
    areas = ManyChipsField(_l("Areas"), hint=_l("An area may be in several zones."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas.flags.optional = False
        self.areas.choices = [(str(area), name) for area, name in zones.area_choices()]

    def given(self) -> ZoneGiven:
        return ZoneGiven(self.name.data or "", frozenset(UUID(area) for area in self.areas.data or []))


class NewZoneForm(_ZoneFields):
    """A zone that is not there yet."""

    id = HiddenIdField()


class ZoneForm(_ZoneFields):
    """A zone as it stands."""

    version = VersionField()
