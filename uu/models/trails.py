"""Where each young person counted and when that was known, kept so that no page reads events for it."""

from uuid import UUID

import peewee

from uu.models.database import Model
from uu.models.youths import Youth


class Trail(Model):
    """A young person's steps, as :func:`uu.statistics.trails.packed` writes them."""

    youth = peewee.ForeignKeyField(Youth, primary_key=True)
    steps = peewee.BlobField()

    youth_id: UUID
