"""The rules of sound: for Danish spellings and for names that reach the Latin alphabet by several roads."""

import re

# The rules run in order on a folded part, so each may rely on those before it.
_RULES = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"ae", "e"),
        (r"oe", "o"),
        (r"aa", "a"),
        (r"^(?:d[jz]|dsch|gj|hj)", "j"),
        (r"^hv", "v"),
        (r"^y(?=[aeiou])", "j"),
        (r"^ch(?=[rl])|ch(?=el$)", "k"),
        (r"(?<=.)dj", "j"),
        (r"sch|sh|sj|ch|c(?=[eiy])|z", "s"),
        (r"ph", "f"),
        (r"ck|kh|q|c", "k"),
        (r"gh", "g"),
        (r"dh", "d"),
        (r"dt|th", "t"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"(?<=[lnr])d(?=s)", ""),
        (r"(?<=.)h", ""),
        (r"a[iyj]|e[iyj]", "e"),
        (r"(?<=.)j", "i"),
        (r"(.)\1+", r"\1"),
        (r"b$", "p"),
        (r"d$", "t"),
        (r"g$", "k"),
    )
)
_VOWEL_CLASSES = str.maketrans("eiyou", "eeeoo")
_FIRST_VOWEL = re.compile(r"([^aeo]*[aeo])(.*)", re.DOTALL)
_VOWELS = re.compile(r"[aeo]")
_DOUBLED = re.compile(r"(.)\1+")


def sound_of(folded: str) -> str:
    """The consonants that are heard, and the first vowel as one of three: a, e (e, i, y) or o (o, u)."""
    sounds = folded
    for pattern, sound in _RULES:
        sounds = pattern.sub(sound, sounds)
    sounds = sounds.translate(_VOWEL_CLASSES)
    found = _FIRST_VOWEL.fullmatch(sounds)
    if found:
        sounds = found[1] + _VOWELS.sub("", found[2])
    return _DOUBLED.sub(r"\1", sounds)
