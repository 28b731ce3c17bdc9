"""A running service with demo data, as a client of somebody else's making finds it."""

from collections.abc import Iterator

import pytest

from tests.browser.service import Service


@pytest.fixture(scope="session")
def service() -> Iterator[Service]:
    running = Service()
    yield running
    running.stop()
