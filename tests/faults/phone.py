"""A simulated phone: an outbox in order, tokens that rotate, a copy of its people; it trusts no connection."""

import http.client
import json
import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

_DONE = {"applied", "merged", "conflict", "quarantined"}

Json = dict[str, Any]


class NoSignalError(Exception):
    """The answer did not come, or not whole, or not from the service."""


@dataclass
class Item:
    """One act in the outbox, until its receipt."""

    kind: str
    data: Json
    base_version: int | None = None
    id: str = field(default_factory=lambda: str(uuid4()))
    made_at: str = field(default_factory=lambda: datetime.now(UTC).isoformat())
    outcome: str = ""

    def operation(self) -> Json:
        said = {"id": self.id, "kind": self.kind, "made_at": self.made_at, "data": self.data}
        return said if self.base_version is None else said | {"base_version": self.base_version}


class Phone:
    """A counsellor's phone, named by the counsellor and a number."""

    def __init__(self, name: str, user: str, password: str, port: int, seed: int) -> None:
        self.name, self.user, self.port = name, user, port
        self.chance = random.Random(seed)
        self.device = str(uuid4())
        self.outbox: list[Item] = []
        self.receipts: list[Item] = []
        self.outcomes: Counter[str] = Counter()
        self.people: dict[str, Json] = {}
        self.reference: Json = {}
        self.timeout = 3.0
        self._cursor, self._digest = "0", ""
        self._access = self._refresh = self._nonce = ""
        self._password = password

    def make_ready(self) -> None:
        """Sign in and fetch everything, over a connection that holds."""
        who = {"grant": "password", "username": self.user, "password": self._password}
        self._keep_tokens(self._sent("POST", "/tokens", who | {"device_id": self.device, "device_name": self.name}))
        self.reference = self._asked("GET", "/reference")
        self.pull()

    def given(self, access: str, refresh: str) -> "Phone":
        """The phone with tokens that were fetched elsewhere."""
        self._keep_tokens({"access": access, "refresh": refresh})
        return self

    def add(self, item: Item) -> None:
        """An act, at the end of the outbox."""
        self.outbox.append(item)

    def send(self, most: int) -> None:
        """Deliver the first acts of the outbox in order; what the answer does not name stays."""
        batch = self.outbox[:most]
        if not batch:
            return
        said = {"sent_at": datetime.now(UTC).isoformat(), "unsent": len(self.outbox), "app": "fault run"}
        answer = self._asked("POST", "/operations", said | {"operations": [item.operation() for item in batch]})
        by_id = {item.id: item for item in batch}
        for result in answer["results"]:
            self._take(by_id[result["id"]], result)

    def pull(self) -> None:
        """Fetch what has changed, page by page, and forget who is no longer one's own."""
        while True:
            query = urlencode({"since": self._cursor, "roster": self._digest})
            page = self._asked("GET", f"/changes?{query}")
            self.people |= {person["id"]: person for person in page["people"]}
            self._cursor = page["cursor"]
            if not page["has_more"]:
                break
        roster = page["roster"]
        self._digest = roster["digest"]
        if "ids" in roster:
            self.people = {one: person for one, person in self.people.items() if one in roster["ids"]}
            self._fetch(set(roster["ids"]) - set(self.people))

    def copy(self, port: int) -> dict[str, Json]:
        """What a new phone of the same counsellor would be given."""
        fresh = Phone(f"{self.name} anew", self.user, self._password, port, 0)
        fresh.make_ready()
        return fresh.people

    def _fetch(self, missing: Iterable[str]) -> None:
        wanted = sorted(missing)
        for start in range(0, len(wanted), 100):
            answer = self._asked("GET", "/youths?" + urlencode([("id", one) for one in wanted[start : start + 100]]))
            self.people |= {person["id"]: person for person in answer["people"]}

    def _take(self, item: Item, result: Json) -> None:
        outcome = result.get("first") or result["outcome"]
        self.outcomes[outcome] += 1
        if outcome in _DONE:
            item.outcome = outcome
            self.outbox.remove(item)
            self.receipts.append(item)
        elif outcome == "refused":
            self._mend(item)

    def _mend(self, item: Item) -> None:
        """What was refused is corrected by the counsellor: a new act in the same place about the same record."""
        item.outcome = "refused"
        self.receipts.append(item)
        place = self.outbox.index(item)
        if item.kind == "register_youth":
            self.outbox[place] = Item(item.kind, item.data | {"first_name": "Mended"})
        else:
            self.outbox.remove(item)

    def _asked(self, method: str, path: str, said: Json | None = None) -> Json:
        while True:
            try:
                return self._sent(method, path, said)
            except PermissionError:
                # A pair whose answer was lost for long may have ended when it comes; it is exchanged again.
                exchange = {"grant": "refresh", "refresh": self._refresh, "nonce": self._nonce}
                self._keep_tokens(self._sent("POST", "/tokens", exchange))

    def _keep_tokens(self, answer: Json) -> None:
        self._access, self._refresh, self._nonce = answer["access"], answer["refresh"], str(uuid4())

    def _sent(self, method: str, path: str, said: Json | None = None) -> Json:
        """The service's answer; raises :class:`NoSignalError` for all that is not whole and ours."""
        headers = {"Connection": "close", "Content-Type": "application/json", "Authorization": f"Bearer {self._access}"}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
        try:
            connection.request(method, f"/api/v1{path}", json.dumps(said) if said else None, headers)
            answer = connection.getresponse()
            status, text = answer.status, answer.read()
        except (OSError, http.client.HTTPException) as error:
            raise NoSignalError(str(error)) from error
        finally:
            connection.close()
        if status == 401 and path != "/tokens":
            raise PermissionError
        if status >= 500:
            raise NoSignalError(f"{status}")
        if status != 200:
            raise AssertionError(f"{self.name} {method} {path}: {status} {text[:400]!r}")
        return json.loads(text)
