"""Who gets which answer from which page: every route × method × role, asked of the real application.

The answers stand in access_matrix.txt. A change of access is a change of that file, which a reviewer sees. After a
change that is meant, write it anew: ``UU_WRITE_MATRIX=1 python -m pytest tests/web/test_access_matrix.py``.

Posts go without the token, so that nothing is changed: "in" then means that only the token was missing.
"""

import os
from pathlib import Path

import pytest

from tests.web.world import World

MATRIX = Path(__file__).parent / "access_matrix.txt"
VISITORS = ("nobody", "mette", "karim", "lone", "hanne", "anton", "dorthe")


@pytest.fixture
def world(db):
    return World()


def answer(client, method, path, headers):
    response = client.open(path, method=method, headers=headers)
    if response.status_code == 303 and response.headers["Location"].startswith("/login"):
        return "login"
    usual = "in" if response.status_code < 500 else "broken"
    return {401: "401", 403: "403", 404: "404"}.get(response.status_code, usual)


def routes(app, world):
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        for method in sorted(rule.methods & {"GET", "POST"}):
            yield method, rule.rule, world.fill(rule)


def test_every_route_answers_everybody_as_the_matrix_says(app, world, visit):
    clients = {name: visit(name, world) for name in VISITORS}
    # The API looks at no cookie, so everybody comes with the token of a phone as well.
    shown = {name: world.shown(name) for name in VISITORS}
    lines = [f"{'':4} {'':55} " + " ".join(f"{name:7}" for name in VISITORS)]
    for method, rule, path in routes(app, world):
        answers = [answer(clients[name], method, path, shown[name]) for name in VISITORS]
        lines.append(f"{method:4} {rule:55} " + " ".join(f"{given:7}" for given in answers))
    found = "\n".join(line.rstrip() for line in lines) + "\n"
    if os.environ.get("UU_WRITE_MATRIX"):
        MATRIX.write_text(found, encoding="utf-8")
    assert "broken" not in found
    assert found == MATRIX.read_text(encoding="utf-8")
