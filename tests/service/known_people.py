"""Puts real ids into what schemathesis makes up, so that every other operation is about somebody who is there."""

import json
import os
import random
from pathlib import Path
from typing import Any

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
    """The body, half of the time with ids of people who are there."""
    given = body.get("operations") if isinstance(body, dict) else None
    for each in given if isinstance(given, list) else ():
        data = each.get("data") if isinstance(each, dict) else None
        for name in set(data) & set(_OF_SOMEBODY) if isinstance(data, dict) else ():
            if _CHOICE.random() < 0.5 and _OF_SOMEBODY[name]:
                data[name] = _CHOICE.choice(_OF_SOMEBODY[name])
    return body
