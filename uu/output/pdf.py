"""A report as a tagged PDF that everybody can read, also those who do not see it: PDF/UA-1."""

import json
from dataclasses import asdict
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from uu.output.documents import Document
from uu.output.glyphs import drawable, fonts
from uu.output.paper import on_paper

_TEMPLATE = Path(__file__).parent / "report.typ"


def as_pdf(document: Document, made_at: datetime) -> bytes:
    """The document; the same document and moment give the same bytes. Every word goes in as data, none as markup.

    What our typefaces cannot draw is written as the sign that stands for a sign that is missing.
    """
    content: bytes = _compiled(document, made_at, format="pdf", pdf_standards=["ua-1"])
    return content


def as_pictures(document: Document, made_at: datetime, sharpness: int = 72) -> list[bytes]:
    """Each page as a PNG, to be looked at."""
    pages: Any = _compiled(document, made_at, format="png", ppi=sharpness)
    return [pages] if isinstance(pages, bytes) else pages


def _compiled(document: Document, made_at: datetime, **how: Any) -> Any:
    data = asdict(document)
    for section in data["sections"]:
        for block in section["blocks"]:
            if block["svg"]:
                block["svg"] = on_paper(block["svg"])
    how |= {"sys_inputs": {"report": json.dumps(drawable(data))}, "timestamp": made_at.replace(microsecond=0)}
    return typst.compile(_template(), font_paths=fonts(), **how)


@cache
def _template() -> bytes:
    return _TEMPLATE.read_bytes()
