"""What a page asks of PostgreSQL, and how PostgreSQL goes about it."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from flask import Flask
from psycopg import connect
from sqlalchemy import event

from portal.storage.engine import database
from portal.web.parts import parts_of

Asked = tuple[str, Any]
"""One statement, and its values."""
Way = frozenset[str]
"""How one statement is answered: by which indexes, and which tables it reads from one end to the other."""
WHOLE = "all of "


@contextmanager
def listening(app: Flask) -> Iterator[list[Asked]]:
    """Note every statement with rows that the portal asks for, through SQLAlchemy and of the driver itself."""
    engine, driver, asked = parts_of(app).database.engine, database.driver_of, list[Asked]()

    def listen(_connection: object, _cursor: object, statement: str, values: Any, *_more: object) -> None:
        asked.append((statement, values))

    class Told:
        """The driver's connection: what it is told is noted."""

        def __init__(self, connection: Any) -> None:
            self._driver = driver(connection)

        def execute(self, statement: str, values: Any) -> Any:
            """Note a statement and let the driver run it."""
            asked.append((statement, values))
            return self._driver.execute(statement, values)

    event.listen(engine, "before_cursor_execute", listen)
    try:
        with patch.object(database, "driver_of", Told):
            yield asked
    finally:
        event.remove(engine, "before_cursor_execute", listen)


def ways_of(url: str, asked: Sequence[Asked]) -> list[Way]:
    """Return how each question is answered now; what only writes is left out."""
    with connect(url.replace("postgresql+psycopg://", "postgresql://")) as connection:
        questions = [(statement, values) for statement, values in asked if statement.startswith("SELECT")]
        found = [connection.execute(f"EXPLAIN (FORMAT JSON) {one}", values).fetchone() for one, values in questions]
    return [frozenset(_steps(row[0][0]["Plan"])) for row in found if row]


def without(way: Way, tables: Collection[str]) -> Way:
    """Return a way but for its steps through some tables, whose names begin those of their indexes."""
    return frozenset(step for step in way if not step.removeprefix(WHOLE).startswith(tuple(tables)))


def tables_with_rows(url: str, many: int) -> set[str]:
    """Return the tables with so many rows or more."""
    with connect(url.replace("postgresql+psycopg://", "postgresql://")) as connection:
        rows = connection.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples >= %s", (many,))
        return {name for (name,) in rows}


def _steps(node: dict[str, Any]) -> Iterator[str]:
    if "Index Name" in node:
        yield node["Index Name"]
    elif node["Node Type"] == "Seq Scan":
        yield WHOLE + node["Relation Name"]
    for below in node.get("Plans", ()):
        yield from _steps(below)
