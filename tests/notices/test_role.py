"""On PostgreSQL runs work under a role that reads no declaration and writes none: the database itself refuses."""

import importlib.util
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from sqlalchemy import Executable, delete, func, select, text, update
from sqlalchemy.engine import make_url

from portal.settings import ROOT
from portal.storage.engine.database import JOBS, Connection, Database, Trouble
from portal.storage.engine.jobs import RIGHTS
from portal.storage.tables.schema import metadata
from tests.databases import PostgresqlShelf

OWN = {"reminders", "notices", "keys", "journal"}
"""What a run has to do with; everything else is none of its business."""
REFUSED_OF_ITS_OWN = (
    "INSERT INTO reminders DEFAULT VALUES",
    "UPDATE reminders SET sealed = sealed",
    "DELETE FROM reminders",
    "UPDATE notices SET person_id = person_id",
    "DELETE FROM notices",
    "UPDATE keys SET wrapped = wrapped",
    "DELETE FROM keys",
    "SELECT * FROM keys FOR UPDATE",
    "SELECT what FROM journal",
    "DELETE FROM journal",
    "CREATE TABLE mine (id integer)",
)
ACCESS = """
SELECT relname || ' ' || right_ FROM pg_class, LATERAL (
    SELECT (aclexplode(relacl)).grantee, (aclexplode(relacl)).privilege_type AS right_
) AS given WHERE grantee = 'portal_jobs'::regrole
UNION ALL
SELECT attrelid::regclass || ' ' || attname || ' ' || right_ FROM pg_attribute, LATERAL (
    SELECT (aclexplode(attacl)).grantee, (aclexplode(attacl)).privilege_type AS right_
) AS given WHERE grantee = 'portal_jobs'::regrole
UNION ALL
SELECT proname || ' ' || right_ FROM pg_proc, LATERAL (
    SELECT (aclexplode(proacl)).grantee, (aclexplode(proacl)).privilege_type AS right_
) AS given WHERE grantee = 'portal_jobs'::regrole
UNION ALL
SELECT nspname || ' ' || right_ FROM pg_namespace, LATERAL (
    SELECT (aclexplode(nspacl)).grantee, (aclexplode(nspacl)).privilege_type AS right_
) AS given WHERE grantee = 'portal_jobs'::regrole
"""


@pytest.fixture
def database(postgresql: PostgresqlShelf) -> Iterator[Database]:
    url = postgresql.migrated()
    found = Database(url)
    yield found
    found.engine.dispose()
    postgresql.drop(url)


def tries(database: Database, sentence: Executable) -> str:
    """Return what the database says to a sentence of a job's, or nothing if it does as it is told."""
    try:
        with database.job() as connection:
            connection.execute(sentence)
    except Trouble as trouble:
        return str(trouble.orig).splitlines()[0]
    return ""


@pytest.mark.parametrize("table", ["weeks", "drafts", "answers", "receipts", "replies"])
def test_a_run_cannot_write_what_people_declare(database: Database, table: str) -> None:
    assert tries(database, text(f"INSERT INTO {table} DEFAULT VALUES")) == f"permission denied for table {table}"


@pytest.mark.parametrize("table", sorted(set(metadata.tables) - OWN))
def test_a_run_can_do_nothing_at_all_with_what_is_not_its_business(database: Database, table: str) -> None:
    there = metadata.tables[table]
    column = next(iter(there.columns))
    for sentence in (
        select(func.count()).select_from(there),
        text(f"INSERT INTO {table} DEFAULT VALUES"),
        update(there).values({column: column}),
        delete(there),
        text(f"TRUNCATE {table}"),
    ):
        assert "permission denied" in tries(database, sentence), sentence


@pytest.mark.parametrize("sentence", REFUSED_OF_ITS_OWN)
def test_a_run_changes_nothing_that_it_only_carries(database: Database, sentence: str) -> None:
    assert "permission denied" in tries(database, text(sentence))


def test_the_parts_of_a_table_are_as_closed_as_the_whole(database: Database) -> None:
    with database.transaction(writes=False) as connection:
        asked = text("SELECT relname FROM pg_class WHERE relispartition AND relkind = 'r'")
        parts = connection.execute(asked).scalars().all()
    for part in parts:
        assert "permission denied" in tries(database, text(f"INSERT INTO {part} DEFAULT VALUES")), part


def test_the_role_ends_with_the_transaction(database: Database) -> None:
    with database.job() as connection:
        assert connection.execute(text("SELECT current_user")).scalar_one() == JOBS
    with database.transaction(writes=False) as connection:
        assert connection.execute(text("SELECT current_user")).scalar_one() != JOBS
        assert connection.execute(text("SELECT count(*) FROM answers")).scalar_one() == 0


def access(connection: Connection) -> list[str]:
    return sorted(connection.execute(text(ACCESS)).scalars())


def test_what_an_administrator_is_told_to_run_is_what_the_migrations_give(database: Database) -> None:
    with database.transaction(writes=True) as connection:
        given = access(connection)
        for what in ("ALL TABLES IN SCHEMA public", "SCHEMA public", "ALL FUNCTIONS IN SCHEMA public"):
            connection.execute(text(f"REVOKE ALL ON {what} FROM {JOBS}"))
        assert access(connection) == []
        for right in RIGHTS:
            connection.execute(text(f"GRANT {right} TO {JOBS}"))
        assert access(connection) == given
    assert len(given) > len(OWN)


def test_many_databases_of_one_server_can_make_the_role_at_the_same_moment(postgresql: PostgresqlShelf) -> None:
    path = ROOT / "migrations" / "versions" / "0003_notices.py"
    spec = importlib.util.spec_from_file_location("notices_step", path)
    assert spec is not None
    assert spec.loader is not None
    step = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(step)
    role = f"jobs_{uuid4().hex}"
    url = postgresql.empty()

    def migrates(_which: int) -> None:
        database = Database(url)
        try:
            with database.transaction(writes=True) as connection:
                for sentence in (step.ROLE, step.MEMBER):
                    connection.exec_driver_sql(sentence.replace(JOBS, role))
                connection.exec_driver_sql("SELECT pg_sleep(0.05)")
        finally:
            database.engine.dispose()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(migrates, range(16)))
    postgresql.drop(url)
    postgresql.say(f"DROP ROLE {role}")
    assert make_url(url).database
