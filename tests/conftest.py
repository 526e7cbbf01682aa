"""What tests stand on: real databases, a key ring, and the whole portal over them.

``database`` runs a test twice, on SQLite and on PostgreSQL. ``app`` runs it on SQLite, or on what
``@pytest.mark.parametrize("app", BOTH, indirect=True)`` says. The builders of tests/people.py fill either.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import settings

from portal.app import create_app
from portal.settings import Settings
from portal.storage.database import Database
from portal.storage.seal import KeyRing, make_ring, read_ring
from portal.web.parts import parts_of
from tests.databases import PostgresqlShelf, Shelf, SqliteShelf, postgresql_server

settings.register_profile("portal", deadline=None)  # a busy machine is not a fault
settings.load_profile("portal")

BOTH = ("sqlite", "postgresql")
OpenPortal = Callable[[str], Flask]


@pytest.fixture(scope="session")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> SqliteShelf:
    return SqliteShelf(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgresqlShelf]:
    given = os.environ.get("PORTAL_TEST_DATABASE_URL")
    if given:
        shelf = PostgresqlShelf(given)
        yield shelf
        shelf.clear()
        return
    with postgresql_server() as server:
        yield PostgresqlShelf(server)


@pytest.fixture(params=BOTH)
def shelf(request: pytest.FixtureRequest) -> Shelf:
    found: Shelf = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def empty_url(shelf: Shelf) -> Iterator[str]:
    url = shelf.empty()
    yield url
    shelf.drop(url)


@pytest.fixture
def database_url(shelf: Shelf) -> Iterator[str]:
    url = shelf.migrated()
    yield url
    shelf.drop(url)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    found = Database(database_url)
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
def app(request: pytest.FixtureRequest, open_portal: OpenPortal) -> Iterator[Flask]:
    shelf: Shelf = request.getfixturevalue(getattr(request, "param", "sqlite"))
    url = shelf.migrated()
    opened = open_portal(url)
    yield opened
    parts_of(opened).database.engine.dispose()
    shelf.drop(url)
