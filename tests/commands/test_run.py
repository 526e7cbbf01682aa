"""One command starts everything on a new machine, and starts again as it was."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from urllib.error import URLError

import pytest

from portal.commands.demo import demo_path
from portal.settings import ROOT, settings_from

PATIENCE_S = 60


@pytest.fixture
def environment(tmp_path: Path) -> Mapping[str, str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    given = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    return {
        **given,
        "PORT": str(port),
        "PORTAL_KEYS": str(tmp_path / "instance" / "keys.json"),
        "PORTAL_DATABASE_URL": f"sqlite:///{tmp_path / 'instance' / 'portal.db'}",
    }


def start_and_stop(environment: Mapping[str, str]) -> str:
    """Start, wait until it answers, stop as Ctrl+C does, and return what it said."""
    told = Path(environment["PORTAL_KEYS"]).parent.with_name("told")
    with told.open("w") as said:
        typed = [sys.executable, "-m", "portal.commands", "run"]
        started = subprocess.Popen(typed, env=dict(environment), stdout=said)
        try:
            assert health(f"http://127.0.0.1:{environment['PORT']}/health").startswith("ok ")
        finally:
            started.send_signal(signal.SIGINT)
            assert started.wait(PATIENCE_S) == 0
    return told.read_text()


def health(address: str) -> str:
    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            with urllib.request.urlopen(address) as answer:  # noqa: S310 - our own server
                return str(answer.read(), "utf-8")
        except URLError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def test_a_second_start_tells_the_same_people_and_cards(environment: Mapping[str, str]) -> None:
    first, second = start_and_stop(environment), start_and_stop(environment)
    cards = [line for line in first.splitlines() if "/c/" in line]
    assert len(cards) >= 10
    assert cards == [line for line in second.splitlines() if "/c/" in line]


def test_nobody_else_can_read_what_a_start_left(environment: Mapping[str, str]) -> None:
    start_and_stop(environment)
    folder = Path(environment["PORTAL_KEYS"]).parent
    assert {file.name for file in folder.iterdir() if file.stat().st_mode & 0o077} == set()
    assert demo_path(settings_from(environment)).exists()


def test_without_the_demo_nobody_is_invented(environment: Mapping[str, str]) -> None:
    told = start_and_stop({**environment, "PORTAL_DEMO": "0"})
    assert "/c/" not in told
    assert not demo_path(settings_from(environment)).exists()


def test_a_port_that_is_taken_is_said_in_plain_words(environment: Mapping[str, str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", int(environment["PORT"])))
        taken.listen()
        result = subprocess.run(
            [sys.executable, "-m", "portal.commands", "run"],
            env={**environment, "PORTAL_DEMO": "0"},
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )
    assert result.returncode == 1
    assert result.stderr == f"Error: Port {environment['PORT']} is taken: choose another, like PORT=8001 ./dev run\n"


def test_the_environment_of_another_copy_is_refused_and_left_alone(tmp_path: Path) -> None:
    copy, other = tmp_path / "copy", tmp_path / "other"
    for folder in (copy, other):
        folder.mkdir()
    shutil.copy(ROOT / "dev", copy)
    (copy / ".venv").symlink_to(other)
    typed = [sys.executable, str(copy / "dev"), "check"]
    result = subprocess.run(typed, capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    assert result.returncode == 1
    told = "take it away, this copy makes an environment of its own.\n"
    assert result.stderr == f"{copy / '.venv'} is a link to {other}: {told}"
    assert list(other.iterdir()) == []
