"""Fills a form as a browser without script does: what the page says is sent back, except what is typed."""

from html.parser import HTMLParser
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse


class _Controls(HTMLParser):
    """What a browser would send of the page's forms."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: dict[str, list[str]] = {}
        self._area = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        name, kind = given.get("name") or "", given.get("type")
        if tag == "textarea":
            self._area = name
            self.sent[name] = [""]
        elif tag == "input" and name and (kind not in {"radio", "checkbox"} or "checked" in given):
            self.sent.setdefault(name, []).append(given.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""

    def handle_data(self, text: str) -> None:
        if self._area:
            self.sent[self._area][0] += text


def press(client: FlaskClient, path: str, page: TestResponse, only: tuple[str, ...] = (), **typed: Any) -> TestResponse:
    """Send the page's form to the path with these fields typed, or of the page's fields only some."""
    controls = _Controls()
    controls.feed(page.text)
    kept = {name: values for name, values in controls.sent.items() if not only or name in only}
    # A browser strips the line break after <textarea>, which the parser does not.
    sent = {name: [value.removeprefix("\r\n").removeprefix("\n") for value in values] for name, values in kept.items()}
    return client.post(path, data=sent | typed)


def filled(client: FlaskClient, path: str, **typed: Any) -> TestResponse:
    """Open the form, type and save."""
    page = client.get(path)
    assert page.status_code == 200, page.text
    return press(client, path, page, **typed)
