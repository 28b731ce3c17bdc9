"""Somebody in front of the pages."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests import cast, people
from tests.pages import AuditedClient
from tests.web.world import World
from uu.domain import signin
from uu.models import StaffUser, Youth


@pytest.fixture
def signed_in(app: Flask) -> Callable[[StaffUser], AuditedClient]:
    """A browser of its own in which this user is signed in: ``mette = signed_in(cast.mette())``."""

    def sign_in(user: StaffUser) -> AuditedClient:
        client = app.test_client()
        with client.session_transaction() as session:
            session["token"] = signin.open_session(user, "A browser of the tests", "127.0.0.1")
        return client

    return sign_in


@pytest.fixture
def visit(app: Flask, signed_in: Callable[[StaffUser], AuditedClient]) -> Callable[[str, World], AuditedClient]:
    """Somebody of the cast, or "nobody", with a browser of their own: ``visit("mette", world)``."""
    return lambda name, world: signed_in(world.staff[name]) if name in world.staff else app.test_client()


@pytest.fixture
def mette(db: None) -> StaffUser:
    return cast.mette()


@pytest.fixture
def sami(mette: StaffUser) -> Youth:
    """Somebody of Mette's."""
    return people.youth(mette)


@pytest.fixture
def phone(signed_in: Callable[[StaffUser], AuditedClient], mette: StaffUser) -> AuditedClient:
    """Mette's phone, in English so that a test reads as it is written."""
    client = signed_in(mette)
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client
