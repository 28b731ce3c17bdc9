"""Whether the service can do its work."""

import peewee

from uu.models import PersonKey, Status


def failing_parts() -> list[str]:
    """The databases that do not answer, by name; empty when all is well."""
    failing = []
    for name, table in (("data", Status), ("keyring", PersonKey)):
        try:
            table.select().limit(1).tuples().first()
        except peewee.PeeweeException:
            failing.append(name)
    return failing
