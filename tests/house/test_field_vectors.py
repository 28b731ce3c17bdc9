"""The phone judges as the server does: its tests run on answers that the server's own rules gave.

The answers stand in tests/field/vectors. After a change of the rules write them anew, and the phone's copy of the word
lists with them: ``UU_WRITE_VECTORS=1 python -m pytest tests/house/test_field_vectors.py``.
"""

import csv
import json
import os
import random
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from typing import Any
from uuid import UUID

import pytest

from tests.house.tree import ROOT
from uu import clock
from uu.domain import duplicates
from uu.domain.identity import Identity
from uu.domain.urgency import Limits, Situation
from uu.privacy import freetext, names, phones
from uu.privacy.blind_index import BlindIndex
from uu.privacy.errors import PrivacyError
from uu.statistics import ages, periods
from uu.vocabulary import Bucket, FollowUpKind, Told

VECTORS = ROOT / "tests/field/vectors"
WORDS = ROOT / "static/field/sensitive_words.js"
LISTS = ROOT / "uu/privacy/sensitive_words.json"
ASKED: dict[str, list[str]] = json.loads((ROOT / "tests/field/questions.json").read_text("utf-8"))
TODAY = date(2026, 11, 23)


def test_the_answers_are_those_of_today():
    assert set(_read()) == set(MAKERS)
    assert _read() == {name: json.loads(_written(make())) for name, make in MAKERS.items()}


def test_the_words_on_the_phone_are_the_servers():
    assert WORDS.read_text("utf-8") == _words()


@pytest.fixture(autouse=True, scope="module")
def _write() -> None:
    if not os.environ.get("UU_WRITE_VECTORS"):
        return
    VECTORS.mkdir(exist_ok=True)
    for name, make in MAKERS.items():
        (VECTORS / f"{name}.json").write_text(_written(make()), encoding="utf-8")
    WORDS.write_text(_words(), encoding="utf-8")


def _read() -> dict[str, Any]:
    return {path.stem: json.loads(path.read_text("utf-8")) for path in VECTORS.glob("*.json")}


def _written(cases: list[Any]) -> str:
    return "[\n" + ",\n".join(json.dumps(case, ensure_ascii=False, default=str) for case in cases) + "\n]\n"


def _words() -> str:
    lists = json.loads(LISTS.read_text("utf-8"))
    lines = [
        f"  {json.dumps(name)}: {json.dumps(lists[name], ensure_ascii=False)},\n" for name in ("cpr_shapes", "topics")
    ]
    return (
        "// The lists of uu/privacy/sensitive_words.json, which is where to change them.\nexport default {\n"
        + "".join(lines)
        + "};\n"
    )


def _people() -> list[str]:
    with (ROOT / "uu/reference/names.csv").open(encoding="utf-8", newline="") as file:
        by_kind: dict[bool, list[str]] = {True: [], False: []}
        for row in csv.DictReader(file):
            by_kind[row["kind"] == "surname"].append(row["name"])
    chosen = random.Random(7)
    return [f"{chosen.choice(by_kind[False])} {chosen.choice(by_kind[True])}" for _ in range(60)] + ASKED["names"]


def _names() -> list[Any]:
    everybody = _people()
    pairs = random.Random(8).choices(list(product(everybody, everybody)), k=300)
    told = [
        {"name": name, "fold": names.fold(name), "parts": names.parts(name), "variants": sorted(names.variants(name)),
         "sounds": [names.phonetic(part) for part in names.parts(name)]}
        for name in everybody
    ]  # fmt: skip
    return [*told, *({"a": a, "b": b, "similarity": round(names.similarity(a, b), 9)} for a, b in pairs)]


def _freetext() -> list[Any]:
    lists = json.loads(LISTS.read_text("utf-8"))["topics"]
    listed = [f"x {word} y" for topic in lists.values() for kind in topic.values() for word in kind]
    chosen = random.Random(9)
    shapes = ("{0}{1}{2}-{3}", "{0}.{1}.{2} {3}", "{0}/{1}/20{2}-{3}", "{0}{1}{2} {3}", "nr{0}{1}{2}{3}kl")
    numbers = [
        chosen.choice(shapes).format(
            *(f"{chosen.randrange(m):02}" for m in (100, 14, 100)), chosen.randrange(1000, 9999)
        )
        for _ in range(120)
    ]
    return [
        {"text": text, "cpr": freetext.contains_cpr(text), "topics": sorted(freetext.sensitive_topics(text))}
        for text in [*ASKED["texts"], *listed, *numbers]
    ]


def _search() -> list[Any]:
    """People with phones, and whom each query finds by the index the server searches in."""
    index, chosen = BlindIndex(bytes(range(32))), random.Random(10)
    people = [
        {"first_name": name.split(" ")[0], "last_name": " ".join(name.split(" ")[1:]), "nickname": nickname,
         "phone": f"+45{chosen.randrange(20, 99)}{chosen.randrange(10**6):06}"}
        for name, nickname in zip(_people(), ["Mo", "", "Søs", "", "B"] * 30, strict=False)
    ]  # fmt: skip
    asked = [*ASKED["queries"], people[3]["phone"], people[4]["phone"][3:7], people[5]["phone"][-5:], "Ødegard"]
    queries = asked + [one["last_name"][:4] for one in people[:40]] + [one["first_name"][:3] for one in people[:20]]
    found = [_found(index, people, query) for query in queries]
    return [{"people": people}, *({"query": query, "found": who} for query, who in zip(queries, found, strict=True))]


