"""Erased is erased: every row, every session, and the key, so that no copy can be read; a code proves it."""

import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from sqlalchemy import select
from sqlalchemy.engine import make_url

from portal.app import PROMISES
from portal.commands.retention import COPIES_LAST, Round, steps
from portal.commands.ring import rewrap_all
from portal.core.uses import Purpose, Refused, Use
from portal.storage.answers.vault import Vault
from portal.storage.engine.database import Database
from portal.storage.engine.erasing import (
    REMAINS,
    brought_back,
    erase,
    erased_with,
    owner_of,
    personal_tables,
    still_opened_by,
)
from portal.storage.engine.seal import (
    KeyRing,
    WrappedKey,
    add_ring_key,
    drop_ring_keys,
    make_ring,
    read_ring,
)
from portal.storage.people import sessions
from portal.storage.people.people import known_of
from portal.storage.tables.agency import keys as owner_keys
from portal.storage.tables.people import journal as journal_rows
from portal.storage.tables.rights import erasures
from portal.storage.tables.schema import metadata
from tests.databases import SqliteShelf
from tests.people import APerson, a_person
from tests.rights.lives import NOW, PLAIN, live, rows_of


@pytest.fixture
def person(database: Database, ring: KeyRing) -> APerson:
    with database.transaction(writes=True) as connection:
        return live(connection, ring)


def test_the_example_has_a_row_in_every_table_of_people(database: Database, person: APerson) -> None:
    assert [name for name, count in rows_of(database, person.id).items() if not count] == [], (
        "let somebody in tests/rights/lives.py have a row of it"
    )


def test_every_table_that_names_a_person_is_erased_or_says_that_it_remains() -> None:
    erased = {table.name for table in personal_tables()}
    for table in metadata.tables.values():
        of_people = [key for key in table.foreign_keys if key.column.table.name == "people"]
        named = [key.parent.name for key in of_people]
        assert not named or table.name in erased, f"{table.name}: call the column person_id, or say so in OWNER"
        assert set(named) <= {owner_of(table)}, f"{table.name}: whose row is it?"
        promised = any(isinstance(column.info["promise"], Use) for column in table.columns)
        spared = REMAINS | {"staff", "stops", "staff_drafts"}  # of people who work at the agency
        assert not promised or table.name in erased | spared, f"{table.name}: nothing erases it"


def test_nothing_is_left_of_somebody_who_erased_everything(database: Database, ring: KeyRing, person: APerson) -> None:
    with database.transaction(writes=True) as connection:
        other = live(connection, ring)
    before = rows_of(database, other.id)
    with database.transaction(writes=True) as connection:
        erased = erase(connection, ring, person.id, NOW)
        assert erased is not None
    assert set(rows_of(database, person.id).values()) == {0}
    assert rows_of(database, other.id) == before
    with database.transaction(writes=False) as connection:
        assert erased_with(connection, ring, erased.code) == erased
        assert erased_with(connection, ring, erased.code[::-1]) is None
        assert connection.execute(select(journal_rows.c.role).where(journal_rows.c.person_id == person.id)).first()


def test_a_code_that_somebody_made_up_proves_nothing(database: Database, ring: KeyRing, person: APerson) -> None:
    with database.transaction(writes=True) as connection:
        row = {"code": "A" * 20, "person_id": person.id, "ring_key": "1", "at": NOW}
        connection.execute(erasures.insert(), row)
        assert erased_with(connection, ring, "A" * 20) is None


def test_nobody_reads_or_writes_once_it_is_erased(database: Database, ring: KeyRing, person: APerson) -> None:
    with database.transaction(writes=True) as connection:
        erase(connection, ring, person.id, NOW)
        assert erase(connection, ring, person.id, NOW) is None
        for actor in (person.actor, person.counsellor.actor):
            vault = Vault(connection, ring, PROMISES, actor, NOW)
            with pytest.raises(Refused):
                vault.read(person.id, [PLAIN], Purpose.PREPARE_INTERVIEW)


