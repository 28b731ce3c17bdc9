"""Names as people spell them: folded for search, split into parts, keyed by sound, ordered and compared."""

import re
import unicodedata
from itertools import product
from typing import NamedTuple

from rapidfuzz.fuzz import ratio

from uu.privacy.phonetics import sound_of

_BASE_LETTERS = {
    "æ": "ae",
    "ǽ": "ae",
    "ø": "oe",
    "œ": "oe",
    "a\u030a": "aa",
    "a\u0308": "ae",
    "o\u0308": "oe",
    "o\u030b": "oe",
    "ı": "i",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ħ": "h",
    "ŧ": "t",
    "ŋ": "n",
    "ə": "e",
    "ĸ": "k",
}
_BASE_LETTER = re.compile("|".join(_BASE_LETTERS))
_WAYS_TO_WRITE = {"ae": ("ae", "e", "a"), "oe": ("oe", "o"), "aa": ("aa", "a"), "ue": ("ue", "u")}
_DIGRAPH = re.compile("|".join(_WAYS_TO_WRITE))
_FREE_DIGRAPHS = 4

_DANISH_LAST = {"æ": "{", "a\u0308": "{", "ø": "|", "œ": "|", "o\u0308": "|", "o\u030b": "|", "a\u030a": "}"}
_DANISH_ORDER = _DANISH_LAST | {"aa": "}", "u\u0308": "y", "u\u030b": "y"}
_DANISH_LETTER = re.compile("|".join(_DANISH_ORDER))

_LETTERS_USED_AS_APOSTROPHES = "\u02bb\u02bc\u02bd\u02be\u02bf"
_SAME_SOUND = 0.9


def fold(text: str) -> str:
    """Lower case without diacritics, æ and ä as ae, ø and ö as oe, å as aa.

    The fold of a beginning is a beginning of the fold, which is what lets prefixes be indexed.
    """
    letters = _BASE_LETTER.sub(lambda found: _BASE_LETTERS[found[0]], _decomposed(text))
    return " ".join("".join(letter for letter in letters if not _is_mark(letter)).split())


def variants(text: str) -> frozenset[str]:
    """The fold and the ways it may be typed without knowing the letters: o for ø, a for å, e or a for æ.

    All combinations of the first four such letters, and the form in which every one of them is bare.
    """
    folded = fold(text)
    pieces = _DIGRAPH.split(folded)
    digraphs = _DIGRAPH.findall(folded)
    ways = [_WAYS_TO_WRITE[found] for found in digraphs[:_FREE_DIGRAPHS]]
    ways += [(found,) for found in digraphs[_FREE_DIGRAPHS:]]
    spellings = {"".join(map("".join, zip(pieces, (*way, ""), strict=True))) for way in product(*ways)}
    return frozenset(spellings | {_bare(folded)})


def parts(name: str) -> list[str]:
    """The words of a name as they are written, split at spaces, hyphens, apostrophes and other signs."""
    seen = (letter for letter in unicodedata.normalize("NFC", name) if not _is_unseen(letter))
    return "".join(" " if _separates(letter) else letter for letter in seen).split()


def phonetic(part: str) -> str:
    """Equal for parts that sound alike, such as Mohammed and Muhamed, Christian and Kristian."""
    return sound_of("".join(parts(fold(part))))


def sort_key(text: str) -> tuple[str, str]:
    """Orders as a Danish list does: æ, ø, å last, aa as å, word by word; case and accents decide ties."""
    plain = " ".join(parts(_decomposed(text)))
    ordered = _DANISH_LETTER.sub(lambda found: _DANISH_ORDER[found[0]], unicodedata.normalize("NFD", plain))
    return fold(ordered), unicodedata.normalize("NFC", text)


def similarity(a: str, b: str) -> float:
    """From 0 to 1, the same whichever name comes first and in whatever order the parts stand.

    Each part is paired once, best pairs first; a part that the other name lacks counts against.
    """
    left, right = _compared(a), _compared(b)
    total = sum(len(part.folded) for part in left + right)
    both = product(enumerate(left), enumerate(right))
    pairs = ((_alike(x, y), min(x, y), max(x, y), i, j) for (i, x), (j, y) in both)
    paired_left: set[int] = set()
    paired_right: set[int] = set()
    score = 0.0
    for alike, x, y, i, j in sorted(pairs, key=lambda pair: (-pair[0], *pair[1:])):
        if i not in paired_left and j not in paired_right:
            paired_left.add(i)
            paired_right.add(j)
            score += alike * (len(x.folded) + len(y.folded))
    return score / total if total else 0.0


class _Part(NamedTuple):
    folded: str
    bare: str
    sound: str


def _compared(name: str) -> list[_Part]:
    return [_Part(part, _bare(part), phonetic(part)) for part in parts(fold(name))]


def _alike(a: _Part, b: _Part) -> float:
    spelled = max(ratio(a.folded, b.folded), ratio(a.bare, b.bare)) / 100
    return max(spelled, _SAME_SOUND) if a.sound and a.sound == b.sound else spelled


def _bare(folded: str) -> str:
    return _DIGRAPH.sub(lambda found: _WAYS_TO_WRITE[found[0]][1], folded)


def _decomposed(text: str) -> str:
    """Lower case with each accent as a mark of its own; twice, because lower case may bring new accents."""
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter) == "Mn" or _is_unseen(letter)


def _is_unseen(letter: str) -> bool:
    return unicodedata.category(letter) == "Cf"


def _separates(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "ZPSC" or letter in _LETTERS_USED_AS_APOSTROPHES
