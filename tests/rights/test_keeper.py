"""On PostgreSQL what is over is erased under a role that writes nothing people say, and reaches no account."""

from collections.abc import Iterator

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from portal.commands import portal
from portal.storage.engine.database import KEEPER, Database, Trouble
from portal.storage.engine.jobs import KEEPER_STEPS
from portal.storage.engine.seal import make_ring
from portal.storage.rights.contacts import Part, contacts_of
from tests.databases import PostgresqlShelf
from tests.notices.test_role import ACCESS
from tests.people import an_agency

REFUSED = (
    "INSERT INTO weeks DEFAULT VALUES",
    "INSERT INTO replies DEFAULT VALUES",
    "INSERT INTO drafts DEFAULT VALUES",
    "INSERT INTO sessions DEFAULT VALUES",
    "UPDATE people SET known = known",
    "UPDATE keys SET wrapped = wrapped",
    "UPDATE answers SET settled = settled",
    "DELETE FROM staff",
    "DELETE FROM agencies",
    "DELETE FROM promise_versions",
    "CREATE TABLE mine (id integer)",
)


@pytest.fixture
def postgres(postgresql: PostgresqlShelf) -> Iterator[Database]:
    url = postgresql.migrated()
    found = Database(url)
    yield found
    found.engine.dispose()
    postgresql.drop(url)


@pytest.mark.parametrize("sentence", REFUSED)
def test_it_erases_and_does_hardly_anything_else(postgres: Database, sentence: str) -> None:
    with pytest.raises(Trouble, match="permission denied"), postgres.keeper() as connection:
        connection.execute(text(sentence))


def test_what_an_administrator_is_told_to_run_is_what_the_migrations_give(postgres: Database) -> None:
    asked = text(ACCESS.replace("portal_jobs", KEEPER))
    with postgres.transaction(writes=True) as connection:
        given = sorted(connection.execute(asked).scalars())
        for what in ("ALL TABLES IN SCHEMA public", "SCHEMA public", "ALL FUNCTIONS IN SCHEMA public"):
            connection.execute(text(f"REVOKE ALL ON {what} FROM {KEEPER}"))
        assert sorted(connection.execute(asked).scalars()) == []
        for step in KEEPER_STEPS:
            connection.execute(text(step))
        assert sorted(connection.execute(asked).scalars()) == given
    assert given


def test_a_table_that_comes_later_is_erased_from_too(postgres: Database) -> None:
    with postgres.transaction(writes=True) as connection:
        connection.execute(text("CREATE TABLE later (person_id uuid)"))
    with postgres.keeper() as connection:
        assert connection.execute(text("DELETE FROM later")).rowcount == 0


def test_without_the_role_it_says_what_an_administrator_runs(
    postgres: Database, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    keys = tmp_path_factory.mktemp("keys") / "keys.json"
    make_ring(keys)
    monkeypatch.setenv("PORTAL_DATABASE_URL", postgres.engine.url.render_as_string(hide_password=False))
    monkeypatch.setenv("PORTAL_KEYS", str(keys))
    with postgres.transaction(writes=True) as connection:
        connection.execute(text(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {KEEPER}"))
    told = CliRunner().invoke(portal, ["retention"])
    assert told.exit_code == 1
    assert f"GRANT SELECT, DELETE ON ALL TABLES IN SCHEMA public TO {KEEPER};" in told.output


def test_an_agency_names_its_offices(database: Database, database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_DATABASE_URL", database_url)
    with database.transaction(writes=True) as connection:
        agency_id = an_agency(connection)
    for phone in ("01 99 00 10 11", "01 99 00 10 12"):
        told = CliRunner().invoke(portal, ["contact", "mediator", "Médiatrice", "--phone", phone])
        assert told.exit_code == 0, told.output
    with database.transaction(writes=False) as connection:
        assert contacts_of(connection, agency_id)[Part.MEDIATOR].phone == "01 99 00 10 12"
