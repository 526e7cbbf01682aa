"""Many rows in one statement: a list of hundreds of people leaves a trace in each journal at one go."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ARRAY,
    Column,
    ColumnElement,
    Connection,
    Insert,
    Table,
    bindparam,
    cast,
    func,
    insert,
    select,
    tuple_,
)

from portal.storage.engine.prepared import Prepared


class Many:
    """The way to add any number of rows to a table by one statement, on either database."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._one = Prepared(insert(table))
        self._all: dict[frozenset[str], Prepared] = {}

    def add(self, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Add ``rows``; each names every column, and no two are the same.

        PostgreSQL gets the columns as arrays, and once what all rows have alike: each value in an array is looked at by
        itself on its way there. SQLite, which is in this process, runs the statement once for each row.
        """
        if connection.dialect.name == "sqlite":
            self._one.run_each(connection, rows)
            return
        columns = {one.name: [row[one.name] for row in rows] for one in self._table.c}
        alike = frozenset(name for name, values in columns.items() if values.count(values[0]) == len(values))
        if alike not in self._all:
            self._all[alike] = Prepared(_from_arrays(self._table, alike))
        told = {name: values[0] if name in alike else values for name, values in columns.items()}
        self._all[alike].run(connection, told)


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


def _from_arrays(table: Table, alike: Collection[str]) -> Insert:
    columns = (
        cast(bindparam(one.name, type_=one.type), one.type)
        if one.name in alike
        else func.unnest(bindparam(one.name, type_=ARRAY(one.type)))
        for one in table.c
    )
    return insert(table).from_select(table.c.keys(), select(*columns))
