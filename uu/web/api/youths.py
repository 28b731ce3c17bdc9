"""Certain young people, as the phone keeps them."""

from uuid import UUID

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from uu.domain import people
from uu.domain.errors import InvalidError
from uu.vocabulary import N_, Permission
from uu.web.api import bodies
from uu.web.doors import API
from uu.web.guard import allow, current_device, current_user

bp = Blueprint("api_youths", __name__, url_prefix=API)
MOST = 200


@bp.get("/youths")
@allow(Permission.FIELD_USE)
def index() -> ResponseReturnValue:
    found, missing = people.given(current_user(), current_device(), _wanted())
    return jsonify(people=[people.as_json(person) for person in found], missing=[str(youth) for youth in missing])


def _wanted() -> list[UUID]:
    written = list(dict.fromkeys(request.args.getlist("id")))
    if len(written) > MOST:
        raise InvalidError("id", N_("Send at most %(most)d at once."), most=MOST)
    return [bodies.identifier({"id": each}, "id") for each in written]
