"""The tokens of phones: a short one to work with, and a long one, used once, that brings the next pair.

A connection may lose an answer, or deliver a request twice or late. Each exchange therefore carries a nonce that the
phone keeps until it has the answer: the same token and nonce bring the same pair. A token shown with another nonce was
copied, and whoever shows it ends the phone's access.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from uu import clock
from uu.domain import access, audit, keys, policies
from uu.domain.errors import DeviceRevokedError, SignedOutError
from uu.domain.operation_ids import EFFECTIVE
from uu.models import Device, DeviceToken, Operation, StaffUser
from uu.models.database import act, reading_act
from uu.models.devices import Standing
from uu.vocabulary import N_, AuditAct, Outcome

ACCESS_HOLDS = timedelta(minutes=15)
_TOUCH_AFTER = timedelta(minutes=1)
_MOST = 2000
_SIGN_IN = N_("Sign in again.")
_WITHDRAWN = N_("This phone's access was withdrawn.")


@dataclass(frozen=True, slots=True)
class Tokens:
    """A new pair; it exists nowhere else, the database keeps hashes. Times are seconds from now."""

    device: Device
    access: str
    access_expires_in: int
    refresh: str
    refresh_expires_in: int


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whose phone it is, and which; ``delivers`` is the token of a phone that may only hand in what it holds."""

    user: StaffUser
    device: Device
    delivers: DeviceToken | None = None


def issue(device: Device) -> Tokens:
    """A pair for a phone that has just been made ready, within an act; those it had before are forgotten."""
    DeviceToken.delete().where(DeviceToken.device == device.id).execute()
    return _keep(device, secrets.token_urlsafe(32), secrets.token_urlsafe(32))


def refresh(shown: str, nonce: UUID) -> tuple[StaffUser, Tokens]:
    """The next pair for a refresh token: the same one for the same nonce, until that pair is used.

    Raises :class:`SignedOutError` for a token that is unknown or too old and for a late copy of a finished exchange,
    and :class:`DeviceRevokedError` when the phone's access was withdrawn, or is now because the token was copied.
    """
    with _seen_all_the_same(DeviceToken.hash == _hash(shown)):
        return _exchanged(shown, nonce)


def _exchanged(shown: str, nonce: UUID) -> tuple[StaffUser, Tokens]:
    with act():
        token = _find(DeviceToken.hash == _hash(shown))
        _check(token, token.expires_at)
        copied = token.nonce is not None and token.nonce != nonce
        if copied:
            end_access(None, token.device, detail="reuse")
        else:
            pair = (
                _succeed(token, shown, nonce) if token.replaced_by is None else _again(token.replaced_by, shown, nonce)
            )
    if copied:
        raise DeviceRevokedError(_WITHDRAWN, token.device_id, standing_of(token.device))
    return token.device.staff, pair


def bearer(shown: str) -> Bearer:
    """Whose phone shows this access token, which is then in use.

    Raises :class:`SignedOutError` for one that does not hold, :class:`DeviceRevokedError` for a withdrawn phone's.
    """
    token = _find(DeviceToken.access_hash == _hash(shown))
    with _seen_all_the_same(DeviceToken.access_hash == _hash(shown)):
        _check(token, token.access_expires_at)
    if not access.may_hold_tokens(token.device.staff):
        raise SignedOutError(_SIGN_IN)
    if token.used_at is None or clock.now() - token.device.last_seen_at >= _TOUCH_AFTER:
        with reading_act():
            _note_use(token)
            _touch(token.device)
    return Bearer(token.device.staff, token.device)


def last_delivery(shown: str) -> Bearer:
    """Whose phone it was: a withdrawn phone may still hand in what it holds, with any access token it had.

    Raises :class:`SignedOutError` for a token that is unknown, whose phone goes on working, or with which more was
    handed in than any phone would hold: each token counts for itself, so that a copied one takes no place from the
    phone's own. Nor does the word that the phone is wiped, which anybody may give.
    """
    token = _find(DeviceToken.access_hash == _hash(shown))
    if token.device.revoked_at is None or token.handed_in >= _MOST:
        raise SignedOutError(_SIGN_IN)
    return Bearer(token.device.staff, token.device, token)


def note_handed_in(bearer: Bearer, operations: int) -> None:
    """Count what came with the token of a withdrawn phone; of any other nothing is counted."""
    if bearer.delivers is not None and operations:
        with act():
            more = DeviceToken.handed_in + operations
            DeviceToken.update(handed_in=more).where(DeviceToken.hash == bytes(bearer.delivers.hash)).execute()