def _found(index: BlindIndex, people: list[dict[str, str]], query: str) -> list[int]:
    words = index.query(query)
    held = [
        index.name_tokens(one["first_name"], one["last_name"], one["nickname"]) | index.phone_tokens(one["phone"])
        for one in people
    ]
    return [place for place, tokens in enumerate(held) if words and all(tokens & set(word) for word in words)]


def _urgency() -> list[Any]:
    limits, chosen = Limits(TODAY, 28, 4), random.Random(11)
    days = [*(TODAY + timedelta(days=n) for n in (-200, -130, -29, -28, -1, 0, 1, 7, 8, 40)), None]
    return [_judged(limits, chosen, days) for _ in range(250)]


def _judged(limits: Limits, chosen: random.Random, days: list[date | None]) -> dict[str, Any]:
    past = [day for day in days if day and day <= TODAY]
    one = Situation(
        bucket=chosen.choice(list(Bucket)), status_on=chosen.choice(past), registered_on=chosen.choice(past),
        closed=chosen.random() < 0.05, next_due_on=chosen.choice(days), next_kind=chosen.choice(list(FollowUpKind)),
        last_contact_on=chosen.choice([*past, None]), told=chosen.choice(list(Told)), age_is_said=chosen.random() < 0.3,
    )  # fmt: skip
    why = limits.why(one)
    given = {name: getattr(one, name) for name in Situation.__slots__}
    told = {"reason": why.reason, "day": why.day, "kind": why.kind, "isForToday": why.is_for_today, "level": why.level}
    return {"today": TODAY, "quiet": 28, "stale": 4, "given": given, "why": told}


def _duplicates() -> list[Any]:
    chosen, cases = random.Random(12), []
    for name in _people() + ASKED["names"]:
        other = chosen.choice([name, f"{name}x", chosen.choice(ASKED["names"]), " ".join(reversed(name.split()))])
        born = TODAY - timedelta(days=chosen.randrange(5600, 8800))
        near = born + timedelta(days=chosen.choice([0, 0, 31, 32, 366, 367]))
        near = chosen.choice([near, date(born.year, born.day, born.month) if born.day <= 12 else near])
        one, two = (Identity(*_split(who), phone=chosen.choice(["+4520112233", ""])) for who in (name, other))
        estimated, said = chosen.random() < 0.3, chosen.random() < 0.3
        judged = duplicates._judged(one, born, UUID(int=1), two, near, estimated or said)
        cases.append({"typed": {**_named(one), "birth_on": born, "estimated": estimated},
                      "person": {**_named(two), "birth_on": near, "said_age": 17 if said else None},
                      "reasons": judged.reasons})  # fmt: skip
    return cases


def _split(name: str) -> tuple[str, str, str]:
    first, *rest = name.split(" ")
    return first, " ".join(rest), "Mo" if len(name) % 5 == 0 else ""


def _named(who: Identity) -> dict[str, str]:
    return {name: getattr(who, name) for name in ("first_name", "last_name", "nickname", "phone")}


def _days() -> Iterator[date]:
    chosen = random.Random(13)
    yield from (date(2024, 2, 29), date(2025, 2, 28), date(2026, 3, 31), date(2026, 12, 31), date(2026, 1, 1))
    yield from (date(2000, 1, 1) + timedelta(days=chosen.randrange(9800)) for _ in range(60))


def _dates() -> list[Any]:
    calendar = [
        {"day": day, "n": n, "monthsBack": periods.months_back(day, n), "age": ages.age_on(day, TODAY),
         "estimated": ages.estimated_birth(n, day)}
        for day, n in zip(_days(), [*range(25)] * 3, strict=False)
    ]  # fmt: skip
    walls = [
        (day, time(hour, 30)) for day in (date(2026, 3, 29), date(2026, 10, 25), *_days()) for hour in (0, 1, 2, 3, 12)
    ]
    moments = [clock.from_local(datetime.combine(*wall)) for wall in walls]
    shown = [clock.local(moment) for moment in moments]
    return calendar + [
        {"wall": [day, f"{hour:%H:%M}"], "moment": f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.000Z",
         "shown": [local.date(), f"{local:%H:%M}"]}
        for (day, hour), moment, local in zip(walls, moments, shown, strict=True)
    ]  # fmt: skip


def _phones() -> list[Any]:
    return [{"text": text, "phone": _normalised(text)} for text in ASKED["phones"]]


def _normalised(text: str) -> str:
    try:
        return phones.normalise(text)
    except PrivacyError:
        return ""


MAKERS: dict[str, Callable[[], list[Any]]] = {
    "names": _names, "freetext": _freetext, "search": _search, "urgency": _urgency, "duplicates": _duplicates,
    "dates": _dates, "phones": _phones,
}  # fmt: skip
