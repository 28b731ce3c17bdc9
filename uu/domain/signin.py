"""Signing in: passwords, and the server's own list of who is signed in where."""

import hashlib
import secrets
import unicodedata
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from peewee import fn

from uu import clock
from uu.domain import audit, devices, lockout, passwords, policies
from uu.domain.errors import InvalidError, NotVisibleError
from uu.models import Policy, StaffSession, StaffUser
from uu.models.database import act, reading_act
from uu.vocabulary import N_, AuditAct

# Whatever the use, one signs in again after a day.
LONGEST = timedelta(hours=24)
_TOUCH_AFTER = timedelta(minutes=1)
_IDLE = "session_idle_minutes"


def username_of(typed: str) -> str:
    """A username as it is stored, however it was typed."""
    return unicodedata.normalize("NFKC", typed).strip().casefold()


def try_password(username: str, password: str, address: str = "") -> StaffUser | None:
    """The user with this name and password, if they may sign in; nothing tells whether the account exists.

    Raises :class:`InvalidError` while the account or the address must wait.
    """
    account = username_of(username)
    tries = lockout.begin(account, address)
    user: StaffUser | None = StaffUser.select().where(StaffUser.username == account).first()
    right = passwords.matches(user.password_hash if user else None, password)
    if user is None or not right or user.locked_at is not None:
        audit.record(AuditAct.SIGN_IN_REFUSED, None, about=("staff", user.id) if user else ("", ""), detail="password")
        return None
    lockout.forgive(account, tries)
    if passwords.is_outdated(user.password_hash or ""):
        _rehash(user, password)
    return user


def open_session(user: StaffUser, agent: str, address: str) -> str:
    """Sign the user in on a device; the token returned exists nowhere else, the database keeps its hash."""
    token, now = secrets.token_urlsafe(32), clock.now()
    with act():
        StaffSession.create(
            id=uuid4(),
            token_hash=_hash(token),
            staff=user,
            created_at=now,
            last_seen_at=now,
            expires_at=now + LONGEST,
            agent=agent[:200],
            address=address[:64],
        )
        audit.record(AuditAct.SIGN_IN, user, about=("staff", user.id))
    return token


def user_of(token: str) -> StaffUser | None:
    """Who is signed in with this token: nobody once it is ended, expired, idle too long, or the user is locked."""
    found = _open_sessions(StaffSession.token_hash == _hash(token))
    if not found:
        return None
    session = found[0]
    if clock.now() - session.last_seen_at >= _TOUCH_AFTER:
        with reading_act():
            StaffSession.update(last_seen_at=clock.now()).where(StaffSession.id == session.id).execute()
    user: StaffUser = session.staff
    return user


def is_recent(token: str, within: timedelta) -> bool:
    """Whether whoever has this token has signed in, with all that signing in asks for, within this time."""
    found = _open_sessions(StaffSession.token_hash == _hash(token))
    return bool(found) and clock.now() - found[0].created_at <= within


def sessions_of(user: StaffUser) -> list[StaffSession]:
    """Where the user is signed in now, the device used last first."""
    return _open_sessions(StaffSession.staff == user.id)


def is_here(session: StaffSession, token: str) -> bool:
    """Whether the token is this sign-in's own."""
    return secrets.compare_digest(bytes(session.token_hash), _hash(token))


def end_session(user: StaffUser, token: str) -> None:
    """Sign out."""
    with act():
        if _end(StaffSession.token_hash == _hash(token)):
            audit.record(AuditAct.SIGN_OUT, user, about=("staff", user.id))


def revoke(user: StaffUser, session: UUID) -> None:
    """End one's own sign-in on another device; raises :class:`NotVisibleError` for anybody else's."""
    with act():
        if not _end((StaffSession.id == session) & (StaffSession.staff == user.id)):
            raise NotVisibleError(N_("There is no such page."))
        audit.record(AuditAct.SESSION_REVOKED, user, about=("staff", user.id))


def end_other_sessions(user: StaffUser, token: str) -> int:
    """End all of one's own sign-ins but this one; tells how many there were."""
    with act():
        ended = _end((StaffSession.staff == user.id) & (StaffSession.token_hash != _hash(token)))
        if ended:
            audit.record(AuditAct.SESSION_REVOKED, user, about=("staff", user.id), detail=str(ended))
    return ended


def end_all_sessions(by: StaffUser | None, user: StaffUser) -> int:
    """End all sign-ins of a user; tells how many there were."""
    with act():
        ended = _end(StaffSession.staff == user.id)
        if ended:
            audit.record(AuditAct.SESSION_REVOKED, by, about=("staff", user.id), detail=str(ended))
    return ended


def confirm_password(user: StaffUser, present: str, address: str = "") -> None:
    """Raises :class:`InvalidError` unless this is the user's password; guessing is slowed down here too."""
    tries = lockout.begin(user.username, address)
    if not passwords.matches(user.password_hash, present):
        audit.record(AuditAct.SIGN_IN_REFUSED, user, about=("staff", user.id), detail="password")
        raise InvalidError("present", N_("This is not your present password. Try again."))
    lockout.forgive(user.username, tries)


def change_password(user: StaffUser, present: str, new: str, token: str, address: str = "") -> None:
    """Give oneself a new password; every other device is signed out.

    Raises :class:`InvalidError` when the present one is wrong, guessed too often, or the new one is too weak.
    """
    confirm_password(user, present, address)
    passwords.check("new", new, user.username)
    user.password_hash = passwords.hash_of(new)
    with act():
        user.save(only=[StaffUser.password_hash])
        end_other_sessions(user, token)
        devices.revoke_all(user, user, wiping=False)
        audit.record(AuditAct.PASSWORD_CHANGED, user, about=("staff", user.id))


def change_language(user: StaffUser, language: str) -> None:
    """The language of the user's own pages, on every device."""
    user.language = language
    with act():
        user.save(only=[StaffUser.language])


def _rehash(user: StaffUser, password: str) -> None:
    user.password_hash = passwords.hash_of(password)
    with act():
        user.save(only=[StaffUser.password_hash])


def _open_sessions(condition: Any) -> list[StaffSession]:
    """The sign-ins that still hold, the one used last first, with their users, in one statement."""
    now = clock.now()
    held = StaffSession.ended_at.is_null() & (StaffSession.expires_at > now) & StaffUser.locked_at.is_null()
    minutes = Policy.select(Policy.value).where(Policy.name == _IDLE)
    found = (
        StaffSession.select(StaffSession, StaffUser, fn.COALESCE(minutes, policies.RULES[_IDLE].default).alias("idle"))
        .join(StaffUser)
        .where(condition & held)
        .order_by(StaffSession.last_seen_at.desc())
    )
    return [session for session in found if now - session.last_seen_at < timedelta(minutes=vars(session)["idle"])]


def _end(condition: Any) -> int:
    open_ones = condition & StaffSession.ended_at.is_null()
    return int(StaffSession.update(ended_at=clock.now()).where(open_ones).execute())


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
