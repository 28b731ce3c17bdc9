"""`uu keys`: new secrets for an installation."""

import base64
import os
import secrets
from pathlib import Path

import click

KEYS_FILE = Path("var/keys.env")
# The name of a setting is no password.
PASSWORD_VARIABLE = "UU_DEMO_PASSWORD"  # nosec B105
_NAMES = ("UU_MASTER_KEY", "UU_SECRET_KEY")


@click.command()
def keys() -> None:
    """Print new keys as settings. Keep UU_MASTER_KEY apart from the databases: without it nobody can be read."""
    click.echo("\n".join(f"{name}={value}" for name, value in _new().items()))


def of_this_folder() -> dict[str, str]:
    """The keys `uu run` uses here: made once, in a file that only its owner can read."""
    if not KEYS_FILE.exists():
        KEYS_FILE.parent.mkdir(parents=True, exist_ok=True)
        made = {**_new(), PASSWORD_VARIABLE: made_up_password()}
        descriptor = os.open(KEYS_FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write("".join(f"{name}={value}\n" for name, value in made.items()))
    lines = KEYS_FILE.read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line)


def made_up_password() -> str:
    """A password for the demo accounts that nobody has used before."""
    return "-".join(secrets.token_hex(2) for _ in range(4))


def _new() -> dict[str, str]:
    return {name: base64.b64encode(secrets.token_bytes(32)).decode() for name in _NAMES}
