"""`uu run` for trying it out, `uu serve` for real."""

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import click

from uu.cli import installation
from uu.cli.demo import tell_accounts
from uu.cli.keys import PASSWORD_VARIABLE, of_this_folder
from uu.settings import Settings


@click.command()
def serve() -> None:
    """Serve the pages. Refuses databases that are not upgraded, and demo accounts outside demo mode."""
    from uu.cli.serving import checked_application

    settings = installation.settings()
    app = checked_application(settings)
    _serve(app, settings)


@click.command()
def run() -> None:
    """Try it out: make keys and a year of demo data where there are none, then serve as a demonstration."""
    from uu.cli.serving import checked_application

    environment = {**of_this_folder(), **os.environ}
    settings = replace(Settings.from_environment(environment), demo=True)
    _prepare(settings, environment)
    _serve(checked_application(settings), settings)


def _prepare(settings: Settings, environment: Mapping[str, str]) -> None:
    from uu import migrations
    from uu.domain import demo_staff, reference
    from uu.domain.demo import Wish, make
    from uu.models import StaffUser, Youth

    with installation.connected(settings):
        migrations.upgrade()
        reference.load()
        if not Youth.select().exists() and not StaffUser.select().exists():
            click.echo("Making a year of demo data …")
            wish = Wish()
            with installation.progress("Living a year", wish.youths) as step:
                make(wish, step)
        if not demo_staff.are_present():
            raise click.ClickException("This database holds real users. Serve it with `uu serve` instead.")
        tell_accounts(environment[PASSWORD_VARIABLE])


def _serve(app: Callable[..., Any], settings: Settings) -> None:
    from uu.cli.serving import listening, start_daily, until_told

    server = listening(app, settings)
    start_daily()
    click.echo(f"UU På Vej is on {settings.base_url}   (Ctrl+C stops it)")
    until_told(server)
