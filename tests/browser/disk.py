"""What somebody finds who has the files of a browser's profile and no key: plain, packed, or in LevelDB's tables."""

import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

MAGIC = bytes.fromhex("57fb808b247547db")
FOOTER = 48


def found(profile: Path, words: Iterable[str]) -> dict[str, set[str]]:
    """In which files each word stands, in the two ways a browser writes letters."""
    forms = {form: word for word in words for form in (word.encode("utf-8"), word.encode("utf-16-le"))}
    places: dict[str, set[str]] = {}
    for path in sorted(path for path in profile.rglob("*") if path.is_file()):
        text = b"\0".join(_layers(path.read_bytes()))
        for form, word in forms.items():
            if form in text:
                places.setdefault(word, set()).add(str(path.relative_to(profile)))
    return places


def _layers(raw: bytes) -> Iterator[bytes]:
    yield raw
    if raw[-8:] == MAGIC:
        yield from _table(raw)
    start = raw.find(b"\x1f\x8b\x08")
    while start >= 0:
        with suppress(zlib.error):
            yield zlib.decompressobj(31).decompress(raw[start:])
        start = raw.find(b"\x1f\x8b\x08", start + 1)


def _table(raw: bytes) -> Iterator[bytes]:
    """Every block of a sorted table, as it was before compression."""
    footer = raw[-FOOTER:]
    at = _number(footer, _number(footer, 0)[1])[1]
    place, at = _number(footer, at)
    size, _at = _number(footer, at)
    for handle in _values(_block(raw, place, size)):
        start, at = _number(handle, 0)
        yield _block(raw, start, _number(handle, at)[0])


def _block(raw: bytes, place: int, size: int) -> bytes:
    block = raw[place : place + size]
    return _unpacked(block) if raw[place + size] == 1 else block


def _values(block: bytes) -> Iterator[bytes]:
    restarts = int.from_bytes(block[-4:], "little")
    at, end = 0, len(block) - 4 * (restarts + 1)
    while at < end:
        _shared, at = _number(block, at)
        own, at = _number(block, at)
        size, at = _number(block, at)
        yield block[at + own : at + own + size]
        at += own + size


def _unpacked(packed: bytes) -> bytes:
    """Snappy: pieces as they are, and copies of what came before."""
    _size, at = _number(packed, 0)
    whole = bytearray()
    while at < len(packed):
        tag, kind = packed[at], packed[at] & 3
        at += 1
        if kind == 0:
            more = max(0, (tag >> 2) - 59)
            length = (int.from_bytes(packed[at : at + more], "little") if more else tag >> 2) + 1
            at += more
            whole += packed[at : at + length]
            at += length
            continue
        width = (1, 2, 4)[kind - 1]
        offset = int.from_bytes(packed[at : at + width], "little")
        length = ((tag >> 2) & 7) + 4 if kind == 1 else (tag >> 2) + 1
        offset |= (tag >> 5) << 8 if kind == 1 else 0
        at += width
        for _step in range(length):
            whole.append(whole[-offset])
    return bytes(whole)


def _number(raw: bytes, at: int) -> tuple[int, int]:
    """A number of seven bits a byte, and where the next thing begins."""
    value = shift = 0
    while True:
        value |= (raw[at] & 127) << shift
        shift += 7
        at += 1
        if raw[at - 1] < 128:
            return value, at
