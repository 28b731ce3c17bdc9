"""`uu staff`: the first administrator, and everybody when the pages cannot be reached."""

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import click

from uu.cli.installation import settings, upgraded
from uu.vocabulary import Role

if TYPE_CHECKING:
    from uu.models import StaffUser


@click.group()
def staff() -> None:
    """Add, list, lock and unlock users."""


@staff.command()
@click.argument("username")
@click.option("--name", required=True, help="The name colleagues see.")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]), help="What they may do.")
@click.option("--area", "areas", multiple=True, help="An area by name, for a counsellor; may be repeated.")
@click.option("--plan", "plans", multiple=True, help="A housing plan by name, for its head; may be repeated.")
def add(username: str, name: str, role: str, areas: tuple[str, ...], plans: tuple[str, ...]) -> None:
    """Invite a user and print the link with which they choose a password."""
    from uu.domain import areas as places
    from uu.domain import staff as acts

    with upgraded():
        known_areas = {choice.name: choice.id for choice in places.choices()}
        known_plans = {plan: plan_id for plan_id, plan in acts.plan_choices()}
        card = acts.StaffCard(name, Role(role), _ids("area", known_areas, areas), _ids("plan", known_plans, plans))
        user, token = acts.invite(None, uuid4(), username, card)
    click.echo(f"{user.username} is invited. Give them this link; it holds for seven days and works once:")
    click.echo(f"{settings().base_url}/invitations/{token}")


@staff.command(name="list")
def show() -> None:
    """List the users with their roles, and whether they may sign in."""
    from uu.domain import staff as acts

    with upgraded():
        listed = acts.everybody()
    for one in listed:
        click.echo(f"{one.user.username:<24} {one.user.role.value:<12} {one.state.value:<8} {one.user.name}")
    if not listed:
        click.echo("There are no users yet. Invite the first: uu staff add NAME --role admin --name 'Full name'")


@staff.command()
@click.argument("username")
def lock(username: str) -> None:
    """Sign a user out everywhere, and let nobody sign in as them."""
    from uu.domain import staff as acts

    with upgraded():
        acts.lock(None, _user(username))
    click.echo(f"{username} is locked.")


@staff.command()
@click.argument("username")
def unlock(username: str) -> None:
    """Let a locked user sign in again, with the password and second factor they had."""
    from uu.domain import staff as acts

    with upgraded():
        acts.unlock(None, _user(username))
    click.echo(f"{username} may sign in again.")


def _user(username: str) -> "StaffUser":
    from uu.domain import signin
    from uu.models import StaffUser

    user: StaffUser | None = StaffUser.get_or_none(StaffUser.username == signin.username_of(username))
    if user is None:
        raise click.ClickException(f"There is no user {username}. `uu staff list` shows all.")
    return user


def _ids(word: str, known: dict[str, UUID], names: tuple[str, ...]) -> frozenset[UUID]:
    if unknown := set(names) - set(known):
        raise click.ClickException(f"There is no {word} called {min(unknown)}. Check the spelling.")
    return frozenset(known[name] for name in names)
