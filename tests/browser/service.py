"""The real service in a process of its own, with demo data, for a real browser to visit."""

import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from tests import scratch
from tests.engines import environment, in_demo, settings_for

UU = Path(sys.executable).parent / "uu"
PASSWORD = "en lang adgangskode til prøve"
DEMO = ("--youths", "80", "--months", "12", "--seed", "7")


class Service:
    """`uu serve` on a free port of this machine, from start to `stop`."""

    def __init__(self) -> None:
        self.folder = scratch.folder("service")
        self.url = f"http://localhost:{_free_port()}"
        databases = (f"sqlite:///{self.folder}/uu.sqlite", f"sqlite:///{self.folder}/keyring.sqlite")
        self.environment = environment(in_demo(settings_for(*databases))) | {
            "UU_PORT": self.url.rpartition(":")[2],
            "UU_BASE_URL": self.url,
            "UU_DEMO_PASSWORD": PASSWORD,
        }
        self._run("db", "upgrade")
        self._run("demo", *DEMO)
        self.log = (self.folder / "log").open("wb")
        self.start()

    def start(self) -> None:
        """Serve, on the same port and data as before."""
        self.process = subprocess.Popen(
            [UU, "serve"], env=self.environment, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log
        )
        self._wait()

    def kill(self) -> None:
        """End the process in the middle of whatever it does; the data stays."""
        self.process.kill()
        self.process.wait(15)

    def stop(self) -> None:
        """End the service and throw its data away."""
        self.process.terminate()
        self.process.wait(15)
        self.log.close()
        shutil.rmtree(self.folder)

    def written(self) -> str:
        """What the service has said so far."""
        return (self.folder / "log").read_text(encoding="utf-8")

    def _run(self, *words: str) -> None:
        done = subprocess.run(
            [UU, *words], env=self.environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def _wait(self) -> None:
        patience = time.monotonic() + 30
        while time.monotonic() < patience and self.process.poll() is None:
            try:
                urllib.request.urlopen(f"{self.url}/health/ready", timeout=2).close()
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
            else:
                return
        raise AssertionError(self.written())


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
