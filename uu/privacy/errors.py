"""The one shape of an error in the kernel."""


class PrivacyError(Exception):
    """Carries `message`, an English message id that says what to do and never repeats what was typed."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
