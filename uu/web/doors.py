"""The two doors into the same house: pages for people, and JSON under ``/api/v1`` for phones."""

from flask import request

API = "/api/v1"


def through_api() -> bool:
    """Whether the request came to the API, where no cookie counts."""
    return request.path.startswith(f"{API}/")


def wants_json() -> bool:
    """Whether a program asked, which can make nothing of a page or of being led to one."""
    return through_api() or request.is_json
