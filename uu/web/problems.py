"""What a problem of the API means and what to do about it, at the very address that is its type."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from uu.web.api.problems import PROBLEMS
from uu.web.guard import public
from uu.web.pages import page

bp = Blueprint("problems", __name__)


@bp.get("/problems/<slug>")
@public
def show(slug: str) -> ResponseReturnValue:
    if slug not in PROBLEMS:
        raise NotFound
    return page("problems/show.html", problem=PROBLEMS[slug], problems=PROBLEMS.values())
