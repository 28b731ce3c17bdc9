"""Links with which somebody chooses a password: the first one, or a new one when it is forgotten."""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from uu import clock
from uu.domain import audit, devices, passwords, signin
from uu.domain.errors import NotVisibleError
from uu.models import Invitation, StaffUser
from uu.models.database import act
from uu.vocabulary import N_, AuditAct

VALID = timedelta(days=7)


def issue(by: StaffUser | None, user: StaffUser) -> str:
    """A new link for somebody invited before; returns its token as :func:`new_link` does."""
    with act():
        token = new_link(user)
        audit.record(AuditAct.LINK_ISSUED, by, about=("staff", user.id))
    return token


def new_link(user: StaffUser) -> str:
    """Within an act: a token that exists nowhere else; the links the user had before no longer hold."""
    token = secrets.token_urlsafe(32)
    Invitation.update(expires_at=clock.now()).where((Invitation.staff == user.id) & _open()).execute()
    Invitation.create(token_hash=_hash(token), staff=user, expires_at=clock.now() + VALID)
    return token


def guest(token: str) -> StaffUser:
    """Whom the link is for; raises :class:`NotVisibleError` once it is used, too old, or the user is locked."""
    found: Invitation | None = (
        Invitation.select(Invitation, StaffUser)
        .join(StaffUser)
        .where((Invitation.token_hash == _hash(token)) & _open() & StaffUser.locked_at.is_null())
        .first()
    )
    if found is None:
        raise NotVisibleError(N_("This link no longer holds. Ask your administrator for a new one."))
    user: StaffUser = found.staff
    return user


def accept(token: str, password: str) -> StaffUser:
    """Choose a password with the link, which is then used up; every device is signed out.

    Raises :class:`InvalidError` for a weak password and :class:`NotVisibleError` for a link that does not hold.
    """
    user = guest(token)
    passwords.check("password", password, user.username)
    user.password_hash = passwords.hash_of(password)
    with act():
        once = (Invitation.token_hash == _hash(token)) & _open()
        if not Invitation.update(used_at=clock.now()).where(once).execute():
            raise NotVisibleError(N_("This link no longer holds. Ask your administrator for a new one."))
        user.save(only=[StaffUser.password_hash])
        signin.end_all_sessions(user, user)
        devices.revoke_all(user, user, wiping=False)
        audit.record(AuditAct.INVITATION_ACCEPTED, user, about=("staff", user.id))
    return user


def _open() -> Any:
    return Invitation.used_at.is_null() & (Invitation.expires_at > clock.now())


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
