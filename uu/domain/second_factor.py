"""The second factor: a code that changes every thirty seconds (RFC 6238), which works once."""

import base64
import hmac
from dataclasses import dataclass

import pyotp
import segno

from uu import clock
from uu.domain import audit, keys, lockout
from uu.domain.errors import InvalidError
from uu.models import StaffUser
from uu.models.database import act
from uu.privacy.sealing import Unreadable
from uu.vocabulary import N_, AuditAct

_STEP_SECONDS = 30
_ISSUER = "UU På Vej"
_WRONG = N_("The code does not fit. Type the six digits your app shows now.")


@dataclass(frozen=True, slots=True)
class Offer:
    """A new key that holds once the first code from it is given. ``sealed`` is how the browser carries it back."""

    key: str
    sealed: str
    address: str

    @property
    def shown_key(self) -> str:
        """The key in groups of four, to be typed by hand."""
        return " ".join(self.key[start : start + 4] for start in range(0, len(self.key), 4))

    @property
    def picture(self) -> str:
        """The QR code as SVG, dark on white in every colour scheme."""
        return segno.make(self.address, error="m").svg_inline(scale=5, border=4, light="#fff", dark="#000")


def offer(user: StaffUser) -> Offer:
    """A key nobody has seen before."""
    return _offer_of(user, pyotp.random_base32())


def offered(user: StaffUser, sealed: str) -> Offer:
    """The offer this user was given; a new one when it is not theirs or broken."""
    try:
        key = keys.master().open_for("totp", base64.urlsafe_b64decode(sealed), _bound_to("offer", user))
    except (ValueError, Unreadable):
        return offer(user)
    return _offer_of(user, key)


def accept(user: StaffUser, given: Offer, code: str) -> None:
    """From now on codes of this key are asked for; raises :class:`InvalidError` when the code is not of it."""
    step = _step_of(given.key, code)
    if step is None:
        raise InvalidError("code", _WRONG)
    user.totp_sealed = keys.master().seal_for("totp", given.key, _bound_to("key", user))
    user.totp_last_step = step
    with act():
        user.save(only=[StaffUser.totp_sealed, StaffUser.totp_last_step])
        audit.record(AuditAct.SECOND_FACTOR_SET, user, about=("staff", user.id))


def check(user: StaffUser, code: str, address: str) -> None:
    """Raises :class:`InvalidError` unless the code is right now and was not used before; guessing is slowed down."""
    tries = lockout.begin(f"code:{user.id}", address)
    step = _step_of(_key(user), code)
    with act():
        if step is not None and _use(user, step):
            return lockout.forgive(f"code:{user.id}", tries)
        audit.record(AuditAct.SIGN_IN_REFUSED, None, about=("staff", user.id), detail="code")
    raise InvalidError("code", _WRONG)


def _use(user: StaffUser, step: int) -> bool:
    """Whether this is the first use of the code; of two at once only one is."""
    unused = (StaffUser.id == user.id) & (StaffUser.totp_last_step < step)
    return bool(StaffUser.update(totp_last_step=step).where(unused).execute())


def _step_of(key: str, code: str) -> int | None:
    """The step the code belongs to, one to either side of now."""
    generator, now = pyotp.TOTP(key), int(clock.now().timestamp()) // _STEP_SECONDS
    typed = "".join(code.split()).encode()
    fitting = [
        step
        for step in (now - 1, now, now + 1)
        if hmac.compare_digest(generator.at(step * _STEP_SECONDS).encode(), typed)
    ]
    return fitting[0] if fitting else None


def _key(user: StaffUser) -> str:
    return keys.master().open_for("totp", bytes(user.totp_sealed or b""), _bound_to("key", user))


def _offer_of(user: StaffUser, key: str) -> Offer:
    sealed = base64.urlsafe_b64encode(keys.master().seal_for("totp", key, _bound_to("offer", user))).decode()
    address = pyotp.TOTP(key).provisioning_uri(name=user.username, issuer_name=_ISSUER)
    return Offer(key, sealed, address)


def _bound_to(what: str, user: StaffUser) -> str:
    return f"{what}:{user.id}"
