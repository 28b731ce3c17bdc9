"""`uu daily`: what the calendar does to the young people's statuses."""

import click

from uu.cli.installation import upgraded


@click.command()
def daily() -> None:
    """Do today's acts of the calendar, once: who turned 18 or 25, who should have started. `uu serve` does it too."""
    from uu import clock
    from uu.domain import daily as acts
    from uu.domain import forecasting

    with upgraded():
        done = acts.run(clock.today())
        forecasts = forecasting.renew(clock.today())
    if done.done_before:
        click.echo("Today's acts are done already.")
    else:
        click.echo(
            f"{done.turned_25} turned 25; for {done.start_passed} an expected start has passed; "
            f"the deadlines of {done.turned_18} ended because they turned 18."
        )
    if forecasts is not None:
        click.echo(f"A forecast is possible for {forecasts} places.")
