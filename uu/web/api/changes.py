"""What is new for this phone, by the server's own sequence."""

from typing import Any

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from uu.domain import changes, people
from uu.domain.changes import Changes
from uu.vocabulary import Permission
from uu.web.api.forms import validated
from uu.web.api.moments import written
from uu.web.doors import API
from uu.web.forms.changes import MOST, ChangesForm
from uu.web.guard import allow, current_device, current_user

bp = Blueprint("api_changes", __name__, url_prefix=API)


@bp.get("/changes")
@allow(Permission.FIELD_USE)
def index() -> ResponseReturnValue:
    form = validated(ChangesForm(formdata=request.args))
    since, digest = form.since.data or "", form.roster.data or ""
    page = changes.page(current_user(), current_device(), since, digest, form.limit.data or MOST)
    return jsonify(_as_json(page))


def _as_json(page: Changes) -> dict[str, Any]:
    roster: dict[str, Any] = {"digest": page.digest}
    if page.ids is not None:
        roster["ids"] = [str(youth) for youth in page.ids]
    return {
        "cursor": page.cursor,
        "has_more": page.has_more,
        "people": [people.as_json(person) for person in page.people],
        "roster": roster,
        "outcomes": [
            {"id": str(each.id), "outcome": each.outcome.value, "at": written(each.at), "reason": each.reason}
            for each in page.outcomes
        ],
    }
