"""`uu import`: what others have published, to compare with."""

from pathlib import Path

import click

from uu.cli.installation import upgraded


@click.group(name="import")
def import_() -> None:
    """Import files; every bad line gets a sentence, and nothing is half imported."""


@import_.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only tell what would change.")
def figures(file: Path, dry_run: bool) -> None:
    """Import published figures from a CSV file; the same file twice changes nothing."""
    from uu.domain import figures as acts
    from uu.domain.figures_file import LARGEST, decoded, read

    with upgraded(), file.open("rb") as opened:
        found = read(decoded(opened.read(LARGEST + 1)), acts.known_places())
        for fault in found.faults:
            click.echo(f"Line {fault.line}: {fault.message % fault.params}", err=True)
        if found.faults:
            raise click.ClickException("Nothing is imported. Mend these lines and try again.")
        changes = acts.changes(found) if dry_run else acts.import_file(None, found)
    for change in changes:
        click.echo(f"{change.kind:<9} {change.series.name} ({len(change.series.points)})")
    click.echo("Nothing is saved: this was a dry run." if dry_run else "The figures are saved.")
