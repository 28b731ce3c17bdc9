"""How often one device may ask: a limit that no honest phone comes near, so that one token keeps nobody waiting.

Kept in memory, anew each minute: a count that is lost with the process does no harm, and writing each would cost more
than it saves. Several processes each count their own.
"""

from collections import Counter
from threading import Lock
from uuid import UUID

from uu import clock
from uu.domain.errors import TooOftenError
from uu.vocabulary import N_

_MINUTE = 60


class Pace:
    """The requests of each device within the present minute."""

    def __init__(self, most: int) -> None:
        self._most, self._minute, self._asked, self._lock = most, 0, Counter[UUID](), Lock()

    def count(self, device: UUID) -> None:
        """One more request; raises :class:`TooOftenError` from the first above the limit to the end of the minute."""
        minute, second = divmod(int(clock.now().timestamp()), _MINUTE)
        with self._lock:
            if minute != self._minute:
                self._minute = minute
                self._asked.clear()
            self._asked[device] += 1
            too_often = self._asked[device] > self._most
        if too_often:
            text = N_("This device asks too often. Wait a little and send the same again.")
            raise TooOftenError(text, _MINUTE - second)
