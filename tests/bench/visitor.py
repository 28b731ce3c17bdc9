"""A browser for the benchmarks: signed in, fills forms as a page offers them, and counts the processor's time."""

import gzip
import statistics
import time
from collections.abc import Callable
from html.parser import HTMLParser

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from uu.domain import signin
from uu.models import StaffUser


def sign_in(app: Flask, user: StaffUser) -> FlaskClient:
    """A browser in which this user is signed in."""
    client = app.test_client()
    with client.session_transaction() as session:
        session["token"] = signin.open_session(user, "A benchmark", "127.0.0.1")
    return client


def fetched(client: FlaskClient, path: str) -> TestResponse:
    """The page; anything but a page is a fault of the benchmark."""
    answer = client.get(path, follow_redirects=True)
    assert answer.status_code == 200, f"{path}: {answer.status}"
    return answer


def weight(answer: TestResponse) -> float:
    """What the page weighs compressed, in kilobytes."""
    return len(gzip.compress(answer.get_data(), 6)) / 1000


def cpu(work: Callable[[], object], times: int) -> float:
    """The processor's milliseconds for one piece of work: the median of several, after one that warms up."""
    work()
    taken = []
    for _ in range(times):
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return statistics.median(taken) * 1000


class Offered(HTMLParser):
    """What the largest posting form of a page would send if nobody touched it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[dict[str, str | list[str]]] = []
        self._select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        name, value = said.get("name") or "", said.get("value") or ""
        if tag == "form":
            self.forms.append({})
        elif not self.forms:
            return
        elif tag == "input" and name:
            chosen = said.get("type") not in {"radio", "checkbox"} or "checked" in said
            if chosen and said.get("type") != "submit":
                self.forms[-1][name] = value
        elif tag == "textarea" and name:
            self.forms[-1][name] = ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in said:
            self.forms[-1][self._select] = value

    @property
    def fields(self) -> dict[str, str | list[str]]:
        return max(self.forms, key=len)
