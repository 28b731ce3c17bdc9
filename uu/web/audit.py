"""The access log for the data protection officer: read, filtered, downloaded and proved. Reading it is logged too."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from uu.domain import audit, auditlog
from uu.domain.auditlog import Line, Wanted
from uu.output.tables import Column, Sheet, as_csv
from uu.vocabulary import N_, AuditAct, CprPurpose, DuplicateVerdict, GrantReason, Permission
from uu.web.forms.audit import LogFilter
from uu.web.guard import allow, current_user
from uu.web.language import _, format_moment, gettext, word
from uu.web.pages import page

bp = Blueprint("audit", __name__, url_prefix="/audit")

_PURPOSES = {purpose.value: purpose.label for purpose in (*CprPurpose, *GrantReason)}
# What the log says of an act in one word, for those who read it.
_DETAILS = {
    (AuditAct.DEVICE_REVOKED, "wipe"): N_("to be wiped at the next contact"),
    (AuditAct.DEVICE_REVOKED, "reuse"): N_("its token was shown a second time, as after a theft"),
    **{(AuditAct.DUPLICATE_SETTLED, verdict.value): verdict.label for verdict in DuplicateVerdict},
}
# What of a card was changed, by the names its fields have in the log.
_FIELDS = {
    "first_name": N_("First name"), "last_name": N_("Last name"), "nickname": N_("Nickname"), "phone": N_("Phone"),
    "email": N_("E-mail"), "cpr": N_("CPR number"), "address": N_("Address"), "contacts": N_("Contacts"),
    "birth_on": N_("Birth date"), "said_age": N_("Age the young person says"), "area": N_("Area"),
    "origin": N_("How contact came about"), "told": N_("Told about the registration"),
    "address_protected": N_("Address protection"), "confirmed": N_("confirmed"),
}  # fmt: skip
_SHOWN_AT_ONCE = 6
_FILTERS = ("who", "act", "since", "until", "youth", "address")


@bp.get("")
@allow(Permission.AUDIT_READ)
def index() -> ResponseReturnValue:
    names = auditlog.names()
    form = LogFilter(request.args, names=names)
    good = form.validate()
    found = auditlog.read(form.wanted() if good else Wanted(), _number("before"), _number("after"))
    known = names | auditlog.phones() if any(line.object_kind == "device" for line in found.lines) else names
    audit.record(AuditAct.AUDIT_READ, current_user(), detail=_asked_for(form))
    return page(
        "audit/index.html",
        form=form,
        lines=[_sentence(line, known) for line in found.lines],
        newer=_address("audit.index", after=found.newer) if found.newer else "",
        older=_address("audit.index", before=found.older) if found.older else "",
        download=_address("audit.download"),
        filtered=bool(_asked_for(form)),
    )


@bp.get("/download.csv")
@allow(Permission.AUDIT_READ)
def download() -> ResponseReturnValue:
    """Everything the filter lets through, as a file; young people by the beginning of their id alone.

    A filter that means nothing is explained on the page, rather than left out.
    """
    names = auditlog.names()
    form = LogFilter(request.args, names=names)
    if not form.validate():
        return redirect(_address("audit.index"), 303)
    audit.record(AuditAct.AUDIT_READ, current_user(), detail=f"csv {_asked_for(form)}".strip())
    titles = (
        _("No."),
        _("When"),
        _("Who"),
        _("What"),
        _("Young people"),
        _("Purpose"),
        _("About"),
        _("Details"),
        _("From"),
    )
    known = names | auditlog.phones()
    rows = [_row(line, known) for line in auditlog.every(form.wanted())]
    sheet = Sheet(_("Access log"), [Column(title) for title in titles], rows, [_("Not for sharing.")])
    return Response(
        as_csv(sheet), mimetype="text/csv", headers={"Content-Disposition": "attachment; filename=access-log.csv"}
    )


@bp.get("/verification")
@allow(Permission.AUDIT_READ)
def verification() -> ResponseReturnValue:
    """Whether every entry is as it was written."""
    verdict = audit.verify()
    audit.record(AuditAct.AUDIT_READ, current_user(), detail="verification")
    return page("audit/verification.html", verdict=verdict)


def _sentence(line: Line, names: dict[UUID, str]) -> dict[str, Any]:
    """An entry in words."""
    return {
        "when": line.at,
        "who": _who(line, names),
        "did": word(line.act),
        "about": _about(line, names),
        "youths": line.youths[:_SHOWN_AT_ONCE],
        "more": max(0, len(line.youths) - _SHOWN_AT_ONCE),
        "purpose": _purpose(line),
        "detail": _detail(line),
        "address": line.address,
        "seq": line.seq,
    }


def _row(line: Line, names: dict[UUID, str]) -> tuple[str, ...]:
    return (
        str(line.seq),
        format_moment(line.at),
        _who(line, names),
        word(line.act),
        " ".join(line.youths),
        _purpose(line),
        _about(line, names),
        _detail(line),
        line.address,
    )


def _who(line: Line, names: dict[UUID, str]) -> str:
    if line.actor is not None:
        return names.get(line.actor, _("Former user"))
    refused = line.act == AuditAct.SIGN_IN_REFUSED
    return _("Somebody not signed in") if refused else _("The system")


def _about(line: Line, names: dict[UUID, str]) -> str:
    """The colleague, phone, page or setting it was about; other records say nothing to a reader."""
    if line.object_kind == "staff" and line.object_id != str(line.actor):
        return names.get(UUID(line.object_id), "")
    if line.object_kind == "device":
        return names.get(UUID(line.object_id), "")
    return line.object_id if line.object_kind in {"page", "policy", "status"} else ""


def _detail(line: Line) -> str:
    """In the reader's words, where the log keeps a word of its own."""
    if line.act == AuditAct.DAILY_RUN:
        return _of_the_day(line.detail)
    if line.act == AuditAct.YOUTH_CHANGED:
        return ", ".join(gettext(_FIELDS[name]) if name in _FIELDS else name for name in line.detail.split())
    told = _DETAILS.get((line.act, line.detail))
    return gettext(told) if told else line.detail


def _of_the_day(detail: str) -> str:
    """What the day's acts did, and to how many: ``turned_25=2 start_passed=0`` in words."""
    counted = {name: int(n) for name, _sign, n in (part.partition("=") for part in detail.split()) if n.isdecimal()}
    older, late, of_age = (counted.get(name, 0) for name in ("turned_25", "start_passed", "turned_18"))
    told = [
        (older, _("turned 25 and closed: %(n)d", n=older)),
        (late, _("an expected start has passed: %(n)d", n=late)),
        (of_age, _("turned 18: %(n)d", n=of_age)),
    ]
    return ", ".join(text for number, text in told if number) or _("it concerned nobody")


def _purpose(line: Line) -> str:
    return gettext(_PURPOSES.get(line.purpose, line.purpose)) if line.purpose else ""


def _asked_for(form: LogFilter) -> str:
    """The names of the filters in use; the young person's id is the one value a later reader wants to know."""
    used = [name for name, value in asdict(form.wanted()).items() if value] if not form.errors else []
    return " ".join(f"youth={form.youth.data}" if name == "youth" else name for name in used)


def _number(name: str) -> int | None:
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else None


def _address(endpoint: str, **place: Any) -> str:
    """The page with the same filter."""
    kept: dict[str, Any] = {name: request.args[name] for name in _FILTERS if request.args.get(name)}
    return url_for(endpoint, **kept, **place)
