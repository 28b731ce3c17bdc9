"""Settings: one frozen dataclass, read from the environment and checked once."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

DEFAULT_DATABASE = "sqlite:///var/uu.sqlite"


class SettingsError(Exception):
    """A setting is missing or unusable; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the installation is told from outside. Keys have no default."""

    master_key: str
    secret_key: str
    database: str = DEFAULT_DATABASE
    keyring: str = "sqlite:///var/keyring.sqlite"
    base_url: str = "http://localhost:8000"
    port: int = 8000
    host: str = "127.0.0.1"
    threads: int = 8
    requests_a_minute: int = 600
    demo: bool = False
    trusted_proxy: int = 0
    cheap_passwords: bool = False

    def __post_init__(self) -> None:
        for name in ("database", "keyring"):
            _check_database(f"UU_{name.upper()}", getattr(self, name))
        _check_key("UU_MASTER_KEY", self.master_key, exactly=32)
        _check_key("UU_SECRET_KEY", self.secret_key, at_least=32)
        if self.database == self.keyring:
            raise SettingsError("UU_KEYRING must be another database than UU_DATABASE. Give it a place of its own.")
        if self.threads < 1:
            raise SettingsError("UU_THREADS must be at least 1.")
        if urlsplit(self.base_url).scheme not in {"http", "https"}:
            raise SettingsError("UU_BASE_URL must begin with http:// or https://.")

    @property
    def secure(self) -> bool:
        """Whether the outside world reaches us over https."""
        return self.base_url.startswith("https://")

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> "Settings":
        """Read the ``UU_*`` variables, an empty one as if it were not there.

        Raises :class:`SettingsError` in one sentence that says what to do.
        """
        environ = {name: value for name, value in environ.items() if value}
        missing = [name for name in ("UU_MASTER_KEY", "UU_SECRET_KEY") if name not in environ]
        if missing:
            raise SettingsError(f"{' and '.join(missing)} must be set. Run `uu keys` to make new ones.")
        port = _whole_number(environ, "UU_PORT", 8000)
        database = environ.get("UU_DATABASE", DEFAULT_DATABASE)
        return cls(
            master_key=environ["UU_MASTER_KEY"],
            secret_key=environ["UU_SECRET_KEY"],
            database=database,
            keyring=environ["UU_KEYRING"] if "UU_KEYRING" in environ else _keyring_beside(database),
            base_url=environ.get("UU_BASE_URL", f"http://localhost:{port}").rstrip("/"),
            port=port,
            host=environ.get("UU_HOST", "127.0.0.1"),
            threads=_whole_number(environ, "UU_THREADS", 8),
            requests_a_minute=_whole_number(environ, "UU_REQUESTS_A_MINUTE", 600),
            demo=environ.get("UU_DEMO") == "1",
            trusted_proxy=_whole_number(environ, "UU_TRUSTED_PROXY", 0),
        )


def _keyring_beside(database: str) -> str:
    if not database.startswith("sqlite:///"):
        raise SettingsError("UU_KEYRING must be set when UU_DATABASE is not SQLite. Give it a database of its own.")
    folder, _, _name = database.removeprefix("sqlite:///").rpartition("/")
    return f"sqlite:///{folder}/keyring.sqlite" if folder else "sqlite:///keyring.sqlite"


def _whole_number(environ: Mapping[str, str], name: str, default: int) -> int:
    text = environ.get(name, str(default))
    if not text.isdecimal():
        raise SettingsError(f"{name} must be a whole number.")
    return int(text)


def _check_database(name: str, url: str) -> None:
    if not url.startswith(("sqlite:///", "postgresql://")):
        raise SettingsError(f"{name} must begin with sqlite:/// or postgresql://.")


def _check_key(name: str, text: str, exactly: int | None = None, at_least: int = 0) -> None:
    try:
        size = len(base64.b64decode(text, validate=True))
    except (binascii.Error, ValueError):
        raise SettingsError(f"{name} must be base64. Run `uu keys` to make new ones.") from None
    if size < at_least or (exactly and size != exactly):
        raise SettingsError(f"{name} must hold {exactly or at_least} bytes. Run `uu keys` to make new ones.")
