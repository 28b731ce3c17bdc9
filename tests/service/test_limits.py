"""What the running service says to a request that is too large: the API's own words, not the server's."""

import http.client
import json
from contextlib import closing

import pytest

from uu.web.api import bodies


@pytest.fixture
def send(service):
    """Send so many bytes to the API and return the answer's status, kind and content."""

    def sending(size):
        with closing(http.client.HTTPConnection(service.url.removeprefix("http://"), timeout=30)) as line:
            line.request("POST", "/api/v1/tokens", b" " * size, {"Content-Type": "application/json"})
            answer = line.getresponse()
            return answer.status, answer.getheader("Content-Type"), answer.read()

    return sending


@pytest.mark.parametrize("more", [1, 300_000])
def test_a_little_too_much_is_a_problem_in_words(send, more):
    status, kind, content = send(bodies.LARGEST + more)
    assert (status, kind) == (413, "application/problem+json")
    assert json.loads(content)["type"] == "/problems/too-large"


def test_what_is_just_small_enough_is_read(send):
    assert send(bodies.LARGEST)[0] == 400
