"""Figures as files: CSV as the reader's own spreadsheet takes it, and XLSX, named by their page and the day."""

from flask import Response

from uu import clock
from uu.output import tables
from uu.output.tables import Sheet
from uu.web.language import _, language

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_csv(sheet: Sheet, name: str) -> Response:
    """One sheet, with a comma in its numbers where the reader is Danish."""
    signs = (";", ",") if language() == "da" else (",", ".")
    return _file(tables.as_csv(sheet, *signs), "text/csv; charset=utf-8", f"{name}-{clock.today()}.csv")


def as_xlsx(sheets: tuple[Sheet, ...], name: str) -> Response:
    """All sheets in one file."""
    content = tables.as_xlsx(sheets, author="UU På Vej", notes_title=_("Notes"))
    return _file(content, _XLSX, f"{name}-{clock.today()}.xlsx")


def as_pdf(content: bytes, name: str) -> Response:
    """A report as it is printed."""
    return _file(content, "application/pdf", f"{name}-{clock.today()}.pdf")


def _file(content: bytes, kind: str, name: str) -> Response:
    return Response(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
