"""On which days somebody was met, and how often one had tried in vain before."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple


class Contact(NamedTuple):
    """A contact or an attempt at one: the moment, the day on which it counts, and whether it was in vain."""

    at: datetime
    day: date
    in_vain: bool


class Meeting(NamedTuple):
    """A day on which somebody was met, the last one before it, and how many attempts there were in between."""

    day: date
    previous: date | None
    attempts: int


def meetings(contacts: Iterable[Contact]) -> list[Meeting]:
    """The days on which somebody was met, in the order of time; several contacts of a day are one meeting.

    Attempts on the day before the first contact of that day count as made before it, those after it as made after it.
    """
    found: list[Meeting] = []
    attempts = 0
    for contact in sorted(contacts):
        if contact.in_vain:
            attempts += 1
            continue
        previous = found[-1].day if found else None
        if contact.day != previous:
            found.append(Meeting(contact.day, previous, attempts))
        attempts = 0
    return found
