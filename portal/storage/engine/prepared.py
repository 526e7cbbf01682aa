"""Hot statements: written in Core like all others, compiled once for each kind of database, run by its own driver.

To find the compiled form of a statement and the types of its values again costs ten times what the driver needs to run
it, and every page runs the same few. What is asked once in a while has no need of this.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from sqlalchemy import Connection, Dialect, Insert, LargeBinary, Select
from sqlalchemy.dialects import sqlite
from sqlalchemy.types import TypeEngine

from portal.storage.engine.database import ask, run, run_each

Turn = Callable[[Any], Any]
"""Makes of a value what a database keeps, or of what it keeps the value again."""


_BY_NAME = {"sqlite": sqlite.dialect(paramstyle="named")}
"""SQLAlchemy would give SQLite its values by place; PostgreSQL's get names anyway."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spoken:
    """One statement as one kind of database is told it."""

    text: str
    fixed: Mapping[str, Any]
    """Values that the statement brings itself."""
    inward: Sequence[tuple[str, Turn]]
    """Values that are not kept as they are, by name."""
    outward: Sequence[tuple[int, Turn]]
    """Columns that are not kept as they are, by place."""

    @classmethod
    def to(cls, dialect: Dialect, statement: Select[Any] | Insert) -> Self:
        """Return ``statement`` with a name for each value: a value that it uses several times is handed over once."""
        compiled = statement.compile(dialect=_BY_NAME.get(dialect.name, dialect))
        columns = statement.selected_columns if isinstance(statement, Select) else ()
        inward = {bind.key: _inward_turn(dialect, bind.type) for bind in compiled.binds.values()}
        outward = enumerate(_kept_by(dialect, column.type).result_processor(dialect, None) for column in columns)
        return cls(
            text=str(compiled),
            fixed={name: value for name, value in compiled.params.items() if not compiled.binds[name].required},
            inward=[(name, turn) for name, turn in inward.items() if turn is not None],
            outward=[(place, turn) for place, turn in outward if turn is not None],
        )


def _kept_by(dialect: Dialect, kind: TypeEngine[Any]) -> TypeEngine[Any]:
    """Return a type of value as ``dialect`` keeps it."""
    return kind.dialect_impl(dialect)


def _inward_turn(dialect: Dialect, kind: TypeEngine[Any]) -> Turn | None:
    """Return what a value goes through on its way in: bytes are taken by both drivers as they are."""
    return None if isinstance(kind, LargeBinary) else _kept_by(dialect, kind).bind_processor(dialect)


class Prepared:
    """A statement that is asked again and again."""

    def __init__(self, statement: Select[Any] | Insert) -> None:
        self.statement = statement
        self._spoken: dict[str, _Spoken] = {}

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> list[Sequence[Any]]:
        """Return the rows that a statement finds, their columns in its order."""
        spoken = self._spoken_to(connection.dialect)
        return _outward(spoken, ask(connection, spoken.text, _inward(spoken, values)))

    def run(self, connection: Connection, values: Mapping[str, Any]) -> None:
        """Run a statement that finds no rows."""
        spoken = self._spoken_to(connection.dialect)
        run(connection, spoken.text, _inward(spoken, values))

    def run_each(self, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Run a statement that finds no rows once for each of ``rows``; only SQLite does so without a way there."""
        spoken = self._spoken_to(connection.dialect)
        run_each(connection, spoken.text, [_inward(spoken, values) for values in rows])

    def _spoken_to(self, dialect: Dialect) -> _Spoken:
        if dialect.name not in self._spoken:
            self._spoken[dialect.name] = _Spoken.to(dialect, self.statement)
        return self._spoken[dialect.name]


def _outward(spoken: _Spoken, found: list[Sequence[Any]]) -> list[Sequence[Any]]:
    """Turn whole columns: no step of Python's own for each value."""
    if not (found and spoken.outward):
        return found
    columns: list[Iterable[Any]] = [*zip(*found, strict=True)]
    for place, turn in spoken.outward:
        columns[place] = map(turn, columns[place])
    return [*zip(*columns, strict=True)]


def _inward(spoken: _Spoken, values: Mapping[str, Any]) -> dict[str, Any]:
    told = {**spoken.fixed, **values}
    for name, turn in spoken.inward:
        told[name] = turn(told[name])
    return told
