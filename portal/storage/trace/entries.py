"""Entries that are looked for in a journal: one by its number, who came at all, what was done lately."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, func, select

from portal.core.permissions import Role
from portal.storage.engine.seal import OwnerKey
from portal.storage.tables.people import journal
from portal.storage.trace.journal import Deed, Noted, Pen, opened


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """Somebody who read or wrote something of a person, and when they did last."""

    id: UUID
    role: Role
    at: datetime


def entry_numbered(connection: Connection, key: OwnerKey, number: int) -> Noted | None:
    """Return one entry of the owner of ``key``. For whoever was let in to this one."""
    its = (journal.c.person_id == key.owner, journal.c.number == number)
    found = opened(connection, key, connection.execute(select(journal).where(*its)).all())
    return found[0] if found else None


def who_came(connection: Connection, person_id: UUID) -> list[Came]:
    """Return everybody else who read or wrote something of a person: who came last is first."""
    others = [role.value for role in Role if role not in {Role.PERSON, Role.PORTAL}]
    last = func.max(journal.c.at)
    asked = select(journal.c.actor_id, journal.c.role, last.label("at")).where(
        journal.c.person_id == person_id, journal.c.role.in_(others)
    )
    rows = connection.execute(asked.group_by(journal.c.actor_id, journal.c.role).order_by(last.desc()))
    return [Came(id=row.actor_id, role=Role(row.role), at=row.at) for row in rows]


def did_lately(pen: Pen, person_id: UUID, deed: Deed, since: datetime) -> bool:
    """Tell whether a journal says already that whoever holds the pen did something since a moment."""
    its = (
        journal.c.person_id == person_id,
        journal.c.actor_id == pen.by.id,
        journal.c.at >= since,
        journal.c.deed == deed.value,
    )
    return pen.connection.execute(select(journal.c.number).where(*its).limit(1)).first() is not None
