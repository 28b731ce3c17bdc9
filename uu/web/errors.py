"""What went wrong: what happened, whether anything was saved, and what to do. Never a person's data.

Every error has one place here, and its answer is a page for people or a problem for programs.
"""

import logging
from typing import Any

import peewee
from flask import Flask, g, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from uu.domain import access
from uu.domain.errors import (
    DeviceRevokedError,
    DomainError,
    InvalidError,
    MustWaitError,
    NotVisibleError,
    RefusedError,
    SignedOutError,
    StartOverError,
    TooOftenError,
)
from uu.domain.keys import NoKeyError
from uu.models.database import ReadOnlyError
from uu.privacy.sealing import Unreadable
from uu.vocabulary import N_
from uu.web import doors
from uu.web.api import problems
from uu.web.api.problems import UnreadableError
from uu.web.guard import SAFE
from uu.web.language import gettext

log = logging.getLogger("uu.web")

_TEXTS = {
    400: (N_("The page could not read what you sent"), N_("Go back, check what you wrote, and try again.")),
    403: (
        N_("You do not have access to this page"),
        N_("Ask your leader if you think you should have access."),
    ),
    404: (N_("There is no such page"), N_("Check the address, or go to the start page and find your way from there.")),
    405: (N_("This page cannot do that"), N_("Go to the start page and try again from there.")),
    410: (
        N_("This young person has been erased"),
        N_("What was known about this young person has been erased. Nothing can be added."),
    ),
    413: (N_("You sent too much at once"), N_("Write less, and save again.")),
    500: (N_("Something went wrong"), N_("Wait a moment and try again. If it happens again, tell your administrator.")),
    503: (
        N_("The system cannot save right now"),
        N_("Keep what you wrote, wait a moment and try again. If it happens again, tell your administrator."),
    ),
}
# What a person typed and wants back; never passwords, tokens or numbers.
_KEPT = {"note": N_("Note"), "next_step": N_("Next step"), "place": N_("Where?"), "text": N_("Text")}
# What a program is told of the errors that carry their own sentence.
_SLUGS: dict[type[DomainError], str] = {
    UnreadableError: "unreadable",
    SignedOutError: "signed-out",
    StartOverError: "start-over",
    RefusedError: "forbidden",
}


def install(app: Flask) -> None:
    """Map every error to its answer."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(NotVisibleError, _not_visible)
    app.register_error_handler(RefusedError, _refused)
    app.register_error_handler(InvalidError, _invalid)
    app.register_error_handler(DeviceRevokedError, _revoked)
    app.register_error_handler(TooOftenError, _too_often)
    app.register_error_handler(peewee.OperationalError, _cannot_save)
    app.register_error_handler(Unreadable, _cannot_save)
    app.register_error_handler(NoKeyError, _erased)
    app.register_error_handler(ReadOnlyError, _forged)
    app.register_error_handler(DomainError, _told)
    app.register_error_handler(Exception, _unexpected)


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None:
        return error.get_response()
    code = error.code or 500
    if not doors.wants_json():
        return _page(code)
    answer = problems.answer(problems.slug_of(code))
    answer.headers.extend((name, value) for name, value in error.get_headers() if name == "Allow")
    return answer


def _not_visible(_error: NotVisibleError) -> ResponseReturnValue:
    if g.get("user"):
        access.note_refusal(g.user, request.endpoint or "", (request.view_args or {}).get("youth_id"))
    return problems.answer("not-found") if doors.wants_json() else _page(404)


def _refused(error: RefusedError) -> ResponseReturnValue:
    return _told(error) if doors.wants_json() else _page(403, _sentence(error))


def _invalid(error: InvalidError) -> ResponseReturnValue:
    """A page shows these beside its fields, and only a program gets to here."""
    if not doors.wants_json():
        return _told(error)
    if isinstance(error, MustWaitError):
        return problems.answer("too-many", _sentence(error), retry_after=60 * error.minutes)
    return problems.answer("invalid", faults=error.faults)


def _revoked(error: DeviceRevokedError) -> ResponseReturnValue:
    return problems.answer("device-revoked", standing=error.standing.value)


def _too_often(error: TooOftenError) -> ResponseReturnValue:
    return problems.answer("too-often", _sentence(error), retry_after=error.seconds)


def _forged(_error: ReadOnlyError) -> ResponseReturnValue:
    """A form without its token reached an act: nothing was written."""
    text = gettext("The page had been open for too long. Go back, load it anew, and try again.")
    return problems.answer("unreadable", text) if doors.wants_json() else _page(400, text)


def _cannot_save(error: Exception) -> ResponseReturnValue:
    _note(error)
    return problems.answer("unavailable") if doors.wants_json() else _page(503)


def _erased(_error: NoKeyError) -> ResponseReturnValue:
    """Waiting and trying again helps nobody here: it is not the keyring that fails."""
    return problems.answer("not-found", gettext(_TEXTS[410][1])) if doors.wants_json() else _page(410)


def _told(error: DomainError) -> ResponseReturnValue:
    """An error that a page should have shown itself is our mistake, and is noted as one."""
    slug = next((slug for kind, slug in _SLUGS.items() if isinstance(error, kind)), "unreadable")
    if doors.wants_json():
        return problems.answer(slug, _sentence(error))
    _note(error)
    return _page(400, _sentence(error))


def _unexpected(error: Exception) -> ResponseReturnValue:
    _note(error)
    return problems.answer("broken", reference=g.get("reference")) if doors.wants_json() else _page(500)


def _sentence(error: DomainError) -> str:
    return gettext(error.message, **error.params)


def _note(error: Exception) -> None:
    """Where it happened, not what was in it: messages of errors may quote what people wrote."""
    where = error.__traceback__
    while where is not None and where.tb_next is not None:
        where = where.tb_next
    place = f"{where.tb_frame.f_code.co_filename}:{where.tb_lineno}" if where else "?"
    log.error("%s %s at %s (%s)", g.get("reference", "-"), type(error).__name__, place, request.endpoint)


def _page(code: int, text: str = "") -> ResponseReturnValue:
    title, advice = _TEXTS.get(code, _TEXTS[500])
    posted = request.method not in SAFE
    sent: Any = request.form if posted and code != 413 else {}
    typed = [(gettext(label), sent[name]) for name, label in _KEPT.items() if sent.get(name)]
    return (
        render_template(
            "errors/error.html",
            title=gettext(title),
            text=text or gettext(advice),
            saved=not posted,
            typed=typed,
            reference=g.get("reference") if code >= 500 else None,
        ),
        code,
    )
