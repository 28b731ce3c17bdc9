"""A phone in front of the API: it has its token, and no cookie."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests import cast, people
from uu import clock
from uu.domain import devices
from uu.models import StaffUser, Youth

API = "/api/v1"


class Phone:
    """Somebody's phone, made ready; ``ask`` and ``send`` answer with what the server answers."""

    def __init__(self, app: Flask, owner: StaffUser) -> None:
        self.owner, self.id, self.client = owner, uuid4(), FlaskClient(app)
        self.tokens = devices.make_ready(owner, self.id, "A phone of the tests")

    def ask(self, path: str, **headers: str) -> TestResponse:
        """Read something."""
        return self._known(self.client.get(API + path, headers=self.shown | headers))

    def post(self, path: str, sent: Any, **more: Any) -> TestResponse:
        """Send a JSON object."""
        return self._known(self.client.post(API + path, json=sent, headers=self.shown, **more))

    def send(self, *operations: dict[str, Any], **more: Any) -> list[dict[str, Any]]:
        """Send operations now and return the results."""
        answer = self.post("/operations", self.parcel(*operations, **more))
        assert answer.status_code == 200, answer.text
        return answer.json["results"]

    def did(self, kind: str, /, **data: Any) -> dict[str, Any]:
        """Do one thing, in order, and return its result."""
        return self.send(operation(kind, **data))[0]

    @staticmethod
    def parcel(*operations: dict[str, Any], **more: Any) -> dict[str, Any]:
        told = {"sent_at": written(), "unsent": len(operations), "app": "tests", "operations": list(operations)}
        return told | more

    @property
    def shown(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.tokens.access}", "Accept-Language": "en"}

    def _known(self, answer: TestResponse) -> TestResponse:
        """No answer may be kept by anybody, be read from elsewhere, or set a cookie."""
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Set-Cookie" not in answer.headers
        assert not [name for name, _ in answer.headers if name.startswith("Access-Control")]
        return answer


def written(**ago: float) -> str:
    """This moment, or some time ago, as a phone writes it."""
    return (clock.now() - timedelta(**ago)).isoformat()


def operation(kind: str, /, *, base_version: int | None = None, made_at: str = "", **data: Any) -> dict[str, Any]:
    """Something done just now; ids travel as text."""
    told = {name: str(value) if isinstance(value, UUID) else value for name, value in data.items()}
    made = {"id": str(uuid4()), "kind": kind, "made_at": made_at or written(), "data": told}
    return made | ({"base_version": base_version} if base_version is not None else {})


@pytest.fixture
def phone_of(app: Flask) -> Callable[[StaffUser], Phone]:
    return lambda owner: Phone(app, owner)


@pytest.fixture
def mette(db: None) -> StaffUser:
    return cast.mette()


@pytest.fixture
def phone(phone_of: Callable[[StaffUser], Phone], mette: StaffUser) -> Phone:
    """Mette's phone."""
    return phone_of(mette)


@pytest.fixture
def sami(mette: StaffUser) -> Youth:
    """Somebody of Mette's."""
    return people.youth(mette)
