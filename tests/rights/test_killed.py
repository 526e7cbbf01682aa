"""A run that is killed at any moment leaves everybody whole or gone, and the next run goes on."""

import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import update

from portal.commands import portal
from portal.settings import ROOT
from portal.storage.engine.database import Database
from portal.storage.engine.seal import make_ring, read_ring
from portal.storage.tables.people import people
from tests.people import APerson, count_of
from tests.rights.lives import live, rows_of

MANY = 60
LONG_AGO = timedelta(days=800)


@pytest.fixture
def all_over(database: Database, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[APerson]:
    """Return people whose everything is over, for an operator who can type commands."""
    monkeypatch.setenv("PORTAL_DATABASE_URL", database_url)
    monkeypatch.setenv("PORTAL_KEYS", str(tmp_path / "keys.json"))
    make_ring(tmp_path / "keys.json")
    with database.transaction(writes=True) as connection:
        found = [live(connection, read_ring(tmp_path / "keys.json")) for _ in range(MANY)]
        connection.execute(update(people).values(last_contact_at=datetime.now(UTC) - LONG_AGO))
    return found


def whole_and_gone(database: Database, persons: list[APerson], before: list[dict[str, int]]) -> tuple[int, int]:
    rows = [rows_of(database, one.id) for one in persons]
    whole = sum(now == then for now, then in zip(rows, before, strict=True))
    return whole, sum(not any(now.values()) for now in rows)


def test_killed_in_the_middle_it_leaves_nobody_half_erased(database: Database, all_over: list[APerson]) -> None:
    before = [rows_of(database, one.id) for one in all_over]
    running = subprocess.Popen([sys.executable, "-m", "portal.commands", "retention", "--do"], cwd=ROOT)
    while running.poll() is None and count_of(database, "people") == MANY:
        time.sleep(0.001)
    running.send_signal(signal.SIGKILL)
    running.wait()
    whole, gone = whole_and_gone(database, all_over, before)
    assert whole + gone == MANY
    assert gone
    assert whole, "it was killed in the middle"
    told = CliRunner().invoke(portal, ["retention", "--do"])
    assert told.exit_code == 0, told.output
    assert f"people: {whole}\n" in told.output
    assert whole_and_gone(database, all_over, before) == (0, MANY)
    assert "Nothing is over." in CliRunner().invoke(portal, ["retention"]).output


def test_it_shows_first_what_it_would_do_and_names_nobody(database: Database, all_over: list[APerson]) -> None:
    before = [rows_of(database, one.id) for one in all_over]
    told = CliRunner().invoke(portal, ["retention"]).output
    assert f"people: {MANY}\n" in told
    assert "Nothing is erased yet" in told
    assert not any(str(one.id) in told or one.id.hex in told for one in all_over)
    assert whole_and_gone(database, all_over, before) == (MANY, 0)


def test_it_stops_after_so_many_people(database: Database, all_over: list[APerson]) -> None:
    before = [rows_of(database, one.id) for one in all_over]
    told = CliRunner().invoke(portal, ["retention", "--do", "--limit", "10"])
    assert told.exit_code == 0, told.output
    assert whole_and_gone(database, all_over, before) == (MANY - 10, 10)
