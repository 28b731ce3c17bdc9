"""The shapes of the answers, as OpenAPI tells them."""

from enum import StrEnum
from typing import Any

from uu.models.devices import Standing
from uu.vocabulary import (
    Bucket,
    ContactOrigin,
    DropOutReason,
    FollowUpKind,
    Outcome,
    SessionKind,
    StatusSource,
    Told,
    Topic,
)
from uu.web.api.problems import PROBLEMS
from uu.web.api.schemas import DAY, ID, MOMENT, Schema

TEXT: Schema = {"type": "string"}
COUNT: Schema = {"type": "integer", "minimum": 0}
YES_OR_NO: Schema = {"type": "boolean"}


def ref(name: str) -> Schema:
    """One of the shapes below."""
    return {"$ref": f"#/components/schemas/{name}"}


def listed(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def word(words: type[StrEnum]) -> Schema:
    return {"type": "string", "enum": [each.value for each in words]}


def shape(optional: tuple[str, ...] = (), **properties: Any) -> Schema:
    """An object with these properties; all of them are there but the optional ones."""
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
    }


_CLASH = shape(theirs=TEXT, mine=TEXT, by=TEXT, at=MOMENT)
_ERRORS = listed(shape(field=TEXT, message=TEXT))
_USER = shape(id=ID, name=TEXT, language=TEXT)

SHAPES: dict[str, Schema] = {
    "Problem": shape(
        ("detail", "errors", "standing", "reference"),
        type={"enum": [f"/problems/{slug}" for slug in PROBLEMS]},
        title=TEXT,
        status={"type": "integer"},
        detail=TEXT,
        errors=_ERRORS,
        standing=word(Standing),
        reference=TEXT,
    ),
    "Tokens": shape(
        device=ID, access=TEXT, access_expires_in=COUNT, refresh=TEXT, refresh_expires_in=COUNT, user=_USER
    ),
    "Reference": shape(
        areas=listed(shape(id=ID, name=TEXT, own=YES_OR_NO)),
        statuses=listed(
            shape(code=TEXT, label=TEXT, bucket=word(Bucket), asks_for=TEXT, retired=YES_OR_NO),
        ),
        limits=shape(quiet_after_days=COUNT, stale_after_months=COUNT, offline_days=COUNT),
        words={
            "type": "object",
            "additionalProperties": {"type": "object", "additionalProperties": TEXT},
        },
        user=_USER,
    ),
    "FollowUp": shape(id=ID, kind=word(FollowUpKind), text=TEXT, due_on=DAY, version=COUNT),
    "Session": shape(
        id=ID,
        kind=word(SessionKind),
        held_at=MOMENT,
        minutes=or_null(COUNT),
        topics=listed(word(Topic)),
        place=TEXT,
        note=TEXT,
        by=TEXT,
        others=COUNT,
        withdrawn=YES_OR_NO,
    ),
    "Status": shape(
        id=ID,
        code=TEXT,
        observed_on=DAY,
        recorded_at=MOMENT,
        by=or_null(TEXT),
        source=word(StatusSource),
        reason=or_null(word(DropOutReason)),
        expected_on=or_null(DAY),
        documented=YES_OR_NO,
        note=TEXT,
        replaces=or_null(ID),
        replaced=YES_OR_NO,
    ),
    "Conflict": shape(
        id=ID,
        object={"enum": ["card", "followup"]},
        object_id=ID,
        made_by=TEXT,
        made_at=MOMENT,
        fields={"type": "object", "additionalProperties": _CLASH},
    ),
    "Duplicate": shape(id=ID, other=ID, name=TEXT, reasons=listed(TEXT)),
    "Person": shape(
        id=ID,
        version=COUNT,
        first_name=TEXT,
        last_name=TEXT,
        nickname=TEXT,
        phone=TEXT,
        birth_on=or_null(DAY),
        said_age=or_null(COUNT),
        area=ID,
        lives_outside=YES_OR_NO,
        address_protected=YES_OR_NO,
        origin=word(ContactOrigin),
        informed=word(Told),
        registered_on=DAY,
        closed=YES_OR_NO,
        code=TEXT,
        observed_on=DAY,
        last_contact_on=or_null(DAY),
        attempts=COUNT,
        followups=listed(ref("FollowUp")),
        sessions=listed(ref("Session")),
        statuses=listed(ref("Status")),
        conflicts=listed(ref("Conflict")),
        duplicates=listed(ref("Duplicate")),
    ),
    "Changes": shape(
        cursor=TEXT,
        has_more=YES_OR_NO,
        people=listed(ref("Person")),
        roster=shape(("ids",), digest=or_null(TEXT), ids=listed(ID)),
        outcomes=listed(shape(id=ID, outcome=word(Outcome), at=MOMENT, reason=TEXT)),
    ),
    "Youths": shape(people=listed(ref("Person")), missing=listed(ID)),
    "Result": shape(
        ("first", "errors", "erased", "because", "record"),
        id=ID,
        outcome=word(Outcome),
        received_at=MOMENT,
        first=word(Outcome),
        errors=_ERRORS,
        erased=YES_OR_NO,
        because=ID,
        record=shape(id=or_null(ID), youth=or_null(ID)),
    ),
    "Results": shape(results=listed(ref("Result"))),
    "DeviceNamed": shape(device_id=ID),
    "Standing": shape(standing=word(Standing)),
}
