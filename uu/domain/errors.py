"""What can go wrong in an act. Each error is mapped to a page, to JSON and to an exit code once, elsewhere."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from uu.models.devices import Standing
from uu.vocabulary import N_


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with what was given: the field, and a message id with what fills its placeholders."""

    field: str
    message: str
    params: dict[str, Any]


class DomainError(Exception):
    """An act that did not happen. ``message`` is a message id, ``params`` fill its placeholders."""

    def __init__(self, message: str, **params: Any) -> None:
        super().__init__(message)
        self.message = message
        self.params = params


class InvalidError(DomainError):
    """What was given for ``field`` cannot be used; the message says what to do."""

    def __init__(self, field: str, message: str, **params: Any) -> None:
        super().__init__(message, **params)
        self.field = field

    @property
    def faults(self) -> list[Fault]:
        """Everything that is wrong, so that it can be said at once."""
        return [Fault(self.field, self.message, self.params)]


class ManyInvalidError(InvalidError):
    """Several things are wrong with what was given; the first of them stands for all where only one can be said."""

    def __init__(self, faults: list[Fault]) -> None:
        first = faults[0]
        super().__init__(first.field, first.message, **first.params)
        self._faults = faults

    @property
    def faults(self) -> list[Fault]:
        return self._faults


class UsedIdError(InvalidError):
    """The id a form brought is that of another record, or of somebody else's."""

    def __init__(self) -> None:
        super().__init__("id", N_("This form has been used for something else. Open it again."))


class MustWaitError(InvalidError):
    """Tried too often: nothing is looked at for this many minutes."""

    def __init__(self, message: str, minutes: int) -> None:
        super().__init__("", message, minutes=minutes)
        self.minutes = minutes


class TooOftenError(DomainError):
    """A device asks more often than any phone does; after this many seconds it may again."""

    def __init__(self, message: str, seconds: int) -> None:
        super().__init__(message)
        self.seconds = seconds


class NotVisibleError(DomainError):
    """It does not exist, or not for this user: the two look the same from outside."""


class RefusedError(DomainError):
    """The user may see it and may not do this with it; the message says who may or what comes first."""


class StaleError(DomainError):
    """Somebody else changed the same thing in the meantime; ``clashes`` maps each field to theirs and mine."""

    def __init__(self, message: str, clashes: dict[str, Any]) -> None:
        super().__init__(message)
        self.clashes = clashes


class SignedOutError(DomainError):
    """The token of a phone does not hold, or not any more; its owner signs in again."""


class DeviceRevokedError(DomainError):
    """The access of the phone ``device`` was withdrawn; ``standing`` says what it is to do."""

    def __init__(self, message: str, device: UUID, standing: Standing) -> None:
        super().__init__(message)
        self.device, self.standing = device, standing


class StartOverError(DomainError):
    """The place a phone had come to in the sequence of changes is not one of this database."""
