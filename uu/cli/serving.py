"""Starting to serve: what must be in order first, and what runs beside the pages."""

import logging
import threading
import time
from typing import TYPE_CHECKING, Any

import click

from uu.cli import installation
from uu.settings import Settings

if TYPE_CHECKING:
    from flask import Flask

_LOOK_EVERY = 600.0


def checked_application(settings: Settings) -> "Flask":
    """The application, on databases that are fit to be served; raises :class:`click.ClickException` otherwise."""
    with installation.connected(settings):
        refuse_unfit(settings)
    from uu.web import assets, create_app

    assets.compress()
    return create_app(settings)


def application() -> Any:
    """The same for a WSGI server of one's own: the settings come from the environment."""
    app = checked_application(installation.settings())
    start_daily()
    return app


def refuse_unfit(settings: Settings) -> None:
    """Raises :class:`click.ClickException` for databases that are not upgraded, hold demo accounts or another key."""
    from uu.domain import demo_staff, keys
    from uu.migrations import pending
    from uu.models import PersonKey

    if pending():
        raise click.ClickException("The databases need to be upgraded first. Run `uu db upgrade`.")
    if not settings.demo and demo_staff.are_present():
        raise click.ClickException(
            "This database holds demo accounts. Serve an empty one instead: set UU_DATABASE, run `uu db upgrade`."
        )
    somebody = PersonKey.select(PersonKey.youth).tuples().first()
    if somebody:
        # Opening one key proves that the master key belongs to this keyring.
        keys.keys_of(somebody)


def start_daily() -> None:
    """Do the acts of the calendar now and whenever a new day has begun, beside the pages."""
    threading.Thread(target=_daily_for_ever, name="daily", daemon=True).start()


def _daily_for_ever() -> None:
    from uu import clock
    from uu.domain import daily
    from uu.models import database

    log = logging.getLogger("uu.daily")
    while True:
        try:
            daily.run(clock.today())
        except Exception as error:  # noqa: BLE001 - the thread must outlive a busy or unreachable database.
            # The kind alone, because a message and a traceback may repeat what stands in a row.
            log.warning("The daily acts failed (%s) and are tried again.", type(error).__name__)
        finally:
            database.disconnect()
        time.sleep(_LOOK_EVERY)
