"""A stranger reads the description and tries everything it allows and much it does not: each answer is a described one.

It is signed in as a counsellor of the demonstration, and asks about real young people as often as about made-up ones.
"""

import json
import os
import subprocess
import sys
import urllib.request
from collections import Counter
from pathlib import Path
from typing import Any
from uuid import uuid4

from tests.browser.service import PASSWORD

ROOT = Path(__file__).parent.parent.parent
SECONDS = int(os.environ.get("SECONDS_TO_TRY", "25"))
CHECKS = (
    "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,"
    "response_schema_conformance"
)


def call(url: str, sent: Any = None, token: str = "") -> Any:
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    body = json.dumps(sent).encode() if sent else None
    with urllib.request.urlopen(urllib.request.Request(url, body, headers)) as answer:
        return json.load(answer)


def answers(folder: Path) -> Counter[tuple[str, int]]:
    """How often each path answered how."""
    (report,) = folder.glob("*.json")
    entries = json.loads(report.read_text(encoding="utf-8"))["log"]["entries"]
    paths = [entry["request"]["url"].partition("/api/v1")[2].partition("?")[0] for entry in entries]
    return Counter((path, entry["response"]["status"]) for path, entry in zip(paths, entries, strict=True))


def test_every_answer_is_a_described_one(service, tmp_path):
    api = f"{service.url}/api/v1"
    who = {"username": "vejleder", "password": PASSWORD, "device_id": str(uuid4()), "device_name": "A stranger"}
    token = call(f"{api}/tokens", {"grant": "password"} | who)["access"]
    people = call(f"{api}/changes", token=token)["people"]
    known = tmp_path / "known.json"
    known.write_text(json.dumps(people), encoding="utf-8")
    command = [
        Path(sys.executable).parent / "schemathesis", "run", f"{api}/openapi.json", "--checks", CHECKS, "--seed", "7",
        "--max-time", str(SECONDS), "--no-color", "--header", f"Authorization: Bearer {token}",
        "--report", "har", "--report-dir", tmp_path / "report",
    ]  # fmt: skip
    told = {"SCHEMATHESIS_HOOKS": "tests.service.known_people", "KNOWN_PEOPLE": str(known), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, cwd=tmp_path, env=os.environ | told, capture_output=True, text=True, check=False,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + service.written()
    given = answers(tmp_path / "report")
    assert {("/operations", 200), ("/changes", 200), ("/youths", 200), ("/reference", 200)} <= set(given)
    assert not any(status >= 500 for _path, status in given)
    # Some of what it made up was even carried out.
    assert call(f"{api}/changes", token=token)["people"] != people
