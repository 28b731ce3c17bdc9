"""`uu audit`: proof that the access log is whole."""

import click

from uu.cli.installation import upgraded


@click.group()
def audit() -> None:
    """Verify the access log."""


@audit.command()
@click.option("--head", metavar="HASH", help="A head noted earlier; the log must still contain it.")
def verify(head: str | None) -> None:
    """Recompute the chain of the access log and print its head; exit code 1 when it is broken.

    Note the head somewhere else: with `--head` a later run proves that no entry up to it was cut off.
    """
    from uu.domain import audit as log

    with upgraded():
        verdict = log.verify()
        known = head is None or _contains(head)
    if verdict.broken_at is not None:
        raise click.ClickException(
            f"The log is broken at entry {verdict.broken_at}: it was changed outside the system. "
            "Keep the database as it is and tell the data protection officer."
        )
    if not known:
        raise click.ClickException("The log no longer contains that head. Compare it with the newest backup.")
    click.echo(f"The log is whole: {verdict.entries} entries.\nHead {verdict.head}")


def _contains(head: str) -> bool:
    from uu.models import AuditEntry

    try:
        noted = bytes.fromhex(head)
    except ValueError:
        raise click.BadParameter("a head is written with the digits 0-9 and a-f", param_hint="--head") from None
    return bool(AuditEntry.select().where(AuditEntry.hash == noted).exists())
