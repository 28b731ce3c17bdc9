"""The form with which a counsellor chooses between what two people wrote."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import wtforms

from uu.domain.revisions import MINE, THEIRS, Clash
from uu.vocabulary import N_
from uu.web.forms.fields import ChipsField, Form
from uu.web.forms.validators import tidy

_KEEP, _SHOWN = "keep_", "shown_"


class ChoosingForm(Form):
    """One choice for each field that was written twice."""

    def chosen(self) -> dict[str, str]:
        """Whose value holds, by the field's name."""
        return {field.name.removeprefix(_KEEP): field.data for field in self if field.name.startswith(_KEEP)}

    def shown(self) -> dict[str, str]:
        """What stood there when the page was made, by the field's name."""
        return {field.name.removeprefix(_SHOWN): field.data for field in self if field.name.startswith(_SHOWN)}


def choosing(
    conflict: UUID, options: Mapping[str, tuple[Any, str, str]], clashes: Mapping[str, Clash], *, empty: bool
) -> ChoosingForm:
    """For each field its label, what stands there, and what came second; empty where nothing was sent yet."""
    fields: dict[str, Any] = {
        f"{_KEEP}{name}": ChipsField(
            label, choices=[(THEIRS, theirs), (MINE, mine)], required=N_("Choose which one is right.")
        )
        for name, (label, theirs, mine) in options.items()
    }
    fields |= {f"{_SHOWN}{name}": wtforms.HiddenField(default=clashes[name].theirs, filters=[tidy]) for name in options}
    form: ChoosingForm = type("ChoosingForm", (ChoosingForm,), fields)(**({"formdata": None} if empty else {}))
    for field in form:
        # A card may hold several of these forms, with the same field in two of them.
        field.id = f"{field.id}-{conflict}"
    return form
