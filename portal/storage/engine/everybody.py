"""Everybody, some at a time: for what is done to all, one batch after the other."""

from uuid import UUID

from sqlalchemy import Connection, func, select

from portal.storage.tables.people import people


def how_many_people(connection: Connection) -> int:
    """Return how many people there are to look at."""
    count: int = connection.execute(select(func.count()).select_from(people)).scalar_one()
    return count


def some_people(connection: Connection, after: UUID, most: int) -> list[UUID]:
    """Return the next people, in the order they came to be."""
    asked = select(people.c.id).where(people.c.id > after).order_by(people.c.id).limit(most)
    return list(connection.execute(asked).scalars())
