"""A bad connection: a proxy that cuts before, during and after the answer, doubles, delays and so reorders."""

import random
import socket
import threading
import time
from collections import Counter
from contextlib import suppress

FATES = {
    "passed": 54, "cut before": 8, "cut while sending": 6, "cut in the answer": 8, "cut after": 10, "doubled": 7,
    "delayed": 7,
}  # fmt: skip
LONGEST_DELAY = 4.0
_PATIENCE = 30.0


class Proxy:
    """Stands between the phones and the service; every request meets one fate, drawn from the seed."""

    def __init__(self, service_port: int, seed: int) -> None:
        self.service_port = service_port
        self.met: Counter[str] = Counter()
        self.calm = False
        self._chance = random.Random(seed)
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def stop(self) -> None:
        """Answer nobody any more."""
        self._listener.close()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                phone, _address = self._listener.accept()
                threading.Thread(target=self._serve, args=(phone, *self._fate()), daemon=True).start()

    def _fate(self) -> tuple[str, float]:
        """What happens to a request, and for how long it would be held."""
        with self._lock:
            fate = "passed" if self.calm else self._chance.choices(list(FATES), list(FATES.values()))[0]
            self.met[fate] += 1
            return fate, self._chance.uniform(0.2, LONGEST_DELAY)

    def _serve(self, phone: socket.socket, fate: str, delay: float) -> None:
        # Whatever breaks is what a phone without signal sees: a connection that ends.
        with phone, suppress(OSError):
            phone.settimeout(_PATIENCE)
            request = _whole_request(phone)
            if fate == "cut before" or not request:
                return
            if fate == "cut while sending":
                self._say(request[: len(request) // 2])
                return
            if fate == "delayed":
                time.sleep(delay)
            if fate == "doubled":
                threading.Thread(target=self._quietly_ask, args=(request,), daemon=True).start()
            answer = self._ask(request)
            if fate != "cut after":
                phone.sendall(answer[: len(answer) // 2] if fate == "cut in the answer" else answer)

    def _quietly_ask(self, request: bytes) -> None:
        with suppress(OSError):
            self._ask(request)

    def _ask(self, request: bytes) -> bytes:
        with socket.create_connection(("127.0.0.1", self.service_port), timeout=_PATIENCE) as service:
            service.sendall(request)
            return b"".join(iter(lambda: service.recv(65536), b""))

    def _say(self, part: bytes) -> None:
        with socket.create_connection(("127.0.0.1", self.service_port), timeout=_PATIENCE) as service:
            service.sendall(part)


def _whole_request(phone: socket.socket) -> bytes:
    """The request with its body; nothing when the phone went away first."""
    received = b""
    while b"\r\n\r\n" not in received:
        more = phone.recv(65536)
        if not more:
            return b""
        received += more
    head, _, body = received.partition(b"\r\n\r\n")
    length = next(
        (int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")), 0
    )
    while len(body) < length:
        more = phone.recv(65536)
        if not more:
            return b""
        body += more
    return head + b"\r\n\r\n" + body
