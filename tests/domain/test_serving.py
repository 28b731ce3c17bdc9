"""The server in front of slow phones without a proxy: one real process on this machine, and a page that says little."""

import http.client
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing

import pytest

from tests.house.tree import ROOT

SERVICE = """
import time
from dataclasses import replace
from tests.engines import settings_for
from uu.cli.serving import listening, until_told

def app(environ, start_response):
    if environ["PATH_INFO"] == "/long":
        print("begun", flush=True)
        time.sleep(0.7)
    size = len(environ["wsgi.input"].read())
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [f"got {size}".encode()]

server = listening(app, replace(settings_for("sqlite:///a", "sqlite:///b"), port=0))
print(server.effective_port, flush=True)
until_told(server)
"""


class Service:
    """The process, and how to talk to it."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.port = int(self.next_line())

    def next_line(self) -> str:
        return self.process.stdout.readline().strip()

    def ask(self, method="GET", path="/", body=None, **headers) -> tuple[int, str]:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)) as connection:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()


@pytest.fixture
def service() -> Iterator[Service]:
    with subprocess.Popen([sys.executable, "-c", SERVICE], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        yield Service(process)
        process.kill()


@pytest.mark.parametrize(
    "begun",
    [b"GET / HTTP/1.1\r\nHost: a", b"POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nnot"],
    ids=["headers", "a form"],
)
def test_two_hundred_phones_in_the_middle_of_a_request_keep_nobody_waiting(service, begun):
    with ExitStack() as phones:
        for _ in range(200):
            phone = phones.enter_context(socket.create_connection(("127.0.0.1", service.port)))
            phone.sendall(begun)
        assert service.ask() == (200, "got 0")


def test_a_phone_that_takes_its_time_is_answered_in_the_end(service):
    with socket.create_connection(("127.0.0.1", service.port)) as phone:
        for byte in b"POST / HTTP/1.0\r\nContent-Length: 6\r\n\r\nEn tur":
            phone.sendall(bytes([byte]))
        phone.settimeout(10)
        assert b"".join(iter(lambda: phone.recv(100), b"")).endswith(b"got 6")


def test_a_form_that_is_too_large_for_the_pages_reaches_them_and_they_explain(service):
    assert service.ask("POST", body=b"x" * 300_000) == (200, "got 300000")


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3000000\r\n\r\n", b"413"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nCookie: ".ljust(32 * 1024, b"x"), b"431"),
    ],
    ids=["a form", "headers"],
)
def test_what_no_browser_sends_is_refused_before_it_is_kept(service, sent, status):
    with socket.create_connection(("127.0.0.1", service.port), timeout=10) as sender:
        sender.sendall(sent)
        assert sender.recv(100).split()[1] == status


def test_a_request_that_is_being_answered_is_answered_before_the_service_ends(service):
    with ThreadPoolExecutor() as pool:
        answer = pool.submit(service.ask, path="/long")
        assert service.next_line() == "begun"
        service.process.send_signal(signal.SIGTERM)
        assert answer.result() == (200, "got 0")
    assert service.process.wait(10) == 0
