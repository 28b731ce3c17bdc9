"""Which server may stand in front of slow phones without a proxy: `python -m tests.bench servers`.

Each serves the real application as real processes on a copy of the same demonstration, visited from this machine only.
Only figures of one run may be compared; they are therefore given beside those of `uu serve` in the same run.
"""

import contextlib
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from tests.bench.phones import Client, Times, cards, holding, recorder, slow_phones, stylesheet, together
from tests.browser.service import _free_port
from tests.engines import environment, in_demo, settings_for

BIN = Path(sys.executable).parent
PASSWORD = "en lang adgangskode til prøve"
COUNSELLORS = ("vejleder", "vejleder2")
SECONDS = 2.5
SLOW, READERS, WRITERS = 60, 4, 8

# As many processes as each server's own manual recommends for two cores, and one request at a time in each of them.
SERVERS = {
    "uu serve": ["uu", "serve"],
    "gunicorn sync, 5 workers": ["gunicorn", "--workers", "5", "--bind", "127.0.0.1:{port}", "app:application"],
    "granian, 2 workers": [
        "granian", "--interface", "wsgi", "--workers", "2", "--blocking-threads", "1", "--port", "{port}",
        "app:application",
    ],
}  # fmt: skip


@dataclass
class Measured:
    """What one server did."""

    alone: Times
    beside_slow: Times
    writing: Times
    megabytes: float


def compare() -> None:
    """Measure every server and print its figures, each with its ratio to those of `uu serve`."""
    # On a disk, unlike the tests: a write that costs nothing has no tail.
    folder = Path(tempfile.mkdtemp(prefix="uu-servers-"))
    try:
        _demonstration(folder / "demonstration")
        measured = {}
        for name, command in SERVERS.items():
            shutil.copytree(folder / "demonstration", folder / name)
            measured[name] = _measure(folder / name, command)
        _print(measured)
    finally:
        shutil.rmtree(folder)


def _variables(folder: Path, port: int = 0) -> dict[str, str]:
    settings = settings_for(f"sqlite:///{folder}/uu.sqlite", f"sqlite:///{folder}/keyring.sqlite")
    return environment(in_demo(settings)) | {
        "UU_PORT": str(port), "UU_BASE_URL": f"http://localhost:{port}", "UU_DEMO_PASSWORD": PASSWORD,
    }  # fmt: skip


def _demonstration(folder: Path) -> None:
    folder.mkdir()
    for words in (("db", "upgrade"), ("demo", "--youths", "30", "--months", "2", "--seed", "7")):
        subprocess.run([BIN / "uu", *words], env=_variables(folder), check=True, stdout=subprocess.DEVNULL)


def _measure(folder: Path, command: list[str]) -> Measured:
    port = _free_port()
    with _serving(folder, port, command) as process:
        clients = [Client(port, COUNSELLORS[number % 2], PASSWORD) for number in range(WRITERS)]
        reading = [lambda client=client: client.get("/youths") for client in clients[:READERS]]
        # Every thread and process has made its first page before the clock runs.
        together(reading, SECONDS / 4)
        alone = together(reading, SECONDS / 2, pause=0.1)
        with holding(slow_phones(port, SLOW, stylesheet(clients[0]))):
            beside_slow = together(reading, SECONDS, pause=0.1)
        own = {client: cards(client) for client in clients}
        writing = together([recorder(c, own[c][number // 2]) for number, c in enumerate(clients)], SECONDS)
        return Measured(alone, beside_slow, writing, _megabytes(process.pid))


@contextlib.contextmanager
def _serving(folder: Path, port: int, command: list[str]) -> Iterator[subprocess.Popen[bytes]]:
    program, *words = (word.format(port=port) for word in command)
    log = folder / "log"
    with (
        log.open("wb") as said,
        subprocess.Popen(
            [BIN / program, *words], env=_variables(folder, port), stdin=subprocess.DEVNULL, stdout=said, stderr=said
        ) as process,
    ):
        try:
            _wait(process, port, log)
            yield process
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    patience = time.monotonic() + 30
    while time.monotonic() < patience and process.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=2).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
        else:
            return
    raise AssertionError(log.read_text(encoding="utf-8"))


def _megabytes(pid: int) -> float:
    """What the process and those it started hold, shared pages counted once; 0 where the system does not tell."""
    try:
        pages = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return 0.0
    own = next(int(line.split()[1]) for line in pages.splitlines() if line.startswith("Pss:")) / 1024
    return own + sum(_megabytes(int(child)) for child in children)


def _print(measured: dict[str, Measured]) -> None:
    """A block for each server; × is its ratio to the first."""
    base = next(iter(measured.values()))
    for name, found in measured.items():
        click.echo(f"\n{name:<34}{'p50':>13}{'p95':>13}{'p99':>13}{'slowest':>13}   answered  failed")
        _row("a page, nobody slow about", found.alone, base.alone)
        _row(f"a page beside {SLOW} slow phones", found.beside_slow, base.beside_slow)
        _row(f"saving, {WRITERS} at once", found.writing, base.writing)
        if found.megabytes:
            ratio = found.megabytes / base.megabytes
            click.echo(f"  {'memory':<32}{found.megabytes:>6.0f} MB {f'×{ratio:.1f}' if found is not base else '':>6}")


def _row(what: str, times: Times, base: Times) -> None:
    cells = ""
    for percent in (50, 95, 99, 100):
        mine, its = times.share(percent), base.share(percent)
        ratio = f"×{mine / its:.1f}" if mine is not None and its and times is not base else ""
        cells += f"{'never' if mine is None else f'{mine:.0f} ms'}".rjust(8 if ratio else 13)
        cells += ratio.rjust(5) if ratio else ""
    click.echo(f"  {what:<32}{cells}{len(times.answered):>11}{times.failed:>8}")
