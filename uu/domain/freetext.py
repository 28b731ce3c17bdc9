"""What every act asks of free text before it is sealed."""

from uu.domain.errors import InvalidError
from uu.privacy import freetext
from uu.vocabulary import N_


def check(field: str, text: str) -> frozenset[str]:
    """The sensitive topics (`health`, `religion`, `crime`) the text seems to touch, for a gentle warning.

    Raises :class:`InvalidError` on the field when the text holds a CPR number.
    """
    if freetext.contains_cpr(text):
        message = N_("There seems to be a CPR number in the text. Remove it: a CPR number belongs on the card only.")
        raise InvalidError(field, message)
    return freetext.sensitive_topics(text)


def require_length(field: str, text: str, most: int) -> None:
    """Raises :class:`InvalidError` for a text longer than is kept."""
    if len(text) > most:
        raise InvalidError(field, N_("Write at most %(most)d characters."), most=most)
