"""What the reports cost: composed, put into words, and set as PDF and spreadsheet, each alone."""

import time

import click

from uu import clock
from uu.domain import reports
from uu.domain.reports_composed import compose
from uu.domain.reports_read import Order
from uu.output import documents, pdf, tables
from uu.vocabulary import ReportKind
from uu.web.reports_words import written


def measure() -> None:
    """Each report of the city, once; the evaluation may take ten seconds."""
    click.echo()
    for kind in ReportKind:
        order, began = Order(kind, "city", "", reports.usual_since(kind)), time.monotonic()
        document = written(compose(order, lambda _done, _of: None), "da")
        composed = time.monotonic() - began
        paper = pdf.as_pdf(document, clock.now())
        book = tables.as_xlsx(documents.sheets(document), "UU På Vej")
        whole = time.monotonic() - began
        sizes = f"PDF {len(paper) / 1024:.0f} kB, XLSX {len(book) / 1024:.0f} kB"
        click.echo(f"the report {kind.value:<12} {composed:6.2f} s composed, {whole:6.2f} s with both files   {sizes}")
