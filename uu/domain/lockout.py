"""Guessing is slowed down: tries are counted per account and per address, and kept in the database.

A try is counted before it is judged, so that many tries at once cannot slip past the limit. An account that does not
exist is counted like one that does.
"""

import hashlib
import hmac
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from uu import clock
from uu.domain import keys
from uu.domain.errors import MustWaitError
from uu.models import SignInFailure
from uu.models.database import act, rows
from uu.vocabulary import N_

FREE_TRIES = 5
TRIES_OF_AN_ADDRESS = 50
LONGEST_WAIT = timedelta(minutes=15)
_REMEMBERED = timedelta(hours=24)


def begin(account: str, address: str) -> list[UUID]:
    """Count a try and return what :func:`forgive` takes back; raises :class:`MustWaitError` while one must wait."""
    now = clock.now()
    with act():
        SignInFailure.delete().where(SignInFailure.failed_at < now - _REMEMBERED).execute()
        wait = max(_wait_of_account(account), _wait_of_address(address))
        if wait > timedelta():
            minutes = -(-wait // timedelta(minutes=1))
            raise MustWaitError(N_("Too many tries. Wait %(minutes)d min. and try again."), minutes)
        counted = [(uuid4(), _subject(subject), now) for subject in (f"account:{account}", f"address:{address}")]
        SignInFailure.insert_many(counted, [SignInFailure.id, SignInFailure.subject, SignInFailure.failed_at]).execute()
    return [try_id for try_id, _subject, _at in counted]


def forgive(account: str, tries: list[UUID]) -> None:
    """The try was right: it is taken back, and so are the account's earlier failures."""
    with act():
        SignInFailure.delete().where(
            SignInFailure.id.in_(tries) | (SignInFailure.subject == _subject(f"account:{account}"))
        ).execute()


def _wait_of_account(account: str) -> timedelta:
    """After five failures a minute, then two, four, and so on to fifteen, from the last failure."""
    times = _failures(f"account:{account}", _REMEMBERED)
    if len(times) < FREE_TRIES:
        return timedelta()
    wait = timedelta(minutes=min(2 ** min(len(times) - FREE_TRIES, 10), LONGEST_WAIT.total_seconds() // 60))
    return max(times) + wait - clock.now()


def _wait_of_address(address: str) -> timedelta:
    """Until fewer than fifty failures lie within the last fifteen minutes."""
    times = _failures(f"address:{address}", LONGEST_WAIT)
    if len(times) < TRIES_OF_AN_ADDRESS:
        return timedelta()
    return sorted(times)[-TRIES_OF_AN_ADDRESS] + LONGEST_WAIT - clock.now()


def _failures(subject: str, within: timedelta) -> list[datetime]:
    recent = SignInFailure.select(SignInFailure.failed_at).where(
        (SignInFailure.subject == _subject(subject)) & (SignInFailure.failed_at > clock.now() - within)
    )
    return [at for (at,) in rows(recent)]


def _subject(text: str) -> bytes:
    """Who reads the table learns no account and no address."""
    return hmac.new(keys.master().derive("sign-in"), text.encode(), hashlib.sha256).digest()
