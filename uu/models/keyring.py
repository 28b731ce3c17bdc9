"""The keys of the young people, one each, in a database of their own."""

import peewee

from uu.models.database import KeyringModel
from uu.models.fields import UtcField


class PersonKey(KeyringModel):
    """One young person's key, wrapped by the master key. Without the row the person is unreadable for ever."""

    youth = peewee.UUIDField(primary_key=True)
    wrapped = peewee.BlobField()
    made_at = UtcField()
