"""How every command finds its installation, and how what goes wrong becomes one sentence and an exit code."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from uu.cli.keys import KEYS_FILE
from uu.settings import Settings, SettingsError

MISSING_KEYS_HINT = " In a folder where `uu run` has made keys, load them first: set -a; . var/keys.env; set +a"


class Commands(click.Group):
    """The outermost group: an error that people can act upon ends in its sentence and in exit code 1."""

    def invoke(self, ctx: click.Context) -> Any:
        import peewee

        from uu.domain.errors import DomainError
        from uu.privacy.errors import PrivacyError

        # Databases and keys are their owner's alone.
        os.umask(0o077)
        try:
            return super().invoke(ctx)
        except SettingsError as error:
            hint = MISSING_KEYS_HINT if KEYS_FILE.exists() and "must be set" in str(error) else ""
            raise click.ClickException(f"{error}{hint}") from None
        except DomainError as error:
            raise click.ClickException(error.message % error.params) from None
        except PrivacyError as error:
            raise click.ClickException(str(error)) from None
        except peewee.OperationalError as error:
            raise click.ClickException(_about_the_database(error)) from None


def settings() -> Settings:
    """What the environment says; raises :class:`uu.settings.SettingsError`."""
    return Settings.from_environment(os.environ)


@contextmanager
def connected(chosen: Settings | None = None) -> Iterator[Settings]:
    """Within the block the master key is unlocked and both databases are connected."""
    from uu.domain import keys, passwords
    from uu.models import database

    chosen = chosen or settings()
    passwords.configure(cheap=chosen.cheap_passwords)
    keys.unlock(chosen.master_key)
    database.connect(chosen)
    try:
        yield chosen
    finally:
        database.disconnect()


@contextmanager
def upgraded(chosen: Settings | None = None) -> Iterator[Settings]:
    """As :func:`connected`, and only when both databases have their newest shape."""
    from uu.migrations import pending

    with connected(chosen) as chosen:
        if pending():
            raise click.ClickException("The databases need to be upgraded first. Run `uu db upgrade`.")
        yield chosen


@contextmanager
def progress(title: str, total: int) -> Iterator[Any]:
    """A progress bar on a terminal, silence elsewhere; yields a function that counts one step."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task(title, total=total)
        yield lambda steps=1: bar.advance(task, steps)


def _about_the_database(error: Exception) -> str:
    reason = str(error).strip().splitlines()[0] if str(error).strip() else "no reason given"
    if "no such table" in reason or "does not exist" in reason:
        return "The databases are not made yet. Run `uu db upgrade`."
    if "locked" in reason:
        return "The database is busy with somebody else's change. Try again in a moment."
    if "full" in reason:
        return "The disk is full, and nothing was saved. Make room and try again."
    return f"The database cannot be used ({reason}). Check UU_DATABASE and UU_KEYRING."
