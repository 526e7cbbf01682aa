"""The database: SQLite with every commit on the disk, or PostgreSQL; one transaction a request."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIModule
from sqlalchemy.exc import DBAPIError as Trouble

__all__ = ["JOBS", "KEEPER", "Connection", "Database", "Trouble", "ask", "run", "run_each"]

JOBS = "portal_jobs"
"""The role of PostgreSQL under which the portal works while nobody is there."""
KEEPER = "portal_keeper"
"""The role of PostgreSQL that erases what is over: it writes nothing that people say, and hardly anything else."""
_BUSY_MS = 5000
_CONNECT_S = 3


class Database:
    """The way to the database: hands out transactions."""

    def __init__(self, url: str) -> None:
        address = make_url(url)
        self.is_sqlite = address.get_backend_name() == "sqlite"
        if self.is_sqlite:
            self.engine = create_engine(address, hide_parameters=True)
            _keep_every_commit(self.engine)
        else:
            self.engine = create_engine(
                address,
                hide_parameters=True,
                isolation_level="AUTOCOMMIT",
                pool_size=4,
                pool_recycle=600,
                connect_args={"connect_timeout": _CONNECT_S},
            )
        self._begin = "BEGIN IMMEDIATE" if self.is_sqlite else "BEGIN"

    @contextmanager
    def transaction(self, *, writes: bool) -> Iterator[Connection]:
        """Give a connection; commit when the block ends, keep nothing when it raises.

        ``writes`` begins a transaction in so many words, and takes SQLite's one place for writers at once, so that
        nobody is refused half-way. Where nothing is written, each statement sees what is kept at its moment.
        """
        with self.engine.connect() as connection, connection.begin():
            if writes:
                run(connection, self._begin)
            yield connection

    @contextmanager
    def job(self) -> Iterator[Connection]:
        """Give a connection as :meth:`transaction` does, to write what a job may write and nothing else.

        On PostgreSQL the role of jobs takes the place of the user until the transaction ends. SQLite knows no roles.
        """
        with self._as(JOBS) as connection:
            yield connection

    @contextmanager
    def keeper(self) -> Iterator[Connection]:
        """Give a connection as :meth:`job` does, to erase what is over and nothing else."""
        with self._as(KEEPER) as connection:
            yield connection

    @contextmanager
    def _as(self, role: str) -> Iterator[Connection]:
        with self.transaction(writes=True) as connection:
            if not self.is_sqlite:
                connection.exec_driver_sql(f"SET LOCAL ROLE {role}")
            yield connection


def ask(connection: Connection, text: str, values: Mapping[str, Any]) -> list[Sequence[Any]]:
    """Return the rows of a statement as the driver gives them."""
    try:
        rows: list[Sequence[Any]] = driver_of(connection).execute(text, values).fetchall()
    except connection.dialect.loaded_dbapi.Error as error:
        raise _trouble(connection, text, error) from error
    return rows


def run(connection: Connection, text: str, values: Mapping[str, Any] | None = None) -> None:
    """Let the driver run a statement that has no rows."""
    try:
        driver_of(connection).execute(text, values or ())
    except connection.dialect.loaded_dbapi.Error as error:
        raise _trouble(connection, text, error) from error


def run_each(connection: Connection, text: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Let SQLite's driver run one statement for each of ``rows``."""
    try:
        driver_of(connection).executemany(text, rows)
    except connection.dialect.loaded_dbapi.Error as error:
        raise _trouble(connection, text, error) from error


def driver_of(connection: Connection) -> Any:
    """Return the connection of ``sqlite3`` or of ``psycopg``: what is used of them is alike."""
    return connection.connection.driver_connection


def _trouble(connection: Connection, text: str, error: DBAPIModule.Error) -> Trouble:
    """Return what SQLAlchemy would raise; connections to a database that is gone are forgotten, as it would."""
    dialect = connection.dialect
    gone = dialect.is_disconnect(error, driver_of(connection), None)
    if gone:
        connection.invalidate(error)
        connection.engine.dispose()
    trouble = Trouble.instance(
        text,
        None,
        error,
        dialect.loaded_dbapi.Error,
        hide_parameters=True,
        connection_invalidated=gone,
        dialect=dialect,
    )
    if not isinstance(trouble, Trouble):
        raise TypeError(trouble)
    return trouble


def _keep_every_commit(engine: Engine) -> None:
    """Set SQLite up: write-ahead log, full synchronous commits, foreign keys, patience with other writers."""

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={_BUSY_MS}"):
            connection.execute(f"PRAGMA {pragma}")
