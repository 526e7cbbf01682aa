"""Columns that carry their promise: a column says what it serves, or why it is only technical."""

from datetime import UTC, datetime
from typing import Any, TypeAlias

from sqlalchemy import Column, DateTime, Dialect, TypeDecorator
from sqlalchemy.sql.type_api import TypeEngine

from portal.core.uses import Technical, Use


class Moment(TypeDecorator[datetime]):
    """A moment in UTC; a time without its zone is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store UTC."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            message = "a time without its zone cannot be kept"
            raise ValueError(message)
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give back UTC: SQLite forgets the zone."""
        del dialect
        return value if value is None or value.tzinfo else value.replace(tzinfo=UTC)


Kind: TypeAlias = TypeEngine[Any] | type[TypeEngine[Any]]


def promised(name: str, kind: Kind, use: Use, *, nullable: bool = False) -> Column[Any]:
    """Return a column that holds something about a person, with its promise."""
    return Column(name, kind, nullable=nullable, info={"promise": use})


def technical(name: str, kind: Kind, *rest: Any, why: str, **options: Any) -> Column[Any]:
    """Return a column that says nothing about a person by itself, and why it is there."""
    return Column(name, kind, *rest, info={"promise": Technical(why)}, **{"nullable": False, **options})
