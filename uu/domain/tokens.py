"""The tokens of phones: a short one to work with, and a long one, used once, that brings the next pair.

An answer that is lost may be asked for again: the pair it brought was never used and is void from then on. A token
that was followed by one that was used cannot come from its phone any more, so whoever shows it ends the phone's access.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from uu import clock
from uu.domain import access, audit, policies
from uu.domain.errors import DeviceRevokedError, SignedOutError
from uu.models import Device, DeviceToken, StaffUser
from uu.models.database import act, reading_act
from uu.vocabulary import N_, AuditAct, Permission, Standing

ACCESS_HOLDS = timedelta(minutes=15)
_TOUCH_AFTER = timedelta(minutes=1)
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
    """Whose phone it is, and which."""

    user: StaffUser
    device: Device


def issue(device: Device) -> Tokens:
    """A pair for a phone that has just been made ready, within an act; those it had before are forgotten."""
    DeviceToken.delete().where(DeviceToken.device == device.id).execute()
    return _new_pair(device)


def refresh(shown: str) -> tuple[StaffUser, Tokens]:
    """The next pair for a refresh token.

    Raises :class:`SignedOutError` for one that is unknown or too old, and :class:`DeviceRevokedError` when the phone's
    access was withdrawn, or is now because the token was used before.
    """
    with act():
        token = _find(DeviceToken.hash == _hash(shown))
        stolen = token.void_at is not None
        if stolen:
            end_access(None, token.device, detail="reuse")
        else:
            _check(token, token.expires_at)
            pair = _succeed(token)
    if stolen:
        raise DeviceRevokedError(_WITHDRAWN, standing_of(token.device))
    return token.device.staff, pair


def bearer(shown: str) -> Bearer:
    """Whose phone shows this access token, which is then in use.

    Raises :class:`SignedOutError` for one that does not hold, :class:`DeviceRevokedError` for a withdrawn phone's.
    """
    token = _find(DeviceToken.access_hash == _hash(shown))
    _check(token, token.access_expires_at)
    if token.void_at is not None or not access.may(token.device.staff, Permission.FIELD_USE):
        raise SignedOutError(_SIGN_IN)
    with reading_act():
        _note_use(token)
        _touch(token.device)
    return Bearer(token.device.staff, token.device)


def last_delivery(shown: str) -> Bearer:
    """Whose phone it was: a withdrawn phone may still hand in what it holds, with any access token it had.

    Raises :class:`SignedOutError` for a token that is unknown, whose phone goes on working or was wiped.
    """
    token = _find(DeviceToken.access_hash == _hash(shown))
    if token.device.revoked_at is None or token.device.wiped_at is not None:
        raise SignedOutError(_SIGN_IN)
    return Bearer(token.device.staff, token.device)


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
    about = ("device", device.id)
    audit.record(AuditAct.DEVICE_REVOKED, by, about=about, detail=detail or ("wipe" if wiping else ""))


def standing_of(device: Device | None) -> Standing:
    """What the phone is to do."""
    if device is None:
        return Standing.UNKNOWN
    if device.wipe_asked_at is not None:
        return Standing.WIPE
    return Standing.READY if device.revoked_at is None else Standing.SIGNED_OUT


def _succeed(token: DeviceToken) -> Tokens:
    """The pair that follows; one that was brought before and never used is void now."""
    _note_use(token)
    if token.replaced_by is not None:
        _void(DeviceToken.hash == bytes(token.replaced_by))
    pair = _new_pair(token.device)
    DeviceToken.update(replaced_by=_hash(pair.refresh)).where(DeviceToken.hash == bytes(token.hash)).execute()
    DeviceToken.delete().where((DeviceToken.device == token.device) & (DeviceToken.expires_at < clock.now())).execute()
    _touch(token.device)
    return pair


def _note_use(token: DeviceToken) -> None:
    """What came before a pair that is in use is void: its phone has the newer one."""
    if token.used_at is None:
        DeviceToken.update(used_at=clock.now()).where(DeviceToken.hash == bytes(token.hash)).execute()
        _void(DeviceToken.replaced_by == bytes(token.hash))


def _void(which: Any) -> None:
    DeviceToken.update(void_at=clock.now()).where(which & DeviceToken.void_at.is_null()).execute()


def _new_pair(device: Device) -> Tokens:
    pair, now = (secrets.token_urlsafe(32), secrets.token_urlsafe(32)), clock.now()
    lasting = timedelta(days=policies.value("offline_days"))
    DeviceToken.create(
        hash=_hash(pair[1]),
        device=device,
        access_hash=_hash(pair[0]),
        access_expires_at=now + ACCESS_HOLDS,
        expires_at=now + lasting,
        made_at=now,
    )
    seconds = int(ACCESS_HOLDS.total_seconds()), int(lasting.total_seconds())
    return Tokens(device, pair[0], seconds[0], pair[1], seconds[1])


def _find(which: Any) -> DeviceToken:
    select = DeviceToken.select(DeviceToken, Device, StaffUser).join(Device)
    found: DeviceToken | None = select.join(StaffUser, on=(Device.staff == StaffUser.id)).where(which).first()
    if found is None:
        raise SignedOutError(_SIGN_IN)
    return found


def _check(token: DeviceToken, until: datetime) -> None:
    if token.device.revoked_at is not None:
        raise DeviceRevokedError(_WITHDRAWN, standing_of(token.device))
    if until <= clock.now():
        raise SignedOutError(_SIGN_IN)


def _touch(device: Device) -> None:
    if clock.now() - device.last_seen_at >= _TOUCH_AFTER:
        Device.update(last_seen_at=clock.now()).where(Device.id == device.id).execute()


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