def test_an_old_copy_cannot_be_read_once_the_ring_is_renewed(tmp_path: Path, sqlite: SqliteShelf) -> None:
    path, url = tmp_path / "keys.json", sqlite.migrated()
    make_ring(path)
    ring, database = read_ring(path), Database(url)
    with database.transaction(writes=True) as connection:
        person, other = a_person(connection, ring), a_person(connection, ring)
    copy = tmp_path / "copy.db"
    with database.transaction(writes=True) as connection:
        connection.exec_driver_sql("SELECT 1")
        shutil.copy(str(make_url(url).database), copy)
        for ending in ("-wal", "-shm"):
            beside = Path(f"{make_url(url).database}{ending}")
            if beside.exists():
                shutil.copy(beside, f"{copy}{ending}")
    with database.transaction(writes=True) as connection:
        erase(connection, ring, person.id, NOW)
        assert still_opened_by(connection, ring.newest, NOW + COPIES_LAST)
    add_ring_key(path)
    assert sum(rewrap_all(database, read_ring(path))) > 0
    drop_ring_keys(path)
    renewed, old = read_ring(path), Database(f"sqlite:///{copy}")
    with old.transaction(writes=False) as connection:
        for who in (person, other):
            row = connection.execute(select(owner_keys).where(owner_keys.c.owner_id == who.id)).one()
            with pytest.raises((InvalidTag, KeyError)):
                known_of(connection, who.id, renewed.open_key(who.id, WrappedKey(row.ring_key, row.wrapped)))
    with database.transaction(writes=False) as connection:
        row = connection.execute(select(owner_keys).where(owner_keys.c.owner_id == other.id)).one()
        assert known_of(connection, other.id, renewed.open_key(other.id, WrappedKey(row.ring_key, row.wrapped))).name
        assert not still_opened_by(connection, renewed.newest, NOW + COPIES_LAST)
    for one in (database, old):
        one.engine.dispose()


def test_who_comes_back_with_an_old_copy_is_erased_again(database: Database, ring: KeyRing) -> None:
    with database.transaction(writes=True) as connection:
        person = live(connection, ring)
        connection.execute(erasures.insert(), {"code": "B" * 20, "person_id": person.id, "ring_key": "1", "at": NOW})
        assert brought_back(connection) == [person.id]
    for _ in steps(Round(database=database, ring=ring, promises=PROMISES, now=NOW, erases=True)):
        pass
    assert set(rows_of(database, person.id).values()) == {0}


def test_a_session_is_dead_with_its_person(database: Database, ring: KeyRing, person: APerson) -> None:
    token = sessions.new_token()
    with database.transaction(writes=True) as connection:
        arrival = sessions.Arrival(token=token, device="phone", at=NOW)
        sessions.begin(connection, person.actor, person.key, arrival)
        assert sessions.find(connection, ring, token, NOW, writes=False) is not None
        erase(connection, ring, person.id, NOW)
        assert sessions.find(connection, ring, token, NOW, writes=False) is None


def test_it_is_erased_once_however_many_ask(database: Database, ring: KeyRing, person: APerson) -> None:
    def erases(_time: int) -> bool:
        with database.transaction(writes=True) as connection:
            Vault(connection, ring, PROMISES, person.actor, NOW).key_of(person.id)
            return erase(connection, ring, person.id, NOW) is not None

    def reads(_time: int) -> bool:
        with database.transaction(writes=True) as connection:
            vault = Vault(connection, ring, PROMISES, person.actor, NOW)
            vault.read(person.id, [PLAIN], Purpose.PREPARE_INTERVIEW)
            return False

    def tries(work: Callable[[int], bool]) -> bool:
        try:
            return work(0)
        except Refused:
            return False

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(tries, [reads, erases, reads, erases, reads, erases])) == 1
    assert set(rows_of(database, person.id).values()) == {0}
