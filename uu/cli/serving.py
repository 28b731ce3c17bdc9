"""Starting to serve: what must be in order first, how requests come in, and what runs beside the pages."""

import logging
import signal
import sys
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

import click

from uu.cli import installation
from uu.settings import Settings

if TYPE_CHECKING:
    from flask import Flask

_LOOK_EVERY = 600.0

# The server reads a whole request before a thread is given to it and keeps the answer for whoever reads slowly, so a
# slow phone costs a connection and no thread. Connections must therefore outnumber the threads by far.
_CAREFUL = {
    # A browser keeps up to six open, so a hundred would be a dozen people. Each is a file; systems allow 1024.
    "connection_limit": 500,
    # Without it the limit above would meet the 1024 that select() can watch.
    "asyncore_use_poll": True,
    # A line that has been silent for a minute is gone; a browser opens a new one without a word.
    "channel_timeout": 60,
    # A request is kept while it comes in. The pages refuse forms above 256 kB themselves and the API what is above
    # 1 MiB, with an answer that explains; only what is far beyond both is cut off here, in plain text.
    "max_request_body_size": 2 * 1024 * 1024,
    "max_request_header_size": 32 * 1024,
    "ident": "uu",
}


class Server(Protocol):
    """What listens on one address or on several."""

    def run(self) -> None:
        """Serve until the process is told to end; then let what is running finish, for five seconds at most."""


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


def listening(app: Callable[..., Any], settings: Settings) -> Server:
    """A server that has the port, safe without a proxy; raises :class:`click.ClickException` when the port is taken."""
    import waitress

    # Requests that wait for a thread are no fault, and a line for each would hide those that are.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    where = {"host": settings.host, "port": settings.port, "threads": settings.threads}
    try:
        # What a proxy says is believed only as far as UU_TRUSTED_PROXY reaches, and the application sees to that.
        server: Server = waitress.create_server(
            app, **where, **_CAREFUL, clear_untrusted_proxy_headers=not settings.trusted_proxy
        )
    except OSError as error:
        reason = error.strerror or "it is taken"
        raise click.ClickException(f"Port {settings.port} cannot be used ({reason}). Set UU_PORT.") from None
    return server


def until_told(server: Server) -> None:
    """Serve until Ctrl+C or SIGTERM; requests that are being answered then are answered."""
    signal.signal(signal.SIGTERM, lambda _signal, _frame: sys.exit())
    server.run()


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
    from uu.domain import daily, forecasting
    from uu.models import database

    log = logging.getLogger("uu.daily")
    while True:
        try:
            daily.run(clock.today())
            forecasting.renew(clock.today())
        except Exception as error:  # noqa: BLE001 - the thread must outlive a busy or unreachable database.
            # The kind alone, because a message and a traceback may repeat what stands in a row.
            log.warning("The daily acts failed (%s) and are tried again.", type(error).__name__)
        finally:
            database.disconnect()
        time.sleep(_LOOK_EVERY)
