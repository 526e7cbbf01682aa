"""Every database can be brought up, taken down and brought up again, with rows in it, and then equals the tables."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Table, delete, insert, inspect, text, update

from portal.commands.migrating import bring_up_to_date
from portal.core.receipts import Statement
from portal.core.uses import Purpose
from portal.settings import ROOT
from portal.storage import sessions
from portal.storage.database import Connection, Database, Trouble
from portal.storage.journal import Deed
from portal.storage.kept import Said, State
from portal.storage.promises import SAID
from portal.storage.receipts import add_receipt
from portal.storage.seal import KeyRing
from portal.storage.tables import APPEND_ONLY, attempts, metadata
from portal.storage.vault import Page, Vault
from tests.people import a_person, count_of

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def empty(empty_url: str) -> Iterator[Database]:
    database = Database(empty_url)
    yield database
    database.engine.dispose()


@pytest.fixture
def lived_in(database: Database, ring: KeyRing) -> Database:
    """Return a database with a row in every table."""
    with database.transaction(writes=True) as connection:
        live_in(connection, ring)
    assert [name for name in metadata.tables if count_of(database, name) == 0] == []
    return database


def live_in(connection: Connection, ring: KeyRing) -> None:
    person = a_person(connection, ring)
    vault = Vault(connection, ring, {"a-question": SAID}, person.actor, NOW)
    vault.write(person.id, "a-question", "", Said(state=State.ANSWERED, value="yes"), Page(wording="1"))
    vault.note(person.id, Deed.SIGNED_IN, Purpose.SIGN_IN)
    statement = Statement(agency="Agence du Port", at=NOW, language="fr", lines=())
    add_receipt(connection, ring, person.key, statement, 1)
    arrival = sessions.Arrival(token=sessions.new_token(), device="phone", at=NOW)
    sessions.begin(connection, person.actor, person.key, arrival)
    connection.execute(insert(attempts), {"network": b"a network", "since": NOW, "failures": 1})


def move(database: Database, how: Callable[[Config, str], None], to: str) -> None:
    with database.transaction(writes=True) as connection:
        how(Config(toml_file=ROOT / "pyproject.toml", attributes={"connection": connection}), to)


def tables_of(database: Database) -> set[str]:
    with database.transaction(writes=False) as connection:
        return set(inspect(connection).get_table_names()) - {"alembic_version"}


def test_an_empty_database_is_brought_up_once(empty: Database) -> None:
    assert bring_up_to_date(empty)
    assert tables_of(empty) == set(metadata.tables)
    assert not bring_up_to_date(empty)


def test_a_database_can_go_down_and_up_again(empty: Database) -> None:
    bring_up_to_date(empty)
    move(empty, command.downgrade, "base")
    assert tables_of(empty) == set()
    assert bring_up_to_date(empty)
    assert tables_of(empty) == set(metadata.tables)


def test_a_database_with_people_in_it_can_go_down_and_up_again(lived_in: Database, ring: KeyRing) -> None:
    move(lived_in, command.downgrade, "base")
    assert tables_of(lived_in) == set()
    bring_up_to_date(lived_in)
    with lived_in.transaction(writes=True) as connection:
        live_in(connection, ring)


def test_going_down_leaves_nothing_behind(database: Database) -> None:
    move(database, command.downgrade, "base")
    left = {
        "sqlite": "SELECT count(*) FROM sqlite_master WHERE name NOT LIKE '%alembic%'",
        "postgresql": "SELECT count(*) FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
    }[database.engine.dialect.name]
    with database.transaction(writes=False) as connection:
        assert connection.execute(text(left)).scalar_one() == 0


def test_the_migrations_end_at_the_tables_of_the_code(database: Database) -> None:
    with database.transaction(writes=False) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == [], "write a migration: alembic revision --autogenerate"


def test_a_migration_that_fails_leaves_the_database_as_it_was(empty: Database) -> None:
    with empty.transaction(writes=True) as connection:
        connection.execute(text("CREATE TABLE journal (surprise INTEGER)"))
    with pytest.raises(Trouble):
        bring_up_to_date(empty)
    assert tables_of(empty) == {"journal"}


@pytest.mark.parametrize("table", APPEND_ONLY, ids=lambda table: table.name)
def test_what_is_only_added_to_cannot_be_changed(lived_in: Database, table: Table) -> None:
    with pytest.raises(Trouble, match="only added to"), lived_in.transaction(writes=True) as connection:
        connection.execute(update(table).values(at=NOW))


@pytest.mark.parametrize("table", APPEND_ONLY, ids=lambda table: table.name)
def test_what_is_only_added_to_can_still_be_forgotten_in_time(lived_in: Database, table: Table) -> None:
    with lived_in.transaction(writes=True) as connection:
        assert connection.execute(delete(table)).rowcount > 0
