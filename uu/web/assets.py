"""Static files under an address that changes with their content, so that browsers may keep them for a year."""

import hashlib
import os
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from wsgiref.headers import Headers

from flask import Flask
from whitenoise import WhiteNoise
from whitenoise.compress import Compressor

STATIC = Path(__file__).parent.parent.parent / "static"
_COPIES = frozenset({".gz", ".br"})
# A type or a reason; nothing in a text of ours looks like one.
_COMMENT = re.compile(r"/\*\*.*?\*/|^\s*//.*?$", re.DOTALL | re.MULTILINE)
_YEAR = 365 * 24 * 3600


def install(app: Flask) -> None:
    """Serve ``static/`` under one hashed folder and give templates ``asset()``."""
    prefix = folder()
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]  # The documented way to wrap a Flask application.
        app.wsgi_app, root=str(STATIC), prefix=prefix, max_age=_YEAR, immutable_file_test=lambda _path, _url: True,
        allow_all_origins=False, add_headers_function=_protect,
    )  # fmt: skip
    app.jinja_env.globals["asset"] = address


def address(name: str) -> str:
    """The address of a static file; raises :class:`FileNotFoundError` for one that is not there."""
    if not (STATIC / name).is_file():
        raise FileNotFoundError(name)
    return f"/{folder()}/{name}"


def names(patterns: Iterable[str]) -> list[str]:
    """The static files that match, in one order; never the compressed copies beside them."""
    found = {path for pattern in patterns for path in STATIC.glob(pattern) if path.suffix not in _COPIES}
    return sorted(str(path.relative_to(STATIC)) for path in found)


def bare(name: str) -> str:
    """A script or style without comments, indentation and needless line ends, which a phone need not carry."""
    text = (STATIC / name).read_text(encoding="utf-8")
    without = _COMMENT.sub("", text) if name.endswith(".js") else text
    lines = (line.strip() for line in without.splitlines() if line.strip())
    return "".join(line if _goes_on(line) else f"{line}\n" for line in lines)


def _goes_on(line: str) -> bool:
    """Whether the next line may follow at once; never after what could be a remark."""
    return line.endswith(("{", "(", ",", ";")) and "//" not in line


@cache
def folder() -> str:
    """The folder all static files lie in, as browsers see it: another one when any of them changes."""
    return f"static/{_fingerprint()}"


def compress() -> None:
    """Lay a fresh compressed copy beside each file that gains by it; call when a server starts.

    Where the folder may not be written to, the files are served as they are.
    """
    if not os.access(STATIC, os.W_OK):
        return
    compressor = Compressor(use_brotli=False, quiet=True)
    for path in STATIC.rglob("*"):
        copy = path.with_name(path.name + ".gz")
        fresh = copy.exists() and copy.stat().st_mtime >= path.stat().st_mtime
        if path.is_file() and compressor.should_compress(path.name) and not fresh:
            copy.unlink(missing_ok=True)
            compressor.compress(str(path))


def _protect(headers: Headers, _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for path in sorted(STATIC.rglob("*")):
        if path.is_file() and path.suffix not in _COPIES:
            digest.update(str(path.relative_to(STATIC)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]
