"""Puts real ids into what schemathesis makes up, so that every other operation is about somebody who is there."""

import json
import os
import random
from pathlib import Path
from typing import Any
from uuid import UUID

import schemathesis

_PEOPLE = json.loads(Path(os.environ["KNOWN_PEOPLE"]).read_text(encoding="utf-8"))
_CHOICE = random.Random(7)
_OF_SOMEBODY: dict[str, list[str]] = {
    "youth": [person["id"] for person in _PEOPLE],
    "followup": [due["id"] for person in _PEOPLE for due in person["followups"]],
    "replaces": [status["id"] for person in _PEOPLE for status in person["statuses"]],
    "area": [person["area"] for person in _PEOPLE],
    "code": [person["code"] for person in _PEOPLE],
}


@schemathesis.hook
def map_body(_context: Any, body: Any) -> Any:
    """The body, mostly with ids not used before, and half of the time with ids of people who are there."""
    given = body.get("operations") if isinstance(body, dict) else None
    for each in given if isinstance(given, list) else ():
        if isinstance(each, dict) and isinstance(each.get("data"), dict):
            _refresh(each)
            _refresh(each["data"])
            _meet_somebody(each["data"])
    return body


def _refresh(named: dict[str, Any]) -> None:
    """Schemathesis varies one thing at a time, and the same id for something else would be all that is judged."""
    if isinstance(named.get("id"), str) and _CHOICE.random() < 0.9:
        named["id"] = str(UUID(int=_CHOICE.getrandbits(128), version=4))


def _meet_somebody(data: dict[str, Any]) -> None:
    for name in sorted(set(data) & set(_OF_SOMEBODY)):
        if _CHOICE.random() < 0.5 and _OF_SOMEBODY[name]:
            data[name] = _CHOICE.choice(_OF_SOMEBODY[name])
