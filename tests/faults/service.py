"""The service as a process that is killed without warning and started again on the same data."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from tests.engines import environment
from uu.settings import Settings

_SERVE = [sys.executable, "-m", "tests.faults.launch"]


class KilledService:
    """`uu serve` on one port, whatever happens to it."""

    def __init__(self, settings: Settings, *, broken: str = "") -> None:
        self.port = _free_port()
        self.kills = 0
        self.peak_memory = 0.0
        url = f"http://localhost:{self.port}"
        self._environment = environment(settings) | {"UU_PORT": str(self.port), "UU_BASE_URL": url}
        self._command = [*_SERVE, f"--{broken}"] if broken else _SERVE
        self._log = (Path(settings.database.removeprefix("sqlite:///")).parent / "log").open("wb")
        self._start()

    def kill(self) -> None:
        """As when the power goes: no goodbye; then started again."""
        self._remember_memory()
        os.kill(self._process.pid, signal.SIGKILL)
        self._process.wait(10)
        self.kills += 1
        self._start()

    def stop(self) -> None:
        """End it in peace."""
        self._remember_memory()
        self._process.terminate()
        self._process.wait(20)
        self._log.close()

    def memory(self, which: str = "VmRSS") -> float:
        """The memory the process holds, in megabytes; `VmHWM` is the most it ever held."""
        status = Path(f"/proc/{self._process.pid}/status").read_text(encoding="utf-8")
        return int(next(line for line in status.splitlines() if line.startswith(which)).split()[1]) / 1000

    def _start(self) -> None:
        self._process = subprocess.Popen(
            self._command, env=self._environment, stdin=subprocess.DEVNULL, stdout=self._log, stderr=self._log
        )
        patience = time.monotonic() + 30
        while time.monotonic() < patience and self._process.poll() is None:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health/live", timeout=2).close()
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise AssertionError("The service did not start.")

    def _remember_memory(self) -> None:
        self.peak_memory = max(self.peak_memory, self.memory("VmHWM"))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
