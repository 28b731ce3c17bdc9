"""Somebody in front of the pages."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.pages import AuditedClient
from uu.domain import signin
from uu.models import StaffUser


@pytest.fixture
def signed_in(app: Flask) -> Callable[[StaffUser], AuditedClient]:
    """A browser of its own in which this user is signed in: ``mette = signed_in(cast.mette())``."""

    def sign_in(user: StaffUser) -> AuditedClient:
        client = app.test_client()
        with client.session_transaction() as session:
            session["token"] = signin.open_session(user, "A browser of the tests", "127.0.0.1")
        return client

    return sign_in
