"""Phones in the field: made ready, seen, withdrawn and wiped."""

from uuid import UUID

from uu import clock
from uu.domain import access, audit, tokens
from uu.domain.errors import InvalidError, NotVisibleError, RefusedError
from uu.domain.tokens import Tokens
from uu.models import Device, StaffUser
from uu.models.database import act
from uu.models.devices import Standing
from uu.vocabulary import N_, AuditAct, Permission

LONGEST_NAME = 80
_MOST_UNSENT = 100_000


def make_ready(by: StaffUser, device_id: UUID, name: str, app: str = "") -> Tokens:
    """Let somebody's phone or program work on its own. The same id again by the same person gives new tokens.

    Raises :class:`RefusedError` for a role that has no use for one, and :class:`InvalidError` for an id that is
    another's or that is to be wiped.
    """
    if not access.may_hold_tokens(by):
        raise RefusedError(N_("Your role has no use for a phone or a program here."))
    with act():
        device: Device | None = Device.get_or_none(Device.id == device_id)
        if device is not None and (device.staff_id != by.id or device.wipe_asked_at is not None):
            raise InvalidError("device_id", N_("This phone must be made ready from the beginning."))
        device = _ready(by, device, device_id, name.strip()[:LONGEST_NAME] or "?", app)
        pair = tokens.issue(device)
        audit.record(AuditAct.DEVICE_READY, by, about=("device", device.id))
    return pair


def heard_from(device: Device, unsent: int, app: str) -> None:
    """Keep how much a phone says it has not sent yet, and which version of the app it runs."""
    told = {"unsent": max(0, min(unsent, _MOST_UNSENT)), "app": app[:40], "last_seen_at": clock.now()}
    with act():
        Device.update(**told).where(Device.id == device.id).execute()


def standing(device_id: UUID) -> Standing:
    """What a phone with this id is to do; anybody may ask, and learns nothing else."""
    return tokens.standing_of(Device.get_or_none(Device.id == device_id))


def note_wiped(device_id: UUID) -> Standing:
    """A phone that was asked to says that it has wiped itself; from any other it changes nothing."""
    device: Device | None = Device.get_or_none(Device.id == device_id)
    if device is not None and device.wipe_asked_at is not None and device.wiped_at is None:
        with act():
            Device.update(wiped_at=clock.now(), unsent=0).where(Device.id == device_id).execute()
            audit.record(AuditAct.DEVICE_WIPED, None, about=("device", device_id))
    return tokens.standing_of(device)


def of_user(user: StaffUser) -> list[Device]:
    """One's own phones, the one seen last first."""
    return list(Device.select().where(Device.staff == user.id).order_by(Device.last_seen_at.desc(), Device.id))


def everybody() -> list[Device]:
    """All phones with their owners, the one seen last first, in one statement."""
    select = Device.select(Device, StaffUser).join(StaffUser, on=(Device.staff == StaffUser.id))
    return list(select.order_by(Device.last_seen_at.desc(), Device.id))


def visible_device(user: StaffUser, device_id: UUID) -> Device:
    """One's own phone, or anybody's for who manages them; raises :class:`NotVisibleError` for all others."""
    found: Device | None = Device.get_or_none(Device.id == device_id)
    if found is None or not (found.staff_id == user.id or access.may(user, Permission.DEVICE_MANAGE)):
        raise NotVisibleError(N_("There is no such page."))
    return found


def revoke(by: StaffUser, device: Device) -> None:
    """The phone's access ends; what lies on it stays sealed there until its owner signs in again."""
    with act():
        tokens.end_access(by, visible_device(by, device.id))


def wipe(by: StaffUser, device: Device) -> None:
    """The phone's access ends, and it wipes itself at the next contact, after handing in what it holds."""
    with act():
        tokens.end_access(by, visible_device(by, device.id), wiping=True)


def revoke_all(by: StaffUser | None, user: StaffUser, *, wiping: bool) -> int:
    """Within an act or alone: end the access of all a user's phones; tells how many had it."""
    with act():
        held = list(Device.select().where((Device.staff == user.id) & Device.wipe_asked_at.is_null()))
        active = sum(device.revoked_at is None for device in held)
        for device in held:
            if wiping or device.revoked_at is None:
                tokens.end_access(by, device, wiping=wiping)
    return active


def _ready(by: StaffUser, device: Device | None, device_id: UUID, name: str, app: str) -> Device:
    now = clock.now()
    if device is None:
        return Device.create(id=device_id, staff=by, name=name, app=app[:40], made_at=now, last_seen_at=now)
    device.name, device.app, device.last_seen_at = name, app[:40], now
    device.revoked_at, device.revoked_by = None, None
    device.save()
    return device
