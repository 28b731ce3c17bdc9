"""The pages of heads of housing plans. Only :mod:`uu.domain.releases` may be imported from below."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from uu.domain import releases
from uu.vocabulary import Permission
from uu.web.guard import allow, current_user
from uu.web.pages import page

bp = Blueprint("releases", __name__)


@bp.get("/releases")
@allow(Permission.RELEASE_READ)
def index() -> ResponseReturnValue:
    return page("releases/index.html", plans=releases.plan_names(current_user()))
