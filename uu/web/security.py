"""Headers of every answer: nothing cached, nothing framed, no script or style but our own."""

import gzip

from flask import Flask, Response, g, request

from uu.web import doors

_POLICY = (
    "default-src 'none'; script-src {scripts}; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; frame-ancestors 'none'; "
    "base-uri 'none'"
)
# The shell is kept on the phone, where a nonce would stay the same for ever; it makes no markup out of text at all.
_KEPT_POLICY = _POLICY.format(scripts="'self'") + "; require-trusted-types-for 'script'; trusted-types 'none'"
_FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
}
_SMALL = 600


def install(app: Flask, secure: bool) -> None:
    """Put the headers on every answer of the application."""

    @app.after_request
    def protect(response: Response) -> Response:
        response.headers.update(_FIXED)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers["Content-Security-Policy"] = _policy()
        if secure:
            response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
        return _compressed(response)


def _policy() -> str:
    if g.get("is_kept"):
        return _KEPT_POLICY
    return _POLICY.format(scripts=f"'nonce-{g.get('csp_nonce', '')}'")


def _compressed(response: Response) -> Response:
    """Compress a page, unless it holds a token: what it echoes could then be used to guess the token (BREACH)."""
    response.vary.add("Accept-Encoding")
    wanted = "gzip" in request.headers.get("Accept-Encoding", "") and not g.get("holds_token")
    if not wanted or response.is_streamed or response.direct_passthrough or "Content-Encoding" in response.headers:
        return response
    body = response.get_data()
    # An answer of the API echoes nothing beside a secret, and nobody else can ask for it in somebody's name.
    worth_it = (response.mimetype or "").startswith("text/") or doors.through_api() or g.get("is_kept")
    if len(body) >= _SMALL and worth_it:
        # What browsers keep for a year is asked for once, and may take its time.
        response.set_data(gzip.compress(body, 9 if g.get("is_kept") else 6, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response
