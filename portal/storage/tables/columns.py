"""Columns that carry their promise: a column says what it serves, or why it is only technical."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeAlias

from sqlalchemy import Column, DateTime, Dialect, TypeDecorator
from sqlalchemy.sql.type_api import TypeEngine

from portal.core.uses import Technical, Use


class Moment(TypeDecorator[datetime]):
    """A moment in UTC; a time without its zone is refused.

    SQLite keeps words, written and read here in one step each: SQLAlchemy's own way costs ten times as much.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], Any]:
        """Store UTC."""
        return _words if dialect.name == "sqlite" else _utc

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None] | None:
        """Give back UTC: SQLite forgets the zone."""
        del coltype
        return _moment if dialect.name == "sqlite" else None


def _utc(value: datetime | None) -> datetime | None:
    if value is None or value.tzinfo is UTC:
        return value
    if value.tzinfo is None:
        raise ValueError("a time without its zone cannot be kept")
    return value.astimezone(UTC)


def _words(value: datetime | None) -> str | None:
    """Return a moment as SQLite keeps it, like “2026-11-23 09:30:00.000000”."""
    moment = _utc(value)
    return moment.isoformat(" ", "microseconds").removesuffix("+00:00") if moment else None


def _moment(words: str | None) -> datetime | None:
    return datetime.fromisoformat(f"{words}+00:00") if words else None


Kind: TypeAlias = TypeEngine[Any] | type[TypeEngine[Any]]


def promised(name: str, kind: Kind, use: Use, *, nullable: bool = False) -> Column[Any]:
    """Return a column that holds something about a person, with its promise."""
    return Column(name, kind, nullable=nullable, info={"promise": use})


def technical(name: str, kind: Kind, *rest: Any, why: str, **options: Any) -> Column[Any]:
    """Return a column that says nothing about a person by itself, and why it is there."""
    return Column(name, kind, *rest, info={"promise": Technical(why)}, **{"nullable": False, **options})
