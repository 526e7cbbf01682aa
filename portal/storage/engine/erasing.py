"""Erasing a person: every row of theirs and their key. What is left in any copy can be read by nobody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from uuid import UUID

from sqlalchemy import Connection, Table, delete, insert, select

from portal.core.receipts import code_of
from portal.core.uses import Forgotten
from portal.storage.engine.seal import KeyRing
from portal.storage.tables.agency import keys
from portal.storage.tables.rights import erasures
from portal.storage.tables.schema import metadata

OWNER: Mapping[str, str] = MappingProxyType({"people": "id", "sessions": "actor_id", "keys": "owner_id"})
"""Which column says whose row it is; ``person_id`` everywhere else."""
REMAINS = frozenset({"journal", "journal_starts", "anchored_heads", "erasures"})
"""What stays: who read the dossier, without a word of it, until its own time is over; and that it was erased."""


@dataclass(frozen=True, slots=True)
class Erased:
    """That everything of somebody was erased, for whoever holds the code."""

    code: str
    at: datetime


def owner_of(table: Table) -> str:
    """Return the name of the column that says whose row it is."""
    return OWNER.get(table.name, "person_id")


def personal_tables() -> list[Table]:
    """Return every table with rows of a person that can be erased, each before those it leans on."""
    tables = reversed(metadata.sorted_tables)
    return [table for table in tables if table.name not in REMAINS and owner_of(table) in table.c]


def erase(connection: Connection, ring: KeyRing, person_id: UUID, now: datetime) -> Erased | None:
    """Erase everything of a person and their key, whatever tables there are; none where nobody is left to erase.

    Hold the person's key row locked. Every session, visit, reminder and request of theirs is over with it.
    """
    its_key = select(keys.c.ring_key).where(keys.c.owner_id == person_id)
    ring_key = connection.execute(its_key).scalar_one_or_none()
    if ring_key is None:
        return None
    for table in personal_tables():
        connection.execute(delete(table).where(table.c[owner_of(table)] == person_id))
    code = _code(ring, person_id, now)
    row = {"code": code, "person_id": person_id, "ring_key": ring_key, "at": now}
    connection.execute(delete(erasures).where(erasures.c.person_id == person_id))
    connection.execute(insert(erasures), row)
    return Erased(code, now)


def erased_with(connection: Connection, ring: KeyRing, code: str) -> Erased | None:
    """Return what a code proves was erased, if it is one of ours."""
    row = connection.execute(select(erasures).where(erasures.c.code == code)).first()
    if row is None:
        return None
    return Erased(row.code, row.at) if _code(ring, row.person_id, row.at) == code else None


def was_erased(connection: Connection, ring: KeyRing, person_id: UUID) -> bool:
    """Tell whether somebody was erased by the portal itself: who has no key ring cannot make the proof."""
    row = connection.execute(select(erasures).where(erasures.c.person_id == person_id)).first()
    return row is not None and _code(ring, person_id, row.at) == row.code


def stop_where_erased(connection: Connection, person_id: UUID) -> None:
    """Say so where a page is about somebody who was erased since it was shown; raise :class:`Forgotten`."""
    asked = select(erasures.c.code).where(erasures.c.person_id == person_id)
    if connection.execute(asked).first() is not None:
        raise Forgotten


def erased_since(connection: Connection, since: datetime) -> list[UUID]:
    """Return who was erased since a moment, by what stood for them: a list from before may still show them."""
    return list(connection.execute(select(erasures.c.person_id).where(erasures.c.at >= since)).scalars())


def brought_back(connection: Connection) -> list[UUID]:
    """Return who was erased and is there again, as after an old copy was brought back."""
    asked = select(erasures.c.person_id).join(keys, keys.c.owner_id == erasures.c.person_id)
    return list(connection.execute(asked).scalars())


def still_opened_by(connection: Connection, newest: str, before: datetime) -> bool:
    """Tell whether old copies of people erased ``before`` would open with a key the ring may still have."""
    asked = select(erasures.c.code).where(erasures.c.ring_key == newest, erasures.c.at < before).limit(1)
    return connection.execute(asked).first() is not None


def _code(ring: KeyRing, person_id: UUID, at: datetime) -> str:
    return code_of(ring.digest("receipts", b"erased", person_id.bytes, at.astimezone(UTC).isoformat().encode()))
