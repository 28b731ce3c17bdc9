"""The description of the API, OpenAPI 3.1. What it says of data comes from the forms that judge them."""

from typing import Any

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from uu.vocabulary import OperationKind
from uu.web.api import operations, youths
from uu.web.api.problems import PROBLEMS
from uu.web.api.schemas import ID, MOMENT, Schema, of_form, of_operation
from uu.web.api.shapes import COUNT, SHAPES, listed, ref
from uu.web.api.shapes_of_figures import FIGURES
from uu.web.doors import API
from uu.web.forms.changes import LONGEST_CURSOR, ChangesForm
from uu.web.forms.fields import Form
from uu.web.forms.overview import OverviewForm
from uu.web.forms.tokens import PasswordGrantForm, RefreshGrantForm
from uu.web.guard import public

bp = Blueprint("api_openapi", __name__, url_prefix=API)
_ABOUT = """What the pages do, for phones and other programs. Ids are made by whoever makes a record, and the same \
operation may be sent as often as needed: it is carried out once. Nothing here uses a cookie."""
# Whatever is asked, these may be the answer, and those where a token is asked for.
_ALWAYS = ("unreadable", "not-found", "broken", "unavailable")
_WITH_TOKEN = ("signed-out", "forbidden")
_WITH_BODY = ("too-large", "invalid")


@bp.get("/openapi.json")
@public
def show() -> ResponseReturnValue:
    return jsonify(document())


def document() -> Schema:
    """The whole description."""
    kinds = {_title(kind): _operation(kind) for kind in OperationKind}
    return {
        "openapi": "3.1.0",
        "info": {"title": "UU På Vej", "version": "1", "description": _ABOUT},
        "servers": [{"url": API}],
        "paths": _paths_of_devices() | _paths_of_people() | _paths_of_figures(),
        "components": {
            "schemas": {
                **SHAPES,
                **FIGURES,
                **kinds,
                "PasswordGrant": _grant("password", PasswordGrantForm),
                "RefreshGrant": _grant("refresh", RefreshGrantForm),
                "Operations": _parcel(list(kinds)),
            },
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _paths_of_devices() -> Schema:
    """Where no token is asked for."""
    device = [{"name": "device", "in": "path", "required": True, "schema": ID}]
    standing = _open("Whether a device may go on, and whether it is to wipe itself", "Standing")
    wiped = _open("Tell that a device has wiped itself as it was asked to", "Standing")
    tokens = _open("Tokens for a device", "Tokens", *_WITH_BODY, "device-revoked", "forbidden", "too-many")
    grants = [ref("PasswordGrant"), ref("RefreshGrant")]
    return {
        "/tokens": {"post": tokens | _body({"oneOf": grants})},
        "/devices/{device}/standing": {"get": standing, "parameters": device},
        "/devices/{device}/wiped": {"post": wiped, "parameters": device},
        "/openapi.json": {"get": _open("This description")},
    }


def _paths_of_people() -> Schema:
    """Where a token is asked for."""
    forgotten = _guarded("End this device's access, before its owner deletes what is on it", "Standing", *_WITH_BODY)
    delivery = _guarded("Carry out what was done, one by one and in order", "Results", *_WITH_BODY, "start-over")
    reference = _guarded("What forms and lists are filled from", "Reference")
    reference["responses"]["304"] = {"description": "As it was given last."}
    reference["parameters"] = [{"name": "If-None-Match", "in": "header", "schema": {"type": "string"}}]
    changes = _guarded("What is new since a cursor; everything the first time", "Changes", "invalid", "start-over")
    changes["parameters"] = _queries(ChangesForm)
    certain = _guarded("Certain young people", "Youths", "invalid")
    certain["parameters"] = [{"name": "id", "in": "query", "schema": listed(ID) | {"maxItems": youths.MOST}}]
    return {
        "/devices/forgotten": {"post": forgotten | _body(ref("DeviceNamed"))},
        "/operations": {"post": delivery | _body(ref("Operations"))},
        "/reference": {"get": reference},
        "/changes": {"get": changes},
        "/youths": {"get": certain},
    }


def _paths_of_figures() -> Schema:
    """What a leader's program reads."""
    figures = _guarded("How far the young people are from the target", "Overview", "invalid")
    return {"/overview": {"get": figures | {"parameters": _queries(OverviewForm)}}}


def _guarded(summary: str, answer: str, *problems: str) -> Schema:
    """A call that asks for a token, which may be refused or withdrawn."""
    call = _open(summary, answer, *problems, "device-revoked", "forbidden", "too-often")
    return call | {"security": [{"token": []}]}


def _open(summary: str, answer: str = "", *problems: str) -> Schema:
    """A call that anybody may make: what it answers, and what it may answer instead."""
    responses: Schema = {"200": _json("It went well.", ref(answer) if answer else {"type": "object"})}
    # The server says so itself, before any of our own code is reached.
    responses["431"] = _json("The address or the headers are too long.", {"type": "string"}, "text/plain")
    for slug in sorted({*problems, *_ALWAYS}):
        problem = PROBLEMS[slug]
        responses[str(problem.status)] = _json(problem.title, ref("Problem"), "application/problem+json")
    return {"summary": summary, "responses": responses}


def _json(description: str, schema: Schema, kind: str = "application/json") -> Schema:
    return {"description": description, "content": {kind: {"schema": schema}}}


def _body(schema: Schema) -> Schema:
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


def _queries(kind: type[Form]) -> list[Schema]:
    """What a form asks for, in the address."""
    fields = of_form(kind)["properties"]
    return [
        {"name": name, "in": "query", "description": schema.pop("title"), "schema": _never_null(schema)}
        for name, schema in fields.items()
    ]


def _never_null(schema: Schema) -> Schema:
    """An address has no null: what is not told is left out."""
    told = [word for word in schema.get("enum", ()) if word is not None]
    return schema | {"type": schema["type"][0]} | ({"enum": told} if told else {})


def _grant(name: str, kind: type[Form]) -> Schema:
    schema = of_form(kind)
    schema["properties"]["grant"] = {"const": name}
    schema["required"] = ["grant", *schema["required"]]
    return schema


def _operation(kind: OperationKind) -> Schema:
    """One operation: what surrounds its data is the same for all."""
    properties: dict[str, Any] = {
        "id": ID,
        "kind": {"const": kind.value},
        "made_at": MOMENT,
        "base_version": {"type": ["integer", "null"], "minimum": 0},
        "data": of_operation(kind) | {"description": f"At most {operations.LARGEST} kB as UTF-8."},
    }
    required = ["id", "kind", "made_at", "data"]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _parcel(kinds: list[str]) -> Schema:
    each = {"oneOf": [ref(kind) for kind in kinds]}
    properties: dict[str, Any] = {
        "sent_at": MOMENT | {"description": "What the clock of the device says when it sends this."},
        "unsent": COUNT | {"description": "How many operations the device still holds, these among them."},
        "app": {"type": "string", "maxLength": operations.LONGEST_APP, "description": "Name and version."},
        "since": {"type": "string", "maxLength": LONGEST_CURSOR, "description": "The cursor the device has come to."},
        "operations": listed(each) | {"maxItems": operations.MOST},
    }
    required = ["sent_at", "operations"]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _title(kind: OperationKind) -> str:
    return "".join(word.capitalize() for word in kind.value.split("_"))
