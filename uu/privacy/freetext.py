"""Notices in free text what should not stand there: CPR numbers, and words about health, religion and crime.

Shapes and words are data in `sensitive_words.json`; its regular expressions mean the same to Python and
JavaScript, so that a phone can check by the same lists.
"""

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

from uu.privacy.cpr import Cpr, CprError

_LISTS: dict[str, Any] = json.loads(Path(__file__).with_name("sensitive_words.json").read_text("utf-8"))
_CPR_SHAPES = tuple(re.compile(shape) for shape in _LISTS["cpr_shapes"])
_WORD = re.compile(r"[^\W_]+")


def contains_cpr(text: str) -> bool:
    """Whether a number in the text is written like a CPR number and begins with a possible date.

    Spaces, hyphens, dots and a year of four digits do not hide it.
    """
    plain = _plain(text)
    return any(_is_cpr("".join(found.groups())) for shape in _CPR_SHAPES for found in shape.finditer(plain))


def sensitive_topics(text: str) -> frozenset[str]:
    """Those of `health`, `religion` and `crime` that a word of the text suggests: a hint, no verdict."""
    words = f" {' '.join(_WORD.findall(_plain(text).lower()))} "
    return frozenset(topic for topic, pattern in _TOPICS.items() if pattern.search(words))


def _plain(text: str) -> str:
    """One way to write each letter and digit, without the unseen signs that could split them."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")


def _is_cpr(written: str) -> bool:
    try:
        Cpr.parse(written)
    except CprError:
        return False
    return True


def _topic_pattern(lists: dict[str, list[str]]) -> re.Pattern[str]:
    """Matches at the beginning of a word, unless a word of `except` stands there.

    `words` are whole words or phrases, `stems` begin a word, `inside` may stand anywhere in one.
    """
    words, stems, inside, never = (
        "|".join(map(re.escape, lists[name])) for name in ("words", "stems", "inside", "except")
    )
    return re.compile(rf"(?<= )(?!{never})(?:(?:{words})(?= )|{stems}|[^ ]*(?:{inside}))")


_TOPICS = {topic: _topic_pattern(lists) for topic, lists in _LISTS["topics"].items()}
