"""Who visits in the benchmark of servers: slow phones, ordinary clients, and counsellors who all save at once."""

import contextlib
import http.client
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode
from uuid import uuid4

from tests.bench.visitor import Offered

PATIENCE = 3.0
_STEP = 0.1
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass
class Times:
    """How long the answers took, in milliseconds, and how many requests failed."""

    answered: list[float] = field(default_factory=list)
    failed: int = 0

    def share(self, percent: float) -> float | None:
        """The time within which so many per cent were answered; nothing when nobody was."""
        ordered = sorted(self.answered)
        return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))] if ordered else None


class Client:
    """A browser with one connection and its cookies, signed in through the page of signing in."""

    def __init__(self, port: int, username: str, password: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self._cookies: dict[str, str] = {}
        offered = Offered(self.get("/login")).fields
        status, _text = self.post("/login", offered | {"username": username, "password": password})
        assert status == 303, f"{username} could not sign in: {status}"

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self._cookies.items())

    def get(self, path: str) -> str:
        """The page; anything but a page raises."""
        status, text = self._ask("GET", path, None, {})
        if status != 200:
            raise http.client.HTTPException(f"{path}: {status}")
        return text

    def post(self, path: str, fields: dict[str, str | list[str]]) -> tuple[int, str]:
        """The status and the page."""
        return self._ask("POST", path, urlencode(fields, doseq=True), _FORM)

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> tuple[int, str]:
        try:
            self._connection.request(method, path, body, headers | {"Cookie": self.cookie})
            answer = self._connection.getresponse()
            text = answer.read().decode()
        except (OSError, http.client.HTTPException):
            # The next request begins on a new connection.
            self._connection.close()
            raise
        for line in answer.headers.get_all("Set-Cookie", []):
            name, _, value = line.partition(";")[0].partition("=")
            self._cookies[name] = value
        return answer.status, text


class SlowPhone:
    """One connection that is never in a hurry: a byte is sent, or a few are read, ten times a second."""

    def __init__(self, port: int, at_once: bytes, slowly: bytes) -> None:
        self._address, self._at_once, self._slowly = ("127.0.0.1", port), at_once, slowly
        self._socket: socket.socket | None = None
        self._left = b""

    def step(self) -> None:
        """Go on a little; begin anew when the server has had enough."""
        try:
            if self._socket is None:
                self._begin()
            elif self._left:
                self._socket.send(self._left[:1])
                self._left = self._left[1:]
            elif not self._socket.recv(64):
                self.hang_up()
        except BlockingIOError:
            pass
        except OSError:
            self.hang_up()

    def hang_up(self) -> None:
        """Close the connection."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _begin(self) -> None:
        self._socket = socket.socket()
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        self._socket.settimeout(1)
        self._socket.connect(self._address)
        self._socket.sendall(self._at_once)
        self._socket.setblocking(False)
        self._left = self._slowly


def slow_phones(port: int, how_many: int, asset: str) -> list[SlowPhone]:
    """A third sends its headers slowly, a third its form, and a third reads the heaviest file slowly."""
    host = b"Host: localhost\r\n"
    get = b"GET /login HTTP/1.1\r\n" + host + b"X-Slow: " + b"x" * 4000 + b"\r\n\r\n"
    post = b"POST /login HTTP/1.1\r\n" + host + b"Content-Type: text/plain\r\nContent-Length: 4000\r\n\r\n"
    read = f"GET {asset} HTTP/1.1\r\n".encode() + host + b"\r\n"
    ways = ((b"", get), (post, b"x" * 4000), (read, b""))
    return [SlowPhone(port, *ways[number % 3]) for number in range(how_many)]


@contextlib.contextmanager
def holding(phones: list[SlowPhone]) -> Iterator[None]:
    """Within the block the phones are at it."""
    over = threading.Event()

    def go_on() -> None:
        while not over.wait(_STEP):
            for phone in phones:
                phone.step()

    thread = threading.Thread(target=go_on)
    thread.start()
    # Everybody is connected and in the middle of something before anybody is measured.
    time.sleep(5 * _STEP)
    try:
        yield
    finally:
        over.set()
        thread.join()
        for phone in phones:
            phone.hang_up()


def together(visits: list[Callable[[], None]], seconds: float, pause: float = 0.0) -> Times:
    """Every visitor visits again and again, side by side, until the time is up."""
    times, until = Times(), time.monotonic() + seconds

    def visit_on(visit: Callable[[], None]) -> None:
        while time.monotonic() < until:
            began = time.perf_counter()
            try:
                visit()
            except (OSError, http.client.HTTPException):
                times.failed += 1
            else:
                times.answered.append((time.perf_counter() - began) * 1000)
            time.sleep(pause)

    threads = [threading.Thread(target=visit_on, args=(visit,)) for visit in visits]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def cards(client: Client) -> list[str]:
    """The young people this counsellor has a card of."""
    return sorted(set(re.findall(r'href="(/youths/[0-9a-f-]{36})"', client.get("/youths?show=all"))))


def stylesheet(client: Client) -> str:
    """The heaviest thing a page brings along."""
    return re.findall(r"/static/[0-9a-f]+/css/app.css", client.get("/youths"))[0]


def recorder(client: Client, card: str) -> Callable[[], None]:
    """Saves one more session each time it is called, with ids of its own as a browser makes them."""
    offered = Offered(client.get(f"{card}/sessions/new")).fields

    def record() -> None:
        fresh = {name: str(uuid4()) for name in ("id", "status_id") if name in offered}
        status, _text = client.post(f"{card}/sessions/new", offered | fresh)
        if status != 303:
            raise http.client.HTTPException(f"not saved: {status}")

    return record
