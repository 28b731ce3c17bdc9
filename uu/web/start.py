"""The way in: each role's own start, the health checks, the language and the pages about the service itself."""

from flask import Blueprint, g, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from uu.domain import health
from uu.vocabulary import Permission
from uu.web.guard import allow, current_user, public
from uu.web.language import LANGUAGES
from uu.web.navigation import start_of
from uu.web.pages import page

bp = Blueprint("start", __name__)
_YEAR = 365 * 24 * 3600


@bp.get("/")
@allow(Permission.OWN_ACCOUNT)
def index() -> ResponseReturnValue:
    return redirect(url_for(start_of(current_user().role)), 303)


@bp.get("/health/live")
@public
def live() -> ResponseReturnValue:
    return {"live": True}


@bp.get("/health/ready")
@public
def ready() -> ResponseReturnValue:
    """200 when both databases answer and are of the newest shape; else 503 and which part is not."""
    failing = health.failing_parts()
    return {"ready": not failing, "failing": failing}, 503 if failing else 200


@bp.get("/accessibility")
@public
def accessibility() -> ResponseReturnValue:
    return page("start/accessibility.html")


@bp.get("/privacy")
@public
def privacy() -> ResponseReturnValue:
    return page("start/privacy.html")


@bp.get("/language/<code>")
@public
def language_choice(code: str) -> ResponseReturnValue:
    """Keep the choice in a cookie, and go back to where it was made."""
    back = request.referrer or "/"
    inside = back.startswith(request.host_url) and "/language/" not in back
    response = make_response(redirect(back if inside else "/", 303))
    if code in LANGUAGES:
        response.set_cookie("language", code, max_age=_YEAR, httponly=True, samesite="Lax", secure=request.is_secure)
        g.language = code
    return response
