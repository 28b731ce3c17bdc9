"""The forms as the phone keeps them: empty, without ids, tokens, days or anybody's own choices."""

from wtforms.validators import InputRequired

from uu.domain import areas
from uu.web.forms.fields import Form
from uu.web.forms.followups import DropForm, FollowUpForm, MoveForm
from uu.web.forms.sessions import SessionForm
from uu.web.forms.statuses import StatusForm, grouped
from uu.web.forms.youths import AboutForm, RegisterForm
from uu.web.language import _


def forms() -> dict[str, Form]:
    """Each form by its name. The field's ids begin with it, since all of them stand in one document."""
    made: dict[str, Form] = {
        "register": _register(),
        "edit": AboutForm(formdata=None),
        "session": SessionForm(formdata=None),
        "status": StatusForm(formdata=None, observed_on=None),
        "followup": FollowUpForm(formdata=None),
        "move": MoveForm(formdata=None),
        "drop": DropForm(formdata=None),
    }
    for name, form in made.items():
        for field in form:
            field.id = f"{name}-{field.id}"
            field.label.field_id = field.id
    return made


def required(form: Form) -> dict[str, str]:
    """The sentence for each field that may not be empty."""
    sentences = {}
    for field in form:
        for rule in field.validators:
            if isinstance(rule, InputRequired):
                sentences[field.short_name] = str(rule.message)
    return sentences


def _register() -> RegisterForm:
    form = RegisterForm(formdata=None, observed_on=None)
    form.area.choices = [("", _("Choose")), *((str(area.id), area.name) for area in areas.choices())]
    form.code.choices = {"": [("", _("Choose"))], **grouped()}
    return form
