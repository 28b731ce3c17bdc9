"""What the menu offers each role, and the links at the foot of every page."""

from typing import Any

from flask import Flask, g, request, url_for

from uu.vocabulary import N_, Role
from uu.web.language import LANGUAGES, gettext, language

# (endpoint, label, icon); the first is the role's own start.
_MENU: dict[Role, tuple[tuple[str, str, str], ...]] = {
    Role.COUNSELLOR: (
        ("caseload.index", N_("My young people"), "people"),
        ("youths.new", N_("New contact"), "person-add"),
        ("followups.index", N_("Follow-ups"), "tasks"),
        ("field.shell", N_("In the field"), "walk"),
    ),
    Role.LEADER: (
        ("overview.index", N_("Overview"), "chart"),
        ("reports.index", N_("Reports"), "print"),
        ("targets.index", N_("Targets"), "target"),
        ("grants.new", N_("Open a person"), "key"),
        ("staff.caseloads", N_("Hand over"), "handover"),
    ),
    Role.PLAN_LEADER: (("releases.index", N_("Figures"), "chart"),),
    Role.ADMIN: (
        ("staff.index", N_("Users"), "people"),
        ("areas.index", N_("Areas"), "map"),
        ("devices.everybody", N_("Phones"), "phone"),
        ("figures.index", N_("Published figures"), "chart"),
        ("settings.index", N_("Settings"), "settings"),
    ),
    Role.DPO: (("audit.index", N_("Access log"), "shield"),),
}

# The pages of a leader's figures; in the menu the first stands for all of them.
_FIGURES = (
    ("overview.index", N_("Overview")),
    ("ages.index", N_("Ages")),
    ("comparisons.index", N_("Two places")),
    ("need.index", N_("Need and counsellors")),
    ("movement.index", N_("Movement")),
    ("outcomes.index", N_("Outcome")),
    ("forecasts.index", N_("Forecast")),
    ("radar.index", N_("Under the radar")),
    ("control.index", N_("Weekly control")),
    ("activity.index", N_("Activity")),
    ("resources.index", N_("Resources")),
)


def start_of(role: Role) -> str:
    """The endpoint of the role's own start page."""
    return _MENU[role][0][0]


def menu() -> list[dict[str, Any]]:
    """The menu of the signed-in user, in their language."""
    user = g.get("user")
    if user is None:
        return []
    return [
        {
            "label": gettext(label),
            "url": url_for(endpoint),
            "icon": icon,
            "current": endpoint == (_FIGURES[0][0] if _is_of_figures() else request.endpoint),
        }
        for endpoint, label, icon in _MENU[user.role]
    ]


def figures() -> list[dict[str, Any]]:
    """The pages of a leader's figures, on each of them."""
    if g.get("user") is None or not _is_of_figures():
        return []
    return [
        {"label": gettext(label), "url": url_for(endpoint), "current": request.endpoint == endpoint}
        for endpoint, label in _FIGURES
    ]


def _is_of_figures() -> bool:
    return request.endpoint in {endpoint for endpoint, _label in _FIGURES}


def footer() -> list[dict[str, Any]]:
    """Accessibility, privacy and the other language."""
    links: list[dict[str, Any]] = [
        {"label": gettext("Accessibility"), "url": url_for("start.accessibility")},
        {"label": gettext("Privacy"), "url": url_for("start.privacy")},
    ]
    links += [
        {"label": name, "url": url_for("start.language_choice", code=code), "lang": code}
        for code, name in LANGUAGES.items()
        if code != language()
    ]
    return links


def install(app: Flask, demo: bool) -> None:
    """Give every template the menu, the footer and who is signed in."""

    @app.context_processor
    def about_the_page() -> dict[str, Any]:
        user = g.get("user")
        return {
            "locale": language(),
            "csp_nonce": g.get("csp_nonce", ""),
            "current_user": user,
            "navigation": menu(),
            "figure_pages": figures(),
            "footer_links": footer(),
            "account": {"url": url_for("account.index"), "label": user.name} if user else None,
            "demo": demo,
        }
