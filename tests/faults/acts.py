"""What counsellors do on a day, drawn at random: every kind of act, on people that other phones work with too."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from tests.faults.phone import Item, Phone

_NAMES = ("Amina", "Freja", "Yusuf", "Emil", "Ida", "Omar", "Zoë", "Åse", "Søren", "Çağla")
_KINDS = ("walk_and_talk", "talk", "phone", "home_visit", "drop_in")
_CODES = ("GYM", "JOB", "LED", "OPV", "FGU")

Json = dict[str, Any]


def act(phone: Phone) -> None:
    """One more act in the phone's outbox; nothing when there is nobody to do it with."""
    kinds = {
        _register: 8, _session: 40, _attempt: 8, _status: 10, _correction: 4, _followup: 9, _finish: 4, _drop: 2,
        _move: 6, _edit: 9,
    }  # fmt: skip
    kind: Callable[[Phone], Item | None] = phone.chance.choices(list(kinds), list(kinds.values()))[0]
    item = kind(phone)
    if item is not None:
        phone.add(item)


def choices(phone: Phone) -> None:
    """Answer every open conflict the phone has been told of, once."""
    asked = {item.data.get("conflict") for item in (*phone.outbox, *phone.receipts)}
    for person in phone.people.values():
        for conflict in person["conflicts"]:
            if conflict["id"] not in asked:
                chosen = {name: phone.chance.choice(("mine", "theirs")) for name in conflict["fields"]}
                shown = {name: field["theirs"] for name, field in conflict["fields"].items()}
                phone.add(Item("resolve_conflict", {"conflict": conflict["id"], "chosen": chosen, "shown": shown}))


def _register(phone: Phone) -> Item:
    """A new person and a first walk with them; now and then the name is forgotten, and the walk has to wait."""
    who, area = str(uuid4()), phone.chance.choice([area["id"] for area in phone.reference["areas"] if area["own"]])
    name = "" if phone.chance.random() < 0.1 else phone.chance.choice(_NAMES)
    phone.add(Item("register_youth", {
        "id": who, "status_id": str(uuid4()), "first_name": name, "said_age": phone.chance.randint(15, 24),
        "area": area, "origin": "street", "informed": "yes", "code": phone.chance.choice(_CODES),
        "observed_on": _today(), "source": "youth",
    }))  # fmt: skip
    return Item("record_session", _walk(phone, who))


def _session(phone: Phone) -> Item | None:
    if not (known := _some(phone, 1 + (phone.chance.random() < 0.2) * phone.chance.randint(1, 3))):
        return None
    data = _walk(phone, known[0]) | {"more": known[1:]}
    if phone.chance.random() < 0.3:
        data |= {"next_step": "Call the school", "deadline": "week"}
    if phone.chance.random() < 0.2:
        data |= {"code": phone.chance.choice(_CODES), "source": "youth"}
    return Item("record_session", data)


def _attempt(phone: Phone) -> Item | None:
    return _with_one(phone, lambda who: Item("record_attempt", {"id": str(uuid4()), "youth": who}))


def _status(phone: Phone) -> Item | None:
    code = phone.chance.choice(_CODES)
    data = {"id": str(uuid4()), "code": code, "observed_on": _today(), "source": "youth"}
    return _with_one(phone, lambda who: Item("change_status", data | {"youth": who}))


def _correction(phone: Phone) -> Item | None:
    """A status that was told wrongly; another phone may have put it right already."""
    known = _some(phone, 1)
    told = [past for one in known for past in phone.people[one]["statuses"] if not past["replaced"]]
    wrong = [past for past in told if past["source"] != "system"]
    if not wrong:
        return None
    replaces, code = phone.chance.choice(wrong)["id"], phone.chance.choice(_CODES)
    data = {"id": str(uuid4()), "youth": known[0], "replaces": replaces, "code": code}
    return Item("correct_status", data | {"observed_on": _today(), "source": "youth"})


def _followup(phone: Phone) -> Item | None:
    data = {"id": str(uuid4()), "text": "Call again", "deadline": phone.chance.choice(("tomorrow", "week"))}
    return _with_one(phone, lambda who: Item("add_followup", data | {"youth": who}))


def _finish(phone: Phone) -> Item | None:
    found = _due(phone)
    return Item("finish_followup", {"followup": found["id"]}) if found else None


def _drop(phone: Phone) -> Item | None:
    found = _due(phone)
    return Item("drop_followup", {"followup": found["id"], "reason": "not_needed"}) if found else None


def _move(phone: Phone) -> Item | None:
    found = _due(phone)
    if found is None or found["kind"] != "agreed":
        return None
    day = (datetime.now(UTC) + timedelta(days=phone.chance.randint(2, 60))).date().isoformat()
    return Item("move_followup", {"followup": found["id"], "deadline": "date", "due_on": day}, found["version"])


def _edit(phone: Phone) -> Item | None:
    if not phone.people:
        return None
    person = phone.people[phone.chance.choice(sorted(phone.people))]
    field = phone.chance.choice(("nickname", "last_name", "phone"))
    value = f"+4520{phone.chance.randint(100000, 999999)}" if field == "phone" else f"N{phone.chance.randint(1, 9999)}"
    return Item("edit_card", {"youth": person["id"], field: value}, person["version"])


def _walk(phone: Phone, who: str) -> Json:
    kind, minutes = phone.chance.choice(_KINDS), phone.chance.choice((15, 30, 45))
    return {
        "id": str(uuid4()), "status_id": str(uuid4()), "youth": who, "kind": kind, "when": "now", "minutes": minutes,
        "topics": ["choice"], "place": "Courtyard", "note": "A short talk.",
    }  # fmt: skip


def _some(phone: Phone, n: int) -> list[str]:
    known = sorted(phone.people)
    return phone.chance.sample(known, min(n, len(known)))


def _with_one(phone: Phone, make: Callable[[str], Item]) -> Item | None:
    known = _some(phone, 1)
    return make(known[0]) if known else None


def _due(phone: Phone) -> Json | None:
    open_ones = [due for person in phone.people.values() for due in person["followups"]]
    return phone.chance.choice(open_ones) if open_ones else None


def _today() -> str:
    return datetime.now(UTC).date().isoformat()
