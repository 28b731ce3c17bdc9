"""Every page that any test fetches is audited: valid HTML, one h1, labelled fields, nonces, a language."""

import atexit
import gzip
import json
import re
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tools import node

ROOT = Path(__file__).parent.parent
LARGEST_PAGE = 14 * 1024


def audit_html(html: str) -> list[str]:
    """What is wrong with a page or a fragment; nothing means it is well."""
    return [*_validity(html), *_own_rules(html)]


def without_chance(html: str) -> str:
    """The page without what was drawn at random, which holds any four digits once in a while: ids, nonces, tokens."""
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=[\"-])[\w.-]{20,}(?=\")", "", html)


class AuditedClient(FlaskClient):
    """A client that fails the test when a page it is given is faulty."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        response = super().open(*args, **kwargs)
        if response.mimetype == "text/html" and response.status_code not in range(300, 400):
            faults = audit_html(response.text)
            assert not faults, f"{response.request.path} ({response.status_code}):\n" + "\n".join(faults)
        return response


def _validity(html: str) -> list[str]:
    process = _validator()
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.poll() is None, "The HTML checker stopped."
    process.stdin.write(json.dumps({"html": html}) + "\n")
    process.stdin.flush()
    return json.loads(process.stdout.readline())["faults"]


def _own_rules(html: str) -> list[str]:
    if not re.match(r"\s*<!doctype", html, re.IGNORECASE):
        return []
    faults = []
    if (headings := len(re.findall(r"<h1[\s>]", html))) != 1:
        faults.append(f"A page has one h1; this one has {headings}.")
    if not re.search(r'<html[^>]*\slang="(da|en)"', html):
        faults.append("The page does not say its language.")
    if not re.search(r'<meta[^>]+name="viewport"', html):
        faults.append("The page does not fit itself to a phone.")
    if re.search(r"""\son(click|change|submit|load|input)\s*=|(href|action)=["']javascript:""", html):
        faults.append("The page has script in an attribute, which the policy refuses.")
    if re.search(r"(src|href|action)=[\"'](https?:)?//(?!localhost)", _without_links(html)):
        faults.append("The page fetches something from elsewhere.")
    summary = re.search(r'error-summary.*?</ul>', html, re.DOTALL)
    places = [html.find(f'id="{field}"') for field in re.findall(r'href="#([^"]+)"', summary[0] if summary else "")]
    if places != sorted(places):
        faults.append("The summary tells the errors in another order than the page asks the questions.")
    if (weight := len(gzip.compress(html.encode(), 6))) > LARGEST_PAGE:
        faults.append(f"The page weighs {weight} bytes compressed; at most {LARGEST_PAGE} travel in the first round.")
    return faults


def _without_links(html: str) -> str:
    """A link to elsewhere fetches nothing by itself."""
    return re.sub(r"<a\s[^>]*>", "", html)


@cache
def _validator() -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [node.node(), ROOT / "tools" / "html-validate-server.mjs"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
    )
    atexit.register(_stop, process)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n", "The HTML checker does not start. Run `make tools`."
    return process


def _stop(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    assert process.stdout is not None
    if process.poll() is None:
        process.stdin.close()
    process.wait(5)
    process.stdout.close()
