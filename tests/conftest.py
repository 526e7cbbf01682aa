"""What tests stand on: real databases, a key ring, and the whole portal over them.

``database`` runs a test twice, on SQLite and on PostgreSQL. ``app`` runs it on SQLite, or on what
``@pytest.mark.parametrize("app", BOTH, indirect=True)`` says. The builders of tests/people.py fill either.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import settings

from portal.app import create_app
from portal.settings import Settings
from portal.storage.engine.database import Database
from portal.storage.engine.seal import KeyRing, make_ring, read_ring
from portal.web.parts import parts_of
from tests.databases import PostgresqlShelf, Shelf, SqliteShelf, passing_folder, postgresql_server
from tests.standing import Standing

settings.register_profile("portal", deadline=None)  # a busy machine is not a fault
settings.load_profile("portal")

BOTH = ("sqlite", "postgresql")
OpenPortal = Callable[[str], Flask]


@pytest.fixture(scope="session")
def sqlite() -> Iterator[SqliteShelf]:
    with passing_folder() as folder:
        yield SqliteShelf(folder)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgresqlShelf]:
    with ExitStack() as leaving:
        given = os.environ.get("PORTAL_TEST_DATABASE_URL")
        shelf = PostgresqlShelf(given or leaving.enter_context(postgresql_server()))
        yield shelf
        shelf.clear()


@pytest.fixture(params=BOTH)
def shelf(request: pytest.FixtureRequest) -> Shelf:
    found: Shelf = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def empty_url(shelf: Shelf) -> Iterator[str]:
    url = shelf.empty()
    yield url
    shelf.drop(url)


@pytest.fixture(scope="session")
def standing() -> Standing:
    """Return what is opened once in a run, and found by each test as it was when it was opened."""
    return Standing()


@pytest.fixture
def database_url(shelf: Shelf, standing: Standing) -> str:
    return standing.address(shelf)


@pytest.fixture
def database(database_url: str, standing: Standing) -> Iterator[Database]:
    found = standing.database(database_url)
    yield found
    found.engine.dispose()


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("keys") / "keys.json"
    make_ring(path)
    return path


@pytest.fixture(scope="session")
def ring(keys: Path) -> KeyRing:
    return read_ring(keys)


@pytest.fixture
def open_portal(keys: Path) -> Iterator[OpenPortal]:
    """Return a way to open the portal on any database; each is closed after the test."""
    opened: list[Flask] = []

    def open_one(url: str) -> Flask:
        opened.append(create_app(Settings(database_url=url, keys=keys, address="http://localhost")))
        return opened[-1]

    yield open_one
    for one in opened:
        parts_of(one).database.engine.dispose()


@pytest.fixture
def app(request: pytest.FixtureRequest, keys: Path, standing: Standing) -> Iterator[Flask]:
    """Return the portal as it is after a start, with nothing kept."""
    shelf: Shelf = request.getfixturevalue(getattr(request, "param", "sqlite"))
    found = standing.portal(shelf, keys)
    yield found
    parts_of(found).database.engine.dispose()


@pytest.fixture
def own_app(sqlite: SqliteShelf, open_portal: OpenPortal) -> Flask:
    """Return a portal that no other test uses: it can be changed for good."""
    return open_portal(sqlite.migrated())
