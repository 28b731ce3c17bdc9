"""`uu demo`: young people who do not exist, with a history that looks like real work."""

import os

import click

from uu.cli.installation import progress, upgraded
from uu.cli.keys import PASSWORD_VARIABLE, made_up_password


@click.command()
@click.option("--youths", default=180, show_default=True, type=click.IntRange(1, 900_000), help="How many people.")
@click.option("--months", default=12, show_default=True, type=click.IntRange(1, 60), help="How far back it begins.")
@click.option("--seed", default=95, show_default=True, help="The same seed makes the same people.")
def demo(youths: int, months: int, seed: int) -> None:
    """Fill an empty database with made-up people and the demo accounts, and print the accounts."""
    from uu.domain.demo import Wish, make

    with upgraded(), progress("Living a year", youths) as step:
        make(Wish(youths, months, seed), step)
        tell_accounts(os.environ.get(PASSWORD_VARIABLE) or made_up_password())


def tell_accounts(password: str) -> None:
    """Let the demo accounts sign in with this password, and print them."""
    from uu.domain import demo_staff

    demo_staff.give_password(password)
    click.echo(f"Demo accounts, all with the password {password}")
    for account in sorted(demo_staff.ACCOUNTS, key=lambda account: account.username):
        if account.signs_in:
            click.echo(f"  {account.username:<12} {account.role.label}: {account.does}")
