"""What can go wrong in an act. Each error is mapped to a page, to JSON and to an exit code once, elsewhere."""

from typing import Any


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


class NotVisibleError(DomainError):
    """It does not exist, or not for this user: the two look the same from outside."""


class RefusedError(DomainError):
    """The user may see it and may not do this with it; the message says who may or what comes first."""


class StaleError(DomainError):
    """Somebody else changed the same thing in the meantime; ``clashes`` maps each field to theirs and mine."""

    def __init__(self, message: str, clashes: dict[str, Any]) -> None:
        super().__init__(message)
        self.clashes = clashes
