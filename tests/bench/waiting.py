"""Times somebody waits for: the receipt on paper, and the second start of ./dev run."""

import os
import signal
import subprocess
import time
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from statistics import median

from portal.settings import ROOT
from tests.bench.figures import Figure
from tests.bench.replay import Request, pages, saves, send
from tests.bench.servers import free_port
from tests.bench.stage import Stage, sqlite_stage
from tests.bench.telling import hidden_in

_PATIENCE_S = 120


def measure(folder: Path, *, quick: bool) -> list[Figure]:
    """Return how long each takes."""
    return [_receipt(sqlite_stage(folder / "receipt", 1), 3 if quick else 9), _second_start(folder / "start")]


def _receipt(stage: Stage, times: int) -> Figure:
    """Tell, send, and make the paper of the receipt several times."""
    app, visitor = stage.app(), stage.visitors[0]
    for request in saves(app, visitor):
        send(app, request)
    form = hidden_in(send(app, pages(visitor)[0]).decode())
    send(app, Request.post(visitor, "/dossier/send", form))
    used = []
    for _time in range(times):
        began = time.process_time()
        send(app, Request(address="/receipts/1.pdf", headers=visitor.headers))
        used.append(time.process_time() - began)
    return Figure("the receipt as PDF", median(used) * 1000, "CPU ms")


def _second_start(folder: Path) -> Figure:
    """Start ./dev run twice on throw-away data; time the second one until /health answers."""
    folder.mkdir()
    environment = {
        **os.environ,
        "PORTAL_DATABASE_URL": f"sqlite:///{folder / 'portal.db'}",
        "PORTAL_KEYS": str(folder / "keys.json"),
    }
    _start(environment)
    return Figure("second start of ./dev run", _start(environment), "s", 3)


def _start(environment: Mapping[str, str]) -> float:
    """Return the seconds from the command to the first answer of /health."""
    port, began = free_port(), time.monotonic()
    running = subprocess.Popen(
        [ROOT / "dev", "run"],
        env={**environment, "PORT": str(port)},
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        while not _is_well(port):
            if running.poll() is not None or time.monotonic() - began > _PATIENCE_S:
                message = "./dev run did not get ready"
                raise RuntimeError(message)
            time.sleep(0.02)
        return time.monotonic() - began
    finally:
        os.killpg(running.pid, signal.SIGTERM)
        running.wait(_PATIENCE_S)


def _is_well(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
