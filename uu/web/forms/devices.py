"""The form with which a phone is made ready for the field."""

from uu.domain.devices import LONGEST_NAME
from uu.vocabulary import N_
from uu.web.forms.fields import Form, HiddenIdField, TextField
from uu.web.language import _l


class DeviceForm(Form):
    device_id = HiddenIdField()
    device_name = TextField(
        _l("Name of the phone"), required=N_("Write what the phone is called."), longest=LONGEST_NAME
    )
