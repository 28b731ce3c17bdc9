"""Reads the words of a PDF back: glyphs by their font's own table, page by page, without the white space between."""

import re
import zlib

_OBJECT = re.compile(rb"^(\d+) 0 obj\s(.*?)\bendobj", re.DOTALL | re.MULTILINE)
_STREAM = re.compile(rb"/Length (\d+).*?stream\n(.*)", re.DOTALL)
# A text may hold brackets of its own, as long as each that opens closes.
_INNER = rb"(?:\\.|[^\\()])"
_TOKEN = re.compile(
    rb"/(f\d+) [\d.]+ Tf|\(((?:" + _INNER + rb"|\((?:" + _INNER + rb"|\(" + _INNER + rb"*\))*\))*)\)", re.DOTALL
)
_ESCAPE = re.compile(rb"\\([0-7]{3}|.)", re.DOTALL)
_PLAIN = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)> *<([0-9A-Fa-f]+)> *<([0-9A-Fa-f]+)>")
_ONE = re.compile(rb"<([0-9A-Fa-f]+)> *<([0-9A-Fa-f]+)>")

Objects = dict[int, bytes]


def words(content: bytes) -> str:
    """Everything a PDF says."""
    objects = {int(number): body for number, body in _OBJECT.findall(content)}
    pages = [body for body in objects.values() if body.startswith(b"<</Type/Page/")]
    return "".join(_page(objects, page) for page in pages)


def squeezed(text: str) -> str:
    """A text as :func:`words` gives it: without white space, and without the hyphens that end a line."""
    return re.sub(r"[\s\u00ad]", "", text)


def _page(objects: Objects, page: bytes) -> str:
    resources = objects[_reference(b"Resources", page)]
    fonts = {name: _letters(objects, int(number)) for name, number in re.findall(rb"/(f\d+) (\d+) 0 R", resources)}
    said, letters = [], {}
    for font, text in _TOKEN.findall(_unpacked(objects[_reference(b"Contents", page)])):
        if font:
            letters = fonts[font]
        else:
            glyphs = _ESCAPE.sub(_meant, text)
            said += [letters.get(glyphs[i : i + 2], "") for i in range(0, len(glyphs), 2)]
    return squeezed("".join(said))


def _letters(objects: Objects, font: int) -> dict[bytes, str]:
    """What each glyph of a font means."""
    table = _unpacked(objects[_reference(b"ToUnicode", objects[font])])
    found = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        found |= {bytes.fromhex(glyph.decode()): _text(meaning) for glyph, meaning in _ONE.findall(block)}
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, meaning in _RANGE.findall(block):
            for i in range(int(last, 16) - int(first, 16) + 1):
                found[(int(first, 16) + i).to_bytes(2, "big")] = chr(ord(_text(meaning)[0]) + i)
    return found


def _text(meaning: bytes) -> str:
    return bytes.fromhex(meaning.decode()).decode("utf-16-be")


def _meant(escape: re.Match[bytes]) -> bytes:
    sign = escape[1]
    return bytes([int(sign, 8)]) if len(sign) == len(b"000") else _PLAIN.get(sign, sign)


def _reference(name: bytes, body: bytes) -> int:
    found = re.search(rb"/" + name + rb" (\d+) 0 R", body)
    assert found is not None, name
    return int(found[1])


def _unpacked(body: bytes) -> bytes:
    stream = _STREAM.search(body)
    assert stream is not None
    packed = stream[2][: int(stream[1])]
    return zlib.decompress(packed) if b"/FlateDecode" in body else packed
