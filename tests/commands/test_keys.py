"""The operator renews the keys while people keep reading what they told."""

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from portal.commands.ring import BATCH, rewrap_all
from portal.storage.answers.vault import Vault
from portal.storage.engine.database import Database
from portal.storage.engine.seal import add_ring_key, read_ring
from portal.storage.people.people import add_owner, known_of
from portal.storage.tables.agency import keys as owner_keys
from tests.commands.conftest import Operator
from tests.people import a_person

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def test_a_key_ring_is_never_overwritten(operator: Operator, tmp_path: Path) -> None:
    before = (tmp_path / "keys.json").read_text()
    result = operator("keys", "make")
    assert result.exit_code == 1
    assert "never overwritten" in result.output
    assert (tmp_path / "keys.json").read_text() == before


def test_only_its_owner_reads_the_key_ring(operator: Operator, tmp_path: Path) -> None:
    (tmp_path / "keys.json").unlink()
    assert operator("keys", "make").exit_code == 0
    assert (tmp_path / "keys.json").stat().st_mode & 0o077 == 0


def test_after_renewing_the_keys_people_find_what_they_told(
    operator: Operator, database: Database, tmp_path: Path
) -> None:
    with database.transaction(writes=True) as connection:
        person = a_person(connection, read_ring(tmp_path / "keys.json"))
    for step in ("add", "rewrap", "drop"):
        assert operator("keys", step).exit_code == 0
    ring = read_ring(tmp_path / "keys.json")
    with database.transaction(writes=True) as connection:
        assert set(connection.execute(select(owner_keys.c.ring_key)).scalars()) == {ring.newest}
        key = Vault(connection, ring, {}, person.actor, NOW).key_of(person.id)
        assert known_of(connection, person.id, key).name == "Ali"


def test_a_key_that_somebody_needs_is_not_dropped(operator: Operator, database: Database, tmp_path: Path) -> None:
    with database.transaction(writes=True) as connection:
        a_person(connection, read_ring(tmp_path / "keys.json"))
    operator("keys", "add")
    result = operator("keys", "drop")
    assert result.exit_code == 1
    assert "rewrap first" in result.output


def test_sealing_again_can_be_stopped_and_taken_up_where_it_was(
    operator: Operator, database: Database, tmp_path: Path
) -> None:
    del operator
    path = tmp_path / "keys.json"
    with database.transaction(writes=True) as connection:
        for _ in range(BATCH + 3):
            add_owner(connection, read_ring(path))
    add_ring_key(path)
    ring = read_ring(path)
    assert next(rewrap_all(database, ring)) == BATCH
    assert list(rewrap_all(database, ring)) == [3]
    assert list(rewrap_all(database, ring)) == []
