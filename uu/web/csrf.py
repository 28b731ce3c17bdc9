"""The token that proves a form came from our own page."""

from flask import g, session
from flask import request as current_request
from flask_wtf.csrf import generate_csrf, validate_csrf
from wtforms.validators import ValidationError


def token() -> str:
    """This session's token, to be put into a form; a page that holds it is never compressed."""
    g.holds_token = True
    return str(generate_csrf())


def token_is_good() -> bool:
    """Whether this request carries the session's token, in the form's field or in the header."""
    given = current_request.form.get("csrf_token") or current_request.headers.get("X-CSRF-Token")
    if "csrf_token" not in session:
        return False
    try:
        validate_csrf(given)
    except ValidationError:
        return False
    return True
