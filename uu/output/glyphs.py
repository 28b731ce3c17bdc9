"""What our typefaces can draw: a PDF that everybody can read is not made of a text with a sign they do not have."""

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from unicodedata import category, normalize

import typst

MISSING = "\N{REPLACEMENT CHARACTER}"
_FONTS = Path(__file__).parent.parent.parent / "static" / "fonts"
# What needs no trial, so that a long report is tried at a few signs alone.
_FOREIGN = re.compile(r"[^\n\x20-\x7e\xa0-\xff]")
# They say how the sign before them is to look.
_VARIANTS = "".join(map(chr, range(0xFE00, 0xFE10)))
_PROBE = b"""#set document(title: "Probe")
#set text(font: "IBM Plex Sans")
#sys.inputs.text #text(weight: 600, sys.inputs.text)
"""


@cache
def fonts() -> Any:
    """Our own typeface and the few that the library brings; none of the machine's, so that every page looks alike."""
    return typst.Fonts(include_system_fonts=False, font_paths=[str(_FONTS)])


def drawable(found: Any) -> Any:
    """A text, or all texts in lists and dictionaries, with :data:`MISSING` for each sign that cannot be drawn."""
    if isinstance(found, dict):
        return {key: drawable(each) for key, each in found.items()}
    if isinstance(found, list | tuple):
        return [drawable(each) for each in found]
    if not isinstance(found, str) or not _FOREIGN.search(found):
        return found
    return _FOREIGN.sub(lambda sign: _drawn(sign[0]), normalize("NFC", found.replace("\t", " ")))


@lru_cache(maxsize=4096)
def _drawn(sign: str) -> str:
    """The sign, or what stands for it. A mark that makes no letter with the one before it depends on its neighbours."""
    kind = category(sign)
    if kind == "Cf" or sign in _VARIANTS:
        return ""
    return MISSING if kind.startswith("M") or not _can_be_drawn(sign) else sign


def _can_be_drawn(text: str) -> bool:
    """Whether it can, by trying: which sign stops a page is known to whoever makes the page alone."""
    try:
        typst.compile(_PROBE, font_paths=fonts(), format="pdf", pdf_standards=["ua-1"], sys_inputs={"text": text})
    except (typst.TypstError, UnicodeEncodeError):
        return False
    return True
