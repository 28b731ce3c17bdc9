"""`uu db`: the shape of the databases, and whether the counters agree with the events."""

import click

from uu.cli.installation import connected, progress, upgraded

SHOWN_DIFFERENCES = 20


@click.group()
def db() -> None:
    """Upgrade, inspect and check the two databases."""


@db.command()
def upgrade() -> None:
    """Bring both databases to the newest shape, and load the field's own facts into empty tables."""
    from uu import migrations
    from uu.domain import reference

    with connected():
        taken = migrations.upgrade()
        reference.load()
    for name in taken:
        click.echo(f"Took the step {name}.")
    click.echo("Both databases have the newest shape.")


@db.command()
def status() -> None:
    """Tell which steps are taken; exit code 1 when one is not."""
    from uu.migrations import runners

    with connected():
        steps = [(name, step) for name, runner in zip(("data", "keyring"), runners(), strict=True)
                 for step in runner.status()]
    for name, step in steps:
        when = f"taken {step.applied:%Y-%m-%d %H:%M}" if step.applied else "not taken"
        click.echo(f"{name:<8} {step.name:<28} {when}")
    if any(step.applied is None for _, step in steps):
        raise click.ClickException("The databases need to be upgraded. Run `uu db upgrade`.")


@db.command()
def check() -> None:
    """Recompute counters, journeys and what the lists show of each person, and compare; exit code 1 on a difference."""
    from uu.domain import recounts

    with upgraded(), progress("Recounting", recounts.people()) as step:
        found = recounts.differences(step)
    for difference in found[:SHOWN_DIFFERENCES]:
        click.echo(difference)
    if found:
        raise click.ClickException(f"{len(found)} differences. Run `uu db rebuild` to write them anew.")
    click.echo("All counters, journeys and what the lists show of each person agree with the events.")


@db.command()
def rebuild() -> None:
    """Write counters, journeys and what the lists show of each person anew from the events."""
    from uu.domain import recounts

    with upgraded(), progress("Rebuilding", recounts.people()) as step:
        mended = recounts.rebuild(step)
    click.echo(f"The counters are written anew; {mended} differed.")
