"""`uu report`: the leaders' reports as files, with progress on the terminal."""

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from uu.cli.installation import progress, upgraded
from uu.vocabulary import ReportKind

_ABOUT = {
    ReportKind.MONTHLY: "The leader's month: where the young people are, what has changed, and where to go.",
    ReportKind.STEERING: "To the steering group: the goal, the change, the outcome, and what others have published.",
    ReportKind.EVALUATION: "The evaluation: the whole period with methods, uncertainty and limits in plain words.",
}


@click.group()
def report() -> None:
    """Make a report as FILE, which ends in .pdf or .xlsx. It holds small counts and is not for sharing."""


def _command(kind: ReportKind) -> None:
    @report.command(name=kind.value, help=_ABOUT[kind])
    @click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
    @click.option("--place", default="city", show_default=True, help="city, or the name of a district, plan or area.")
    @click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="The day to compare with.")
    @click.option(
        "--language", type=click.Choice(["da", "en"]), default="da", show_default=True, help="In which words."
    )
    def make(file: Path, place: str, since: datetime | None, language: str) -> None:
        if file.suffix not in {".pdf", ".xlsx"}:
            raise click.BadParameter("name a file that ends in .pdf or .xlsx", param_hint="FILE")
        _make(kind, file, place, since, language)


for _kind in ReportKind:
    _command(_kind)


def _make(kind: ReportKind, file: Path, place: str, since: datetime | None, language: str) -> None:
    from uu.domain import audit, figures, reports
    from uu.domain.reports_composed import PARTS, compose
    from uu.domain.reports_read import Order
    from uu.vocabulary import AuditAct
    from uu.web.reports_words import written

    with upgraded(), progress("Making the report", len(PARTS[kind])) as step:
        level, found = figures.known_places().get(place.casefold(), ("", ""))
        order = Order(kind, level, found, since.date() if since else reports.usual_since(kind))
        reports.check(order)
        document = written(compose(order, lambda _done, _of: step()), language)
        file.write_bytes(_content(document, file.suffix))
        audit.record(AuditAct.EXPORTED, None, about=(level, found), detail=f"report {kind.value} {file.suffix[1:]}")
    click.echo(f"{file} is made. It holds small counts and is not for sharing.")


def _content(document: Any, kind: str) -> bytes:
    from uu import clock
    from uu.output import documents, pdf, tables

    if kind == ".pdf":
        return pdf.as_pdf(document, clock.now())
    return tables.as_xlsx(documents.sheets(document), author="UU På Vej", notes_title=document.words["notes"])
