"""Authenticated encryption of short texts, and the master key that guards each person's own key.

A sealed value is: version byte, 12 random bytes (nonce), AES-256-GCM ciphertext with its tag. The context is
bound to it, so that a value copied to another row or column cannot be read there.
"""

import base64
import binascii
import os
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from uu.privacy.errors import PrivacyError
from uu.vocabulary import N_

_KEY_BYTES = 32
_NONCE_BYTES = 12
_TAG_BYTES = 16
_PAD_TO = 32
_VERSION = b"\x01"

_BAD_MASTER_KEY = N_(
    "Set UU_MASTER_KEY to 32 random bytes in base64; the command openssl rand -base64 32 makes such a key."
)
_UNREADABLE = N_("This cannot be read: check that the keyring and UU_MASTER_KEY belong to this database.")


class MasterKeyError(PrivacyError):
    """The text of the master key is not 32 bytes in base64."""


class Unreadable(PrivacyError):  # noqa: N818 - it says how the record is, not that somebody erred.
    """The sealed bytes were changed or moved, or the key is not theirs."""

    def __init__(self) -> None:
        super().__init__(_UNREADABLE)


def new_key() -> bytes:
    """32 random bytes: the key of one person."""
    return os.urandom(_KEY_BYTES)


def seal(key: bytes, text: str, context: str) -> bytes:
    """Encrypt `text`; the length of the result tells the length of the text only to the nearest 32 bytes."""
    return _encrypt(_cipher(key), _pad(text.encode("utf-8", "surrogatepass")), context.encode())


def unseal(key: bytes, sealed: bytes, context: str) -> str:
    """The text that was sealed with this key and context, or `Unreadable`."""
    return _unpad(_decrypt(_cipher(key), sealed, context.encode())).decode("utf-8", "surrogatepass")


class MasterKey:
    """The installation's secret. It encrypts nothing itself: each use has a key derived by HKDF-SHA256."""

    def __init__(self, text: str) -> None:
        self._secret = _master_secret(text)
        self._wrapping = _cipher(self._expand(b"wrap"))

    def __repr__(self) -> str:
        return "<MasterKey>"

    def wrap(self, key: bytes, owner: UUID) -> bytes:
        """Encrypt a person's key for the keyring, bound to that person."""
        if len(key) != _KEY_BYTES:
            raise ValueError("a key is 32 bytes")
        return _encrypt(self._wrapping, key, owner.bytes)

    def unwrap(self, wrapped: bytes, owner: UUID) -> bytes:
        """The key that was wrapped for this owner, or `Unreadable`."""
        return _decrypt(self._wrapping, wrapped, owner.bytes)

    def derive(self, purpose: str) -> bytes:
        """32 bytes for one purpose, the same each time; they tell nothing of the keys of other purposes."""
        return self._expand(b"derive:" + purpose.encode())

    def seal_for(self, purpose: str, text: str, context: str) -> bytes:
        """Seal a secret that belongs to the installation rather than to a young person."""
        return seal(self._expand(b"seal:" + purpose.encode()), text, context)

    def open_for(self, purpose: str, sealed: bytes, context: str) -> str:
        """The text sealed for this purpose and context, or `Unreadable`."""
        return unseal(self._expand(b"seal:" + purpose.encode()), sealed, context)

    def _expand(self, label: bytes) -> bytes:
        return HKDF(SHA256(), _KEY_BYTES, salt=None, info=b"uu-paa-vej/1/" + label).derive(self._secret)


def _master_secret(text: str) -> bytes:
    standard = text.strip().translate(str.maketrans("-_", "+/")).rstrip("=")
    try:
        secret = base64.b64decode(standard + "=" * (-len(standard) % 4), validate=True)
    except (binascii.Error, ValueError):
        raise MasterKeyError(_BAD_MASTER_KEY) from None
    if len(secret) != _KEY_BYTES:
        raise MasterKeyError(_BAD_MASTER_KEY)
    return secret


def _cipher(key: bytes) -> AESGCM:
    if len(key) != _KEY_BYTES:  # AESGCM would quietly take a shorter key as AES-128.
        raise ValueError("a key is 32 bytes")
    return AESGCM(key)


def _encrypt(cipher: AESGCM, plain: bytes, bound: bytes) -> bytes:
    nonce = os.urandom(_NONCE_BYTES)
    return _VERSION + nonce + cipher.encrypt(nonce, plain, _VERSION + bound)


def _decrypt(cipher: AESGCM, sealed: bytes, bound: bytes) -> bytes:
    sealed = bytes(sealed)  # Some database drivers hand over a memoryview.
    body = sealed[1 + _NONCE_BYTES :]
    if sealed[:1] != _VERSION or len(body) < _TAG_BYTES:
        raise Unreadable
    try:
        return cipher.decrypt(sealed[1 : 1 + _NONCE_BYTES], body, _VERSION + bound)
    except InvalidTag:
        raise Unreadable from None


def _pad(plain: bytes) -> bytes:
    marked = plain + b"\x80"
    return marked + bytes(-len(marked) % _PAD_TO)


def _unpad(padded: bytes) -> bytes:
    plain, mark, zeros = padded.rpartition(b"\x80")
    if not mark or zeros.strip(b"\x00"):
        raise Unreadable
    return plain
