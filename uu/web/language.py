"""The interface's languages: which one a request gets, its words, dates and numbers."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Any

from babel import Locale, dates, numbers
from babel.messages import mofile, pofile
from flask import g, has_request_context, request
from markupsafe import escape

from uu import clock
from uu.vocabulary import Labelled
from uu.web import doors

LANGUAGES = {"da": "Dansk", "en": "English"}
DEFAULT = "da"
_CATALOGUES = Path(__file__).parent.parent / "translations"


_spoken: ContextVar[str] = ContextVar("spoken", default="")


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Within the block everything is said in this language, whoever asks."""
    token = _spoken.set(code if code in LANGUAGES else DEFAULT)
    try:
        yield
    finally:
        _spoken.reset(token)


def language() -> str:
    """The language of this request: the one chosen in this browser, the user's own, the browser's, or Danish."""
    if chosen := _spoken.get():
        return chosen
    if not has_request_context():
        return DEFAULT
    if "language" not in g:
        g.language = _chosen()
    return str(g.language)


def _chosen() -> str:
    user = g.get("user")
    here = None if doors.through_api() else request.cookies.get("language")
    wishes = (here, user.language if user else None)
    for wish in wishes:
        if wish in LANGUAGES:
            return str(wish)
    return request.accept_languages.best_match(LANGUAGES, DEFAULT) or DEFAULT


@cache
def _catalogue(code: str) -> NullTranslations:
    """The words of one language, compiled from the catalogue itself so that none is ever stale."""
    path = _CATALOGUES / code / "LC_MESSAGES" / "messages.po"
    if not path.exists():
        return NullTranslations()
    compiled = BytesIO()
    with path.open("rb") as file:
        mofile.write_mo(compiled, pofile.read_po(file))
    compiled.seek(0)
    return GNUTranslations(compiled)


def gettext(message: str, **params: Any) -> str:
    """The message in this request's language, its placeholders filled."""
    text = _catalogue(language()).gettext(message)
    return text % params if params else text


def ngettext(singular: str, plural: str, n: int, **params: Any) -> str:
    """The message for ``n``, which is also the placeholder ``n``."""
    return _catalogue(language()).ngettext(singular, plural, n) % {"n": n, **params}


_ = gettext


class LazyText:
    """A message that becomes words only when it is shown, for labels of classes."""

    def __init__(self, message: str) -> None:
        self._message = message

    def __str__(self) -> str:
        return gettext(self._message)

    def __html__(self) -> str:
        return str(escape(str(self)))

    def __mod__(self, params: Any) -> str:
        return str(str(self) % params)

    def __eq__(self, other: object) -> bool:
        return str(self) == str(other)

    def __hash__(self) -> int:
        return hash(self._message)


def _l(message: Any) -> Any:
    """The message for later; one that waits already is returned as it is."""
    return message if isinstance(message, LazyText) else LazyText(message)


def word(member: Labelled) -> str:
    """A member of a closed list, in this request's language."""
    return gettext(member.label)


@cache
def _locale(code: str) -> Locale:
    # English is written the European way: day before month.
    return Locale.parse("en_GB" if code == "en" else code)


def locale() -> Locale:
    return _locale(language())


def format_date(day: date, form: str = "long") -> str:
    """ "23. november 2026"; the form is short, medium, long or full, or a pattern."""
    return _written(day, form, language())


@lru_cache(512)
def _written(day: date, form: str, code: str) -> str:
    return dates.format_date(day, form, _locale(code))


def format_time(moment: datetime) -> str:
    """The time of day in Copenhagen."""
    return dates.format_time(clock.local(moment), "short", locale=locale())


def format_moment(moment: datetime) -> str:
    """Day and time in Copenhagen."""
    return dates.format_datetime(clock.local(moment), "medium", locale=locale())


def format_number(number: float) -> str:
    # Pages are full of whole numbers, for which asking Babel costs ten times as much as writing them.
    if isinstance(number, int):
        return f"{number:,}".replace(",", _thousands(language()))
    return numbers.format_decimal(number, locale=locale())


@cache
def _thousands(code: str) -> str:
    return numbers.get_group_symbol(_locale(code))


def format_share(share: float | None, none: str = "–") -> str:
    """A share as whole percent; a figure that cannot be given reads as ``none``."""
    return none if share is None else f"{format_number(round(100 * Decimal(str(share))))} %"


def now_text() -> str:
    """ "Mandag 23. november": today as a page says it."""
    text = dates.format_date(clock.today(), "EEEE d. MMMM" if language() == "da" else "EEEE d MMMM", locale())
    return text[:1].upper() + text[1:]


def for_templates() -> Mapping[str, Any]:
    """What every template may call."""
    return {
        "_": gettext,
        "ngettext": ngettext,
        "word": word,
        "format_date": format_date,
        "format_time": format_time,
        "format_moment": format_moment,
        "format_number": format_number,
        "format_share": format_share,
        "now_text": now_text,
    }
