"""Ceilings, as they are kept: whom an account opened in the last hour, that it is stopped, and opened again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, func, insert, select, update

from portal.core.calendar import midnight
from portal.core.ceilings import AHEAD, HOUR, Meeting, expected
from portal.storage.engine.ids import new_id
from portal.storage.engine.seal import KeyRing, OwnerKey, WrappedKey
from portal.storage.people import sessions
from portal.storage.people.people import name_of
from portal.storage.people.reach import counsellors_of
from portal.storage.tables.agency import keys, staff
from portal.storage.tables.people import IS_MEETING, interviews, journal, people
from portal.storage.tables.reach import stops, tries
from portal.storage.trace.journal import LISTED, SELDOM


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One stop of an account, as the manager of the agency sees it."""

    id: UUID
    name: str
    at: datetime
    opened_at: datetime | None
    """When it was opened again, if it was."""
    word: str = ""
    """What was said then."""


def opened_lately(connection: Connection, staff_id: UUID, now: datetime) -> set[UUID]:
    """Return whom an account opened within the last hour: those whose names it only saw in a list are none."""
    log = journal.c
    asked = select(log.person_id).where(log.actor_id == staff_id, log.at > now - HOUR, log.deed.not_in(LISTED))
    return set(connection.execute(asked.distinct()).scalars())


def lines_lately(connection: Connection, staff_id: UUID, person_id: UUID, now: datetime) -> int:
    """Return how many lines an account left about one person within the last hour: what is told seldom is none."""
    log = journal.c
    its = (log.actor_id == staff_id, log.at > now - HOUR, log.person_id == person_id)
    found: int = connection.execute(select(func.count()).where(*its, log.deed.not_in(SELDOM))).scalar_one()
    return found


def expected_by(connection: Connection, staff_id: UUID, now: datetime) -> frozenset[UUID]:
    """Return whom a counsellor is about to meet, themself or for a colleague: opening them counts for nobody."""
    row, counsellors = interviews.c, counsellors_of(connection, staff_id, now)
    asked = (
        select(row.person_id, row.counsellor_id, row.at, row.changed_at)
        .join(people, people.c.id == row.person_id)
        .where(row.counsellor_id.in_(counsellors), people.c.counsellor_id == row.counsellor_id)
        .where(row.at.between(midnight(now), now + AHEAD), IS_MEETING)
        .order_by(interviews.c.at)
    )
    return expected((Meeting(**found) for found in connection.execute(asked).mappings()), now)


def tries_lately(connection: Connection, staff_id: UUID, now: datetime) -> int:
    """Return how often an account asked, within the last hour, for somebody whom a colleague accompanies."""
    asked = select(func.count()).where(tries.c.staff_id == staff_id, tries.c.at > now - HOUR)
    found: int = connection.execute(asked).scalar_one()
    return found


def stop(connection: Connection, staff_id: UUID, now: datetime) -> None:
    """Stop an account: its sessions end at once, and it signs in nowhere until a manager opens it again."""
    if not is_stopped(connection, staff_id):
        connection.execute(insert(stops), {"staff_id": staff_id, "id": new_id(), "at": now})
    sessions.end(connection, staff_id, now)


def is_stopped(connection: Connection, staff_id: UUID) -> bool:
    """Tell whether an account is stopped."""
    asked = select(stops.c.id).where(stops.c.staff_id == staff_id, stops.c.opened_at.is_(None))
    return connection.execute(asked).first() is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopening:
    """A manager's word on opening an account again."""

    agency_id: UUID
    manager_id: UUID
    word: str
    at: datetime


def reopen(connection: Connection, ring: KeyRing, stop_id: UUID, by: Reopening) -> bool:
    """Open an account of the manager's own agency again; return whether it was stopped."""
    row = connection.execute(_STOPS.where(staff.c.agency_id == by.agency_id, stops.c.id == stop_id)).first()
    if row is None or row.opened_at is not None:
        return False
    key = ring.open_key(row.staff_id, WrappedKey(row.ring_key, row.wrapped))
    which = (stops.c.staff_id == row.staff_id, stops.c.id == stop_id, stops.c.opened_at.is_(None))
    said = {"opened_by": by.manager_id, "opened_at": by.at, "word": key.seal(_place(stop_id), by.word)}
    return connection.execute(update(stops).where(*which), said).rowcount > 0


def stops_of(connection: Connection, ring: KeyRing, agency_id: UUID) -> Sequence[Stop]:
    """Return the accounts of an agency that were stopped, the newest first."""
    found = []
    for row in connection.execute(_STOPS.where(staff.c.agency_id == agency_id).order_by(stops.c.at.desc())):
        key = ring.open_key(row.staff_id, WrappedKey(row.ring_key, row.wrapped))
        word = _word(key, row.id, row.word) if row.word else ""
        found.append(Stop(id=row.id, name=name_of(key, row.known), at=row.at, opened_at=row.opened_at, word=word))
    return found


_STOPS = (
    select(stops, staff.c.known, keys.c.ring_key, keys.c.wrapped)
    .join(staff, staff.c.id == stops.c.staff_id)
    .join(keys, keys.c.owner_id == stops.c.staff_id)
)


def _word(key: OwnerKey, stop_id: UUID, sealed: bytes) -> str:
    return str(key.unseal(_place(stop_id), sealed))


def _place(stop_id: UUID) -> str:
    return f"stops|{stop_id}|word"
