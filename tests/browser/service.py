"""The real service in a process of its own, with demo data, for a real browser to visit."""

import atexit
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from tests import scratch
from tests.engines import environment, in_demo, settings_for
from uu.domain import keys
from uu.models import database
from uu.settings import Settings

ROOT = Path(__file__).parent.parent.parent
UU = Path(sys.executable).parent / "uu"
PASSWORD = "en lang adgangskode til prøve"
DEMO = ("--youths", "80", "--months", "12", "--seed", "7")
COMMAND = "from app import command; command()"


class Service:
    """`uu serve` on a free port of this machine, from start to `stop`."""

    def __init__(self) -> None:
        self.folder = scratch.folder("service")
        shutil.copytree(_demonstration(), self.folder, dirs_exist_ok=True)
        self.settings = _settings(self.folder)
        self.url = f"http://localhost:{_free_port()}"
        self.environment = environment(in_demo(self.settings)) | {
            "UU_PORT": self.url.rpartition(":")[2],
            "UU_BASE_URL": self.url,
            "UU_DEMO_PASSWORD": PASSWORD,
        }
        self.log = (self.folder / "log").open("wb")
        self.start()

    def start(self, code: Path = ROOT) -> None:
        """Serve, on the same port and data as before; with ``code`` another release of the program."""
        self.process = subprocess.Popen(
            [sys.executable, "-c", COMMAND, "serve"], env=self.environment, cwd=code,
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log,
        )  # fmt: skip
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

    @contextmanager
    def records(self) -> Iterator[None]:
        """The service's own records, to be read, or to be changed as a colleague would change them meanwhile."""
        keys.unlock(self.settings.master_key)
        database.connect(self.settings)
        try:
            yield
        finally:
            database.disconnect()

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


def newer_release() -> Path:
    """A copy of the program in which one file that browsers keep is another; whoever asks removes it."""
    folder = scratch.folder("release")
    for name in ("uu", "static", "templates"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.gz"))
    shutil.copy(ROOT / "app.py", folder)
    with (folder / "static" / "field" / "app.js").open("a", encoding="utf-8") as script:
        script.write("\ndocument.documentElement.dataset.release = 'newer';\n")
    return folder


@cache
def _demonstration() -> Path:
    """A year of demo data, made once for the run; each service has a copy."""
    folder = scratch.folder("demonstration")
    atexit.register(shutil.rmtree, folder)
    variables = environment(in_demo(_settings(folder))) | {"UU_DEMO_PASSWORD": PASSWORD}
    for words in (("db", "upgrade"), ("demo", *DEMO)):
        done = subprocess.run(
            [UU, *words], env=variables, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
    return folder


def _settings(folder: Path) -> Settings:
    return settings_for(f"sqlite:///{folder}/uu.sqlite", f"sqlite:///{folder}/keyring.sqlite")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
