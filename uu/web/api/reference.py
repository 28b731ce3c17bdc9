"""What a phone needs to fill forms and to judge what is urgent; it changes seldom and is fetched once a change."""

from typing import Any

from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue

from uu import clock
from uu.domain import access, areas, policies, status_model
from uu.domain.status_model import TURNED_25, StatusWord
from uu.models.staff import StaffUser
from uu.vocabulary import (
    Bucket,
    ContactOrigin,
    DropOutReason,
    DropReason,
    FollowUpKind,
    Labelled,
    Permission,
    SessionKind,
    StatusSource,
    Told,
    Topic,
)
from uu.web.api.tokens import about
from uu.web.doors import API
from uu.web.guard import allow, current_user
from uu.web.language import language, word

bp = Blueprint("api_reference", __name__, url_prefix=API)
LIMITS = ("quiet_after_days", "stale_after_months", "offline_days")
WORDS: dict[str, type[Labelled]] = {
    "session_kind": SessionKind,
    "topic": Topic,
    "contact_origin": ContactOrigin,
    "told": Told,
    "status_source": StatusSource,
    "drop_out_reason": DropOutReason,
    "drop_reason": DropReason,
    "follow_up_kind": FollowUpKind,
    "bucket": Bucket,
}


@bp.get("/reference")
@allow(Permission.FIELD_USE)
def show() -> ResponseReturnValue:
    user, limits = current_user(), policies.values()
    answer: Response = jsonify(
        areas=_areas(user),
        statuses=[_status(status) for status in status_model.words().values()],
        limits={name: limits[name] for name in LIMITS},
        words={name: {each.value: word(each) for each in words} for name, words in WORDS.items()},
        user=about(user),
    )
    answer.add_etag(weak=True)
    return answer.make_conditional(request)


def _areas(user: StaffUser) -> list[dict[str, Any]]:
    own = set(access.area_ids(user))
    return [{"id": str(area.id), "name": area.name, "own": area.id in own} for area in areas.choices()]


def _status(status: StatusWord) -> dict[str, Any]:
    """One that the system alone sets counts as retired: it is read and never chosen."""
    over = status.retired_on is not None and status.retired_on <= clock.today()
    return {
        "code": status.code,
        "label": status.label(language()),
        "bucket": status.bucket.value,
        "asks_for": status.asks_for,
        "retired": over or status.code == TURNED_25,
    }
