"""The pages, a noun a file."""

import base64
import importlib
import pkgutil
from datetime import timedelta
from pathlib import Path

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from uu.domain import keys, passwords
from uu.models import database
from uu.settings import Settings
from uu.web import assets, csrf, errors, guard, language, navigation, security
from uu.web.pace import Pace

_ROOT = Path(__file__).parent.parent.parent
_LARGEST_FORM = 256 * 1024


def create_app(settings: Settings) -> Flask:
    """The application on the databases the settings name; raises when a view lacks its rule."""
    app = Flask("uu", root_path=str(_ROOT), static_folder=None, template_folder="templates")
    _configure(app, settings)
    database.connect(settings)
    keys.unlock(settings.master_key)
    passwords.configure(cheap=settings.cheap_passwords)
    for module in pkgutil.walk_packages(__path__, f"{__name__}."):
        blueprint = getattr(importlib.import_module(module.name), "bp", None)
        if blueprint is not None:
            app.register_blueprint(blueprint)
    guard.install(app)
    security.install(app, settings.secure)
    errors.install(app)
    navigation.install(app, settings.demo)
    assets.install(app)
    if settings.trusted_proxy:
        hops = settings.trusted_proxy
        behind_proxy = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)
        app.wsgi_app = behind_proxy  # type: ignore[method-assign]  # The documented way to wrap a Flask application.
    guard.check_every_view(app)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=base64.b64decode(settings.secret_key),
        BASE_URL=settings.base_url,
        DEMO=settings.demo,
        PACE=Pace(settings.requests_a_minute),
        MAX_CONTENT_LENGTH=_LARGEST_FORM,
        MAX_FORM_MEMORY_SIZE=_LARGEST_FORM,
        SESSION_COOKIE_NAME="__Host-uu" if settings.secure else "uu",
        SESSION_COOKIE_SECURE=settings.secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(hours=14),
        # The guard checks the token of every request itself, and no token outlives its sign-in.
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_ENABLED=False,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(language.for_templates(), csrf_token=csrf.token)
