"""The counsellors of an agency, by name: who can replace whom, and who did something."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, select

from portal.core.permissions import Role
from portal.storage.engine.seal import KeyRing, WrappedKey
from portal.storage.people.people import name_of
from portal.storage.tables.agency import keys, staff


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who works at the agency."""

    id: UUID
    name: str


def counsellors(connection: Connection, ring: KeyRing, agency_id: UUID) -> list[Colleague]:
    """Return the counsellors of an agency whose accounts are not ended, by name."""
    works_here = (staff.c.agency_id == agency_id) & (staff.c.role == Role.COUNSELLOR.value)
    rows = _found(connection, works_here & staff.c.ended_at.is_(None))
    named = [Colleague(row.id, _name(ring, row)) for row in rows]
    return sorted(named, key=lambda colleague: colleague.name.casefold())


def names_of(connection: Connection, ring: KeyRing, staff_ids: Collection[UUID]) -> dict[UUID, str]:
    """Return the names of some members of staff, of whatever agency and however long ago they left."""
    return {row.id: _name(ring, row) for row in _found(connection, staff.c.id.in_(staff_ids))}


def _found(connection: Connection, which: ColumnElement[bool]) -> list[Row[Any]]:
    asked = select(staff.c.id, staff.c.known, keys.c.ring_key, keys.c.wrapped)
    return list(connection.execute(asked.join(keys, keys.c.owner_id == staff.c.id).where(which)))


def _name(ring: KeyRing, row: Row[Any]) -> str:
    return name_of(ring.open_key(row.id, WrappedKey(row.ring_key, row.wrapped)), row.known)
