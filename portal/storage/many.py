"""Many rows in one statement: a list of hundreds of people leaves a trace in each journal at one go."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ARRAY, Column, ColumnElement, Connection, Insert, Table, bindparam, func, insert, select, tuple_

from portal.storage.prepared import Prepared


class Many:
    """The way to add any number of rows to a table by one statement, on either database."""

    def __init__(self, table: Table) -> None:
        self._names = table.c.keys()
        self._one = Prepared(insert(table))
        self._all = Prepared(_from_arrays(table))

    def add(self, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Add ``rows``; each names every column.

        PostgreSQL gets the columns as arrays; SQLite, which is in this process, runs the statement once for each row.
        """
        if connection.dialect.name == "sqlite":
            self._one.run_each(connection, rows)
        else:
            self._all.run(connection, {name: [row[name] for row in rows] for name in self._names})


def among(
    connection: Connection, columns: Sequence[Column[Any]], rows: Sequence[tuple[Any, ...]]
) -> ColumnElement[bool]:
    """Return the condition that what ``columns`` hold together is one of ``rows``; there is at least one.

    PostgreSQL gets the rows as arrays: told one by one, it would think about each of them by itself.
    """
    if connection.dialect.name == "sqlite":
        return tuple_(*columns).in_(rows)
    values = zip(columns, zip(*rows, strict=True), strict=True)
    arrays = (bindparam(None, [*found], type_=ARRAY(column.type), unique=True) for column, found in values)
    return tuple_(*columns).in_(select(*map(func.unnest, arrays)))


def _from_arrays(table: Table) -> Insert:
    columns = (func.unnest(bindparam(one.name, type_=ARRAY(one.type))) for one in table.c)
    return insert(table).from_select(table.c.keys(), select(*columns))
