"""What a phone says of how far it has come."""

from uu.web.forms.fields import Form, NumberField, TextField
from uu.web.language import _l

MOST = 200
LONGEST_CURSOR = 200


class ChangesForm(Form):
    since = TextField(_l("The cursor of the answer before; nothing the first time"), longest=LONGEST_CURSOR)
    roster = TextField(_l("The digest of the roster as it was given last"), longest=100)
    limit = NumberField(_l("At most so many people in one answer"), least=1, most=MOST, default=MOST)
