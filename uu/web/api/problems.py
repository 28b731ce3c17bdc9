"""What went wrong, as ``application/problem+json`` (RFC 9457). Never a person's data, and nothing of what was sent."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from flask import Response, json

from uu.domain.errors import DomainError, Fault
from uu.vocabulary import N_
from uu.web.language import gettext


class UnreadableError(DomainError):
    """What was sent is no JSON as it must be; the message says what to send."""


class Problem(NamedTuple):
    """A kind of problem: the end of its address, its status, what it is, what it means, and what to do about it."""

    slug: str
    status: int
    title: str
    meaning: str
    advice: str


_ALL = (
    Problem(
        "unreadable", 400, N_("What was sent cannot be read"),
        N_("The request is no JSON object as the documentation describes it, or does not say that it is JSON."),
        N_("Send one JSON object, as documented."),
    ),
    Problem(
        "signed-out", 401, N_("Not signed in"),
        N_("The request has no access token, or one that does not hold any more."),
        N_("Use the refresh token, or sign in again."),
    ),
    Problem(
        "device-revoked", 401, N_("This device has been signed out"),
        N_("Somebody has ended the access of this device, or one of its tokens was copied."),
        N_("Ask the device's standing."),
    ),
    Problem(
        "forbidden", 403, N_("No access"),
        N_("The role of the user does not allow this."),
        N_("Ask your leader if you think you should have access."),
    ),
    Problem(
        "not-found", 404, N_("There is no such thing"),
        N_("The address, or what it names, does not exist for this user."),
        N_("Check the address and the id."),
    ),
    Problem(
        "not-allowed", 405, N_("This address cannot do that"),
        N_("The address is right, and the method is not."),
        N_("Use one of the methods in Allow."),
    ),
    Problem(
        "start-over", 409, N_("The cursor is not of this server"),
        N_("The server was restored from a backup that is older than the cursor, or the cursor is another server's."),
        N_("Fetch everything once more."),
    ),
    Problem(
        "too-large", 413, N_("Too much at once"),
        N_("The request is larger than 1 MiB."),
        N_("Send it in several parts."),
    ),
    Problem(
        "invalid", 422, N_("Something cannot be used"),
        N_("A field holds something that cannot be used. The list of errors says which field, and why."),
        N_("Correct it, and send it once more."),
    ),
    Problem(
        "too-many", 429, N_("Too many tries"),
        N_("A password or a code was wrong too often. The wait protects the user's account."),
        N_("Wait as long as Retry-After says."),
    ),
    Problem(
        "too-often", 429, N_("Too many requests"),
        N_("One device asks many times more often than a phone does. The limit protects everybody else's work."),
        N_("Wait as long as Retry-After says, and send the same again."),
    ),
    Problem(
        "broken", 500, N_("Something went wrong"),
        N_("The mistake is in the service itself, which has noted it under the reference in the answer."),
        N_("Nothing was saved. Wait a moment and try again."),
    ),
    Problem(
        "unavailable", 503, N_("The system cannot save right now"),
        N_("A database does not answer or is busy, or the keys cannot be read."),
        N_("Nothing was saved. Wait and try again."),
    ),
)  # fmt: skip
PROBLEMS = {problem.slug: problem for problem in _ALL}
_OF_STATUS = {problem.status: problem.slug for problem in reversed(PROBLEMS.values())}
_WAIT = {503: 5}


def slug_of(status: int) -> str:
    """The kind of problem that a status stands for where nothing more is known."""
    return _OF_STATUS.get(status, "broken" if status >= 500 else "unreadable")


def answer(slug: str, detail: str = "", faults: Iterable[Fault] = (), retry_after: int = 0, **more: Any) -> Response:
    """The problem as an answer; ``more`` is told beside it."""
    problem = PROBLEMS[slug]
    content: dict[str, Any] = {
        "type": f"/problems/{slug}",
        "title": gettext(problem.title),
        "status": problem.status,
        "detail": detail or gettext(problem.advice),
        **more,
    }
    if errors := as_errors(faults):
        content["errors"] = errors
    response = Response(json.dumps(content), problem.status, content_type="application/problem+json")
    if wait := retry_after or _WAIT.get(problem.status, 0):
        response.headers["Retry-After"] = str(wait)
    if problem.status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def as_errors(faults: Iterable[Fault]) -> list[dict[str, str]]:
    """Each fault with its field and its sentence, in the language of whoever asks."""
    return [{"field": fault.field, "message": gettext(fault.message, **fault.params)} for fault in faults]
