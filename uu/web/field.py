"""The field part: one shell without anybody in it, the worker that keeps it on the phone, and making a phone ready."""

import hashlib
import json
from datetime import timedelta
from functools import lru_cache

from flask import Blueprint, Response, g, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from uu.domain import areas, signin
from uu.domain.errors import NotVisibleError
from uu.vocabulary import N_, Permission
from uu.web import assets
from uu.web.account import device
from uu.web.field_words import said
from uu.web.forms import field as empty
from uu.web.forms.fields import ActionForm
from uu.web.forms.statuses import asking, grouped
from uu.web.guard import allow, current_user, public
from uu.web.language import DEFAULT, LANGUAGES, language
from uu.web.pages import page

bp = Blueprint("field", __name__)
# What the shell shows and runs; the worker lays all of it in store at once.
_KEPT = ("css/*.css", "fonts/*.woff2", "icons/*.*", "js/called.js", "field/**/*.js", "vendor/**/*.js")
# The page that makes a phone ready needs the service anyway.
_NOT_KEPT = "field/setup.js"
# Whoever comes by an open sign-in must not leave with a phone that goes on when it has ended.
_ASKED_AGAIN_AFTER = timedelta(minutes=5)
_TEXTS = (".js", ".css")


@bp.get("/field")
@public
def shell() -> ResponseReturnValue:
    """The same for everybody, signed in or not: only the language differs."""
    g.is_kept = True
    return Response(_shell(_wished_language()), content_type="text/html; charset=utf-8")


@bp.get("/service-worker.js")
@public
def worker() -> ResponseReturnValue:
    """The worker, headed by what it keeps; it changes when a file or a shell does, and never otherwise."""
    files = [assets.address(name) for name in assets.names(_KEPT) if name != _NOT_KEPT]
    digest = hashlib.sha256("".join([*files, *(_shell(code) for code in LANGUAGES)]).encode())
    texts = [file for file in files if file.endswith(_TEXTS)]
    release = {
        "version": digest.hexdigest()[:12],
        "kit": url_for("field.kit"),
        "texts": texts,
        "others": [*(file for file in files if file not in texts), *(_words_address(code) for code in LANGUAGES)],
        "shells": {code: url_for("field.shell", language=code) for code in LANGUAGES},
        "language": DEFAULT,
    }
    source = render_template("field/service-worker.js", release=release)
    return Response(source, content_type="text/javascript; charset=utf-8")


@bp.get("/field/kit")
@public
def kit() -> ResponseReturnValue:
    """All scripts and styles of the app in one answer: one journey instead of fifty, and far fewer bytes."""
    g.is_kept = True
    names = [name for name in assets.names(_KEPT) if name.endswith(_TEXTS) and name != _NOT_KEPT]
    return {assets.address(name): assets.bare(name) for name in names}


@bp.get("/field/words")
@public
def words() -> ResponseReturnValue:
    """All that the app says in one language; those of another version are not told instead."""
    if request.full_path != _words_address(_wished_language()):
        raise NotVisibleError(N_("There is no such page."))
    g.is_kept = True
    return said()


@bp.get("/manifest.webmanifest")
@public
def manifest() -> ResponseReturnValue:
    g.language = _wished_language()
    return Response(render_template("field/manifest.json", locale=g.language), content_type="application/manifest+json")


@bp.get("/devices/new")
@allow(Permission.FIELD_USE)
def setup() -> ResponseReturnValue:
    """Choose how to unlock this phone, and fetch the own young people to it; who signed in long ago does so again."""
    if not signin.is_recent(session["token"], _ASKED_AGAIN_AFTER):
        return page("field/sign_in_again.html", action=ActionForm())
    return page(
        "field/setup.html",
        user=current_user(),
        initials=_initials(current_user().name),
        device=device(request.user_agent.string),
        words=_words_address(language()),
    )


def _initials(name: str) -> str:
    """ "MV" for Mette Vang: all that stands in clear about whose phone it is."""
    words = [word for word in name.split() if word[0].isalpha()]
    return "".join(word[0] for word in (words[0], words[-1]) if words).upper() if len(words) > 1 else name[:2].upper()


def _shell(code: str) -> str:
    """The rendered shell; nothing in it comes from who asks or from chance."""
    words = _words_address(code)
    # What may be chosen stands in the database, and may be renamed, opened, closed or retired on any day.
    offered = json.dumps([[(str(area.id), area.name) for area in areas.choices()], list(grouped().items())])
    return _rendered(code, words, assets.folder(), json.dumps(asking(), sort_keys=True), offered)


@lru_cache(maxsize=16)
def _rendered(code: str, words: str, _release: str, asks: str, _offered: str) -> str:
    """Made once for a release, a language and what may be chosen: every phone looks again and again."""
    forms = empty.forms()
    required = {name: empty.required(form) for name, form in forms.items()}
    return render_template(
        "field/shell.html", locale=code, forms=forms, required=required, asking=json.loads(asks), words=words
    )


def _words_address(code: str) -> str:
    """Where the words of a language are, by their content; the request is answered in that language from here on."""
    g.language = code
    digest = hashlib.sha256(json.dumps(said(), sort_keys=True).encode())
    return url_for("field.words", language=code, version=digest.hexdigest()[:12])


def _wished_language() -> str:
    wishes = (request.args.get("language"), request.cookies.get("language"))
    known = next((str(wish) for wish in wishes if wish in LANGUAGES), None)
    return known or request.accept_languages.best_match(LANGUAGES, DEFAULT) or DEFAULT