def end_access(by: StaffUser | None, device: Device, *, wiping: bool = False, detail: str = "") -> None:
    """Within an act: the phone's access ends, and it is to wipe itself if so asked. Again changes nothing."""
    now = clock.now()
    changed: dict[str, Any] = {}
    if device.revoked_at is None:
        changed |= {"revoked_at": now, "revoked_by": by}
    if wiping and device.wipe_asked_at is None:
        changed |= {"wipe_asked_at": now}
    if not changed:
        return
    Device.update(**changed).where(Device.id == device.id).execute()
    for name, value in changed.items():
        setattr(device, name, value)
    _set_aside_again(device)
    about = ("device", device.id)
    audit.record(AuditAct.DEVICE_REVOKED, by, about=about, detail=detail or ("wipe" if wiping else ""))


def _set_aside_again(device: Device) -> None:
    """What was given back to the phone and it may never hear of; not what has been sent anew since."""
    anew = Operation.alias()
    sent = anew.select(anew.record).where(anew.outcome.in_(EFFECTIVE) & anew.record.is_null(is_null=False))
    open_still = Operation.record.is_null() | Operation.record.not_in(sent)
    given_back = (Operation.device == device.id) & (Operation.outcome == Outcome.RETURNED)
    waiting = given_back & Operation.sealed.is_null(is_null=False) & open_still
    unsaid = {"handled_by": None, "handled_at": None, "handled_reason": ""}
    Operation.update(outcome=Outcome.QUARANTINED, **unsaid).where(waiting).execute()


def standing_of(device: Device | None) -> Standing:
    """What the phone is to do."""
    if device is None:
        return Standing.UNKNOWN
    if device.wipe_asked_at is not None:
        return Standing.WIPE
    return Standing.READY if device.revoked_at is None else Standing.SIGNED_OUT


def _succeed(token: DeviceToken, shown: str, nonce: UUID) -> Tokens:
    _note_use(token)
    pair = _keep(token.device, *_derived(shown, nonce))
    exchange = {"nonce": nonce, "replaced_by": _hash(pair.refresh)}
    DeviceToken.update(**exchange).where(DeviceToken.hash == bytes(token.hash)).execute()
    DeviceToken.delete().where((DeviceToken.device == token.device) & (DeviceToken.expires_at < clock.now())).execute()
    _touch(token.device)
    return pair


def _again(brought: bytes, shown: str, nonce: UUID) -> Tokens:
    """The pair this exchange brought, for a phone that has not got it yet."""
    successor = _find(DeviceToken.hash == bytes(brought))
    if successor.used_at is not None:
        raise SignedOutError(_SIGN_IN)
    return _told(successor, *_derived(shown, nonce))


def _derived(shown: str, nonce: UUID) -> tuple[str, str]:
    """The next access and refresh token, which nobody can work out without the installation's key."""
    key = keys.master().derive("device-token")
    made = (hmac.digest(key, f"{part}:{nonce}:{shown}".encode(), "sha256") for part in ("access", "refresh"))
    first, second = (base64.urlsafe_b64encode(one).rstrip(b"=").decode() for one in made)
    return first, second


def _note_use(token: DeviceToken) -> None:
    if token.used_at is None:
        DeviceToken.update(used_at=clock.now()).where(DeviceToken.hash == bytes(token.hash)).execute()


def _keep(device: Device, access_token: str, refresh_token: str) -> Tokens:
    now = clock.now()
    kept = DeviceToken.create(
        hash=_hash(refresh_token),
        device=device,
        access_hash=_hash(access_token),
        access_expires_at=now + ACCESS_HOLDS,
        expires_at=now + timedelta(days=policies.value("offline_days")),
        made_at=now,
    )
    return _told(kept, access_token, refresh_token)


def _told(kept: DeviceToken, access_token: str, refresh_token: str) -> Tokens:
    left = [max(0, int((until - clock.now()).total_seconds())) for until in (kept.access_expires_at, kept.expires_at)]
    return Tokens(kept.device, access_token, left[0], refresh_token, left[1])


def _find(which: Any) -> DeviceToken:
    select = DeviceToken.select(DeviceToken, Device, StaffUser).join(Device)
    found: DeviceToken | None = select.join(StaffUser, on=(Device.staff == StaffUser.id)).where(which).first()
    if found is None:
        raise SignedOutError(_SIGN_IN)
    return found


def _check(token: DeviceToken, until: datetime) -> None:
    if token.device.revoked_at is not None:
        raise DeviceRevokedError(_WITHDRAWN, token.device_id, standing_of(token.device))
    # Whoever is locked has no phone that works, even one made ready in the very moment of locking.
    if until <= clock.now() or token.device.staff.locked_at is not None:
        raise SignedOutError(_SIGN_IN)


@contextmanager
def _seen_all_the_same(which: Any) -> Iterator[None]:
    """A phone that is refused within the block because its access was withdrawn has been in contact none the less."""
    try:
        yield
    except DeviceRevokedError:
        device = _find(which).device
        if clock.now() - device.last_seen_at >= _TOUCH_AFTER:
            with reading_act():
                _touch(device)
        raise


def _touch(device: Device) -> None:
    if clock.now() - device.last_seen_at >= _TOUCH_AFTER:
        Device.update(last_seen_at=clock.now()).where(Device.id == device.id).execute()


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
