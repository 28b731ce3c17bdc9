"""`uu daily`: what the calendar does to the young people's statuses."""

import click

from uu.cli.installation import upgraded


@click.command()
def daily() -> None:
    """Do today's acts of the calendar, once a day: who turned 25, who should have started. `uu serve` does it too."""
    from uu.domain import daily as acts

    with upgraded():
        done = acts.run()
    click.echo(f"{done} statuses changed." if done else "Nothing to do today.")
