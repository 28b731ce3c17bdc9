"""The steps from one shape of the two databases to the next: numbered, frozen, up and down."""

from pathlib import Path

from playhouse.migrations import Runner

from uu.models.database import data, keyring

_HERE = Path(__file__).parent


def runners() -> tuple[Runner, Runner]:
    """One runner for the data, one for the keyring, on the connected databases."""
    return Runner(data.obj, str(_HERE / "data")), Runner(keyring.obj, str(_HERE / "keyring"))


def upgrade() -> list[str]:
    """Bring both databases to the newest shape; returns the names of the steps taken."""
    return [name for runner in runners() for name in runner.up()]


def pending() -> list[str]:
    """The steps not yet taken."""
    return [step.name for runner in runners() for step in runner.status() if step.applied is None]
